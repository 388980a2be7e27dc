"""Acts on the Statement, on both engines: who may approve, what lapses, and what can never be changed again."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import DatabaseError

from isms.db import Act
from isms.soa import queries, reaching, services, undoing
from isms.soa.services import Refused, Verdict

OWN, SCOPE, ISO = "exempelkommunen", "LIS-KOMMUN", "iso-27002-2022"
NOW, TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23)
YES = Verdict(included=True, reason="We want it")


def act(database, who, do):
    with database.writing(OWN, Act(who, "test")) as session:
        return do(session)


def decide(database, control="5.15", who="p03", verdict=YES):
    return act(database, who, lambda s: services.decide(s, SCOPE, [(ISO, control)], verdict, NOW))


def propose(database, who="p03"):
    return act(database, who, lambda s: services.propose(s, SCOPE, today=TODAY, now=NOW).sha256)


def approve(database, who="p01", shown=None, today=TODAY):
    return act(database, who, lambda s: services.approve(s, SCOPE, shown=shown, today=today, now=NOW).number)


def test_nothing_undecided_is_proposed(loaded):
    with pytest.raises(Refused, match=r"5\.15"):
        propose(loaded)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 4001])
def test_a_decision_needs_a_reason_of_reasonable_length(loaded, reason):
    with pytest.raises(Refused):
        decide(loaded, verdict=Verdict(included=True, reason=reason))


def test_another_person_approves_and_versions_count_up(loaded):
    decide(loaded)
    propose(loaded)

    assert approve(loaded) == 1
    propose(loaded)
    assert approve(loaded) == 2


def test_who_proposed_does_not_approve(loaded):
    decide(loaded)
    propose(loaded, "p01")

    with pytest.raises(Refused, match="You proposed"):
        approve(loaded)


def test_who_edited_does_not_approve_until_it_is_approved_by_another(loaded):
    decide(loaded, who="p01")
    propose(loaded)
    with pytest.raises(Refused, match="You have edited"):
        approve(loaded)
    approve(loaded, "p02")
    propose(loaded)

    assert approve(loaded) == 2


def test_nothing_is_approved_that_was_not_proposed(loaded):
    with pytest.raises(Refused, match="Nothing is proposed"):
        approve(loaded)


def test_a_proposal_lapses_when_the_content_changes(loaded):
    decide(loaded)
    propose(loaded)
    decide(loaded, verdict=Verdict(included=True, reason="Another reason"))

    with pytest.raises(Refused, match="has changed since"):
        approve(loaded)


def test_only_what_was_shown_is_approved(loaded):
    decide(loaded)
    propose(loaded)

    with pytest.raises(Refused):
        approve(loaded, shown="0" * 64)


@pytest.mark.parametrize("statement", ["UPDATE statement_version SET content = '{}'", "DELETE FROM statement_version"])
def test_what_is_frozen_cannot_be_changed_in_the_database_itself(loaded, statement):
    decide(loaded)
    propose(loaded)
    approve(loaded)

    with loaded.engine.connect() as connection, pytest.raises(DatabaseError):
        connection.exec_driver_sql(statement)
    with loaded.session(OWN) as session:
        assert session.scalar(queries.newest(SCOPE)).content != "{}"


def test_deciding_again_what_holds_leaves_who_decided_it(loaded):
    decide(loaded)
    decide(loaded, who="p01")

    with loaded.session(OWN) as session:
        found = {each.control_id: each for each in session.scalars(queries.decisions(SCOPE))}
    assert found["5.15"].decided_by == "p03"


def newest(database):
    with database.session(OWN) as session:
        return undoing.last(session, SCOPE).id


def test_somebody_elses_decision_is_not_undone(loaded):
    decide(loaded)

    with pytest.raises(Refused):
        act(loaded, "p01", lambda s: undoing.undo(s, SCOPE, newest(loaded)))


def test_undoing_gives_back_the_decision_with_who_took_it(loaded):
    decide(loaded)
    decide(loaded, who="p01", verdict=Verdict(included=False, reason="No"))
    entry = newest(loaded)
    act(loaded, "p01", lambda s: undoing.undo(s, SCOPE, entry))

    with loaded.session(OWN) as session:
        found = {each.control_id: each for each in session.scalars(queries.decisions(SCOPE))}["5.15"]
    assert (found.included, found.reason, found.decided_by, found.decided_at) == (True, "We want it", "p03", NOW)


def test_a_risk_calls_for_rows_in_the_scopes_that_hold_its_unit(loaded):
    with loaded.session(OWN) as session:
        found = reaching.by_risk(session, "R001", TODAY)

    assert [each.scope for each in found] == [SCOPE]
    assert [control.id for control in found[0].controls] == ["5.24", "5.30", "8.2", "8.7", "8.8", "8.13", "8.22"]


def test_an_exclusion_shows_at_what_it_contradicts(loaded):
    decide(loaded, "8.7", verdict=Verdict(included=False, reason="No"))

    with loaded.session(OWN) as session:
        assert reaching.by_risk(session, "R001", TODAY)[0].excluded == {(ISO, "8.7")}


def test_a_law_calls_for_nothing_before_it_is_in_force(loaded):
    with loaded.session(OWN) as session:
        assert reaching.by_obligation(session, "L01", TODAY)
        assert reaching.by_obligation(session, "L01", date(2000, 1, 1)) == []


def test_an_asset_calls_for_rows_by_its_levels(loaded):
    with loaded.session(OWN) as session:
        found = reaching.by_asset(session, "T001", TODAY)

    assert "8.24" in [control.id for control in found[0].controls]
