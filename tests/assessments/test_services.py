from datetime import date

import pytest
from sqlalchemy import select

from isms.assessments import panels, queries, services
from isms.assessments.models import Answer
from isms.auditlog.models import Change
from isms.catalogue.models import CLAUSES, CONTROLS
from isms.db import Act
from isms.implementations.models import Implementation
from isms.implementations.rules import Deficiency, Status
from isms.web.errors import Refusal

SCOPE, LOADED = "LIS-KOMMUN", "GAP-LIS-KOMMUN-2026-11-10"
SEEN = {"exists": "not_started", "deficiency": "severe", "maturity": 0, "wanted": 3, "observed": "Inget", "improve": ""}


@pytest.fixture
def session(loaded):
    with loaded.writing("exempelkommunen", Act("p03", "test")) as session:
        yield session
        session.rollback()


def begun(session, framework=CONTROLS, day=date(2026, 11, 23)):
    return services.begin(
        session, {"scope_id": SCOPE, "framework_id": framework, "title": "Höst", "dated": day, "team": "Säkerhet"}
    )


def answered(session, assessment, number, *, sure=True, **values):
    found = services.answer_of(session, assessment, (assessment.framework_id, number))
    services.answer(session, assessment, found, SEEN | values, sure=sure)
    return services.answers(session, assessment.id)[(assessment.framework_id, number)]


def met(session, control):
    return session.get_one(Implementation, ("exempelkommunen", f"{SCOPE}:{control}"))


def test_an_assessment_of_annex_a_proposes_what_is_documented(session):
    assessment = begun(session)

    proposal = services.answer_of(session, assessment, (CONTROLS, "8.16"))

    assert len(session.scalars(select(Answer).where(Answer.assessment_id == assessment.id)).all()) == 93
    assert (proposal.exists, proposal.maturity, proposal.confirmed) == (Status.PARTLY, 1, False)


def test_a_proposal_is_no_answer_until_a_person_confirms_it(session):
    assessment = begun(session)

    assert not any(found.answered for found in services.answers(session, assessment.id).values())
    assert answered(session, assessment, "8.16").answered


def test_an_assessment_of_the_clauses_begins_empty_and_asks_what_can_be_audited(session):
    assessment = begun(session, CLAUSES)

    asked = session.scalars(select(Answer).where(Answer.assessment_id == assessment.id)).all()

    assert {answer.exists for answer in asked} == {Status.NOT_ASSESSED}
    assert "4.1" in {answer.requirement_id for answer in asked}
    assert "4" not in {answer.requirement_id for answer in asked}


def test_two_assessments_of_a_day_get_names_of_their_own(session):
    assert [begun(session).id, begun(session).id] == ["GAP-LIS-KOMMUN-2026-11-23", "GAP-LIS-KOMMUN-2026-11-23-2"]


def test_what_is_saved_for_later_is_kept_and_not_counted(session):
    found = answered(session, begun(session), "8.16", sure=False, observed="Halvvägs")

    assert not found.answered
    assert services.answer_of(session, services.one(session, "GAP-LIS-KOMMUN-2026-11-23"),
                              (CONTROLS, "8.16")).observed == "Halvvägs"  # fmt: skip


def test_a_closed_assessment_stays_as_it_was_found(session):
    assessment = begun(session)
    services.close(session, assessment, date(2026, 11, 24))

    with pytest.raises(Refusal):
        answered(session, assessment, "8.16")
    with pytest.raises(Refusal):
        services.edit(session, assessment, {"title": "Annat"})


def test_a_reopened_assessment_takes_answers_again(session):
    assessment = begun(session)
    services.close(session, assessment, date(2026, 11, 24))
    services.reopen(session, assessment)

    assert answered(session, assessment, "8.16").answered


def test_the_last_assessment_is_the_one_before_of_the_same_kind(session):
    assessment = begun(session)
    begun(session, CLAUSES, date(2026, 11, 20))

    assert session.scalars(queries.previous(assessment)).one().id == LOADED


def test_taking_over_writes_confirmed_answers_with_the_reason(session):
    assessment = begun(session)
    answered(session, assessment, "8.16")
    before = met(session, "8.17").status

    assert services.take_over(session, assessment, "Enligt höstens gapanalys") == 1

    session.flush()
    assert (met(session, "8.16").status, met(session, "8.16").deficiency) == (Status.NOT_STARTED, Deficiency.SEVERE)
    assert met(session, "8.17").status == before
    assert session.info["act"].reason == "Enligt höstens gapanalys"


def test_taking_over_twice_changes_nothing_the_second_time(session):
    assessment = begun(session)
    answered(session, assessment, "8.16")
    services.take_over(session, assessment, "En gång")

    assert services.take_over(session, assessment, "En gång till") == 0


def test_taking_over_keeps_what_nobody_judged(session):
    assessment = begun(session)
    wanted = met(session, "8.16").wanted
    answered(session, assessment, "8.16", wanted=None)
    services.take_over(session, assessment, "Enligt analysen")

    assert met(session, "8.16").wanted == wanted


def test_taking_over_leaves_what_is_inherited(session):
    assessment = begun(session)
    met(session, "8.16").provider_id = met(session, "8.15").id
    session.flush()
    answered(session, assessment, "8.16")

    assert services.changes(session, assessment) == {}


def test_taking_over_is_in_the_log_with_its_reason(loaded):
    with loaded.writing("exempelkommunen", Act("p03", "test")) as session:
        assessment = begun(session)
        answered(session, assessment, "8.16")
        services.take_over(session, assessment, "Enligt höstens gapanalys")

    with loaded.session("exempelkommunen") as session:
        logged = select(Change).where(Change.object_type == "implementation", Change.actor == "p03")
        assert session.scalars(logged).one().reason == "Enligt höstens gapanalys"


def test_a_control_shows_the_newest_answer_of_each_scope_with_the_one_before(session):
    answered(session, begun(session), "8.16")

    found = panels.of_control(session, f"{CONTROLS}:8.16", date(2026, 11, 24))

    assert [(each["now"].exists, each["before"].exists) for each in found] == [(Status.NOT_STARTED, Status.PARTLY)]


def test_a_control_that_nobody_answered_for_has_no_panel(session):
    assert panels.of_control(session, f"{CONTROLS}:8.999", date(2026, 11, 24)) is None
