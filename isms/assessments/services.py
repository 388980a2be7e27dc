"""Acts on gap assessments: begin, answer, close, reopen, take over to how controls are met."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.assessments import queries, rules
from isms.assessments.models import Answer, Assessment
from isms.assessments.questions import questions
from isms.assessments.rules import Requirement
from isms.catalogue.models import CONTROLS
from isms.i18n import gettext as _
from isms.implementations import services as implementations
from isms.implementations.rules import Standing, Status
from isms.organisation.models import ID
from isms.web.errors import Refusal

Changes = dict[Requirement, tuple[Standing, Standing]]


def one(session: Session, identifier: str) -> Assessment:
    """Fetch an assessment by its id; raises NoResultFound."""
    return session.get_one(Assessment, (session.info["organisation"], identifier))


def answer_of(session: Session, assessment: Assessment, requirement: Requirement) -> Answer:
    """Fetch the answer to one requirement; raises NoResultFound."""
    return session.get_one(Answer, (session.info["organisation"], assessment.id, *requirement))


def judged(row: Any) -> rules.Answer:
    """Read what a person has confirmed; a proposal that nobody confirmed is no answer."""
    requirement = (row.framework_id, row.requirement_id)
    if not row.confirmed:
        return rules.Answer(requirement)
    return rules.Answer(
        requirement, row.exists, row.deficiency, row.maturity, row.wanted, row.observed, row.improve
    )  # fmt: skip


def answers(session: Session, assessment_id: str) -> dict[Requirement, rules.Answer]:
    """Fetch what an assessment has found, by requirement; one query."""
    return {found.requirement: found for found in map(judged, session.execute(queries.answers(assessment_id)))}


def begin(session: Session, values: Mapping[str, Any]) -> Assessment:
    """Begin an assessment with every question of its framework.

    Controls are prefilled from how the scope meets them, as proposals that a person has to confirm.
    """
    identifier = _free_id(session, f"GAP-{values['scope_id']}-{values['dated']}")
    assessment = Assessment(organisation_id=session.info["organisation"], id=identifier, **values)
    session.add(assessment)
    session.flush()
    controls = assessment.framework_id == CONTROLS
    known = implementations.standings(session, assessment.scope_id) if controls else {}
    for question in questions(session, assessment.framework_id):
        session.add(_proposed(assessment, question.key, known.get(question.key, Standing())))
    session.flush()
    return assessment


def _free_id(session: Session, wanted: str) -> str:
    taken, longest = set(session.scalars(queries.ids())), (ID.length or 64) - 4
    names = (wanted[:longest] + (f"-{number}" if number > 1 else "") for number in range(1, 1000))
    return next(name for name in names if name not in taken)


def _proposed(assessment: Assessment, requirement: Requirement, known: Standing) -> Answer:
    framework, identifier = requirement
    return Answer(
        organisation_id=assessment.organisation_id, assessment_id=assessment.id, framework_id=framework,
        requirement_id=identifier, exists=known.status, deficiency=known.deficiency, maturity=known.maturity,
        wanted=known.wanted, confirmed=False,
    )  # fmt: skip


def edit(session: Session, assessment: Assessment, values: Mapping[str, Any]) -> None:
    """Change what an open assessment is called, when it was made and by whom."""
    _must_be_open(assessment)
    for name, value in values.items():
        setattr(assessment, name, value)
    session.flush()


def answer(session: Session, assessment: Assessment, found: Answer, values: Mapping[str, Any], *, sure: bool) -> None:
    """Write down an answer; `sure` makes it the team's own, else it waits for someone to go on with it."""
    _must_be_open(assessment)
    for name, value in values.items():
        setattr(found, name, value)
    found.exists = found.exists or Status.NOT_ASSESSED
    found.confirmed = sure
    session.flush()


def close(session: Session, assessment: Assessment, today: date) -> None:
    """Close an assessment, so that it stays as it was found (clause 9.1: results are kept as evidence)."""
    _must_be_open(assessment)
    assessment.closed_on = today
    session.flush()


def reopen(session: Session, assessment: Assessment) -> None:
    """Open a closed assessment again."""
    assessment.closed_on = None
    session.flush()


def _must_be_open(assessment: Assessment) -> None:
    if assessment.closed_on:
        raise Refusal(_("The assessment is closed. Reopen it first if something in it is wrong."))


def changes(session: Session, assessment: Assessment) -> Changes:
    """Say what the answers would change in how the scope meets its controls, as before and after.

    What is inherited is left: its status follows where it comes from. Clauses have no implementations.
    """
    if assessment.framework_id != CONTROLS:
        return {}
    rows = session.scalars(queries.implementations_of(assessment.scope_id)).all()
    inherited = {(row.framework_id, row.control_id) for row in rows if row.provider_id}
    known = {(row.framework_id, row.control_id): implementations.own(row) for row in rows}
    found = (each for each in answers(session, assessment.id).values() if each.requirement not in inherited)
    return rules.taken_over(found, known)


def take_over(session: Session, assessment: Assessment, reason: str) -> int:
    """Write the answers to how the scope meets its controls, with a reason for the log; says how many changed."""
    wanted = changes(session, assessment)
    session.info["act"] = session.info["act"]._replace(reason=reason)
    rows = session.scalars(queries.implementations_of(assessment.scope_id)).all()
    known = {(row.framework_id, row.control_id): row for row in rows}
    for control, (_before, after) in wanted.items():
        found = known.get(control) or implementations.new(session, control, scope_id=assessment.scope_id, asset_id=None)
        implementations.save(session, found, _values(after))
    return len(wanted)


def _values(standing: Standing) -> dict[str, Any]:
    return {
        "status": standing.status, "deficiency": standing.deficiency, "maturity": standing.maturity,
        "wanted": standing.wanted,
    }  # fmt: skip
