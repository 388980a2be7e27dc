from datetime import date, timedelta

import pytest
from sqlalchemy import select

from isms.db import Act
from isms.risks.models import DecisionKind, RiskControl, RiskDecision
from isms.risks.rules import Status, Treatment, Validity, acceptance_state, approval_state
from isms.risks.services import Links, Refused, close, differences, refresh, reopen, save
from isms.risks.services_decisions import Grounds, accept, approve_plan
from tests.risks.conftest import CONTROL, LATER, SAME, TODAY, criteria, made

YEAR = Grounds("cheaper to bear", "", LATER)


def worth(session, risk, kind, today=TODAY):
    newest = select(RiskDecision).where(RiskDecision.kind == kind).order_by(RiskDecision.number.desc())
    found = session.scalars(newest.limit(1)).first()
    bound = found and found.risk_version
    if kind is DecisionKind.PLAN:
        return approval_state(bound, risk.version)
    return acceptance_state(bound, found and found.valid_until, risk.version, today)


# Saving rates by the criteria in force.


def test_a_new_risk_is_rated_by_the_criteria_in_force(risk):
    assert (risk.band, risk.band_rank, risk.planned_band) == ("M", 1, "L")
    assert (risk.rated_on, risk.criteria_version, risk.version) == (TODAY, 1, 1)


def test_the_criteria_say_when_a_risk_is_to_be_treated(risk):
    assert risk.due == TODAY + timedelta(days=365)


def test_the_worst_category_decides(house):
    risk = made(house, consequence=1, consequences={"people": 2, "money": 1})
    assert (risk.consequence, risk.band) == (2, "H")


def test_a_risk_is_rated_anew_when_the_criteria_have_changed(house, risk):
    milder = [("L", "Low", 0, None, ["owner"], [[1, 1], [2, 1], [1, 2], [2, 2]])]
    house.add(criteria(2, milder))
    house.flush()
    later = TODAY + timedelta(days=9)
    save(house, risk, SAME, later)
    assert (risk.band, risk.criteria_version, risk.rated_on) == ("L", 2, later)


def test_a_text_alone_does_not_make_a_new_rating(house, risk):
    risk.vulnerability = "dry wood"
    save(house, risk, SAME, TODAY + timedelta(days=9))
    assert risk.rated_on == TODAY


def test_saving_nothing_new_is_no_new_version(house, risk):
    save(house, risk, SAME, TODAY)
    assert risk.version == 1


def test_links_become_those_given(house, risk):
    save(house, risk, Links({"A2"}, {("own", "E2")}), TODAY)
    assert house.scalars(select(RiskControl.control_id)).all() == ["E2"]


@pytest.mark.parametrize(
    ("changes", "controls", "field"),
    [
        ({}, set(), "controls"),
        ({"planned_likelihood": 2, "planned_consequence": 2}, {CONTROL}, "planned_reason"),
        ({"planned_likelihood": None}, {CONTROL}, "planned_likelihood"),
        ({"owner_id": "keeper"}, {CONTROL}, "owner_id"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused_at_its_field(house, changes, controls, field):
    with pytest.raises(Refused) as fault:
        made(house, Links({"A1"}, controls), **changes)
    assert set(fault.value.faults) == {field}


def test_a_residual_above_the_current_level_stands_with_its_reason(house):
    assert made(house, planned_likelihood=2, planned_consequence=2, planned_reason="we move").planned_band == "H"


# The two decisions hold for one exact version.


def test_the_owner_approves_the_plan_on_its_exact_version(house, risk, person):
    decision = approve_plan(house, risk, person("head"), Grounds(), TODAY)
    assert (decision.risk_version, decision.band, decision.by_role) == (risk.version, "M", "head")
    assert risk.status is Status.IN_TREATMENT
    assert worth(house, risk, DecisionKind.PLAN) is Validity.VALID


def test_accepting_what_remains_does_not_make_the_plan_stale(house, risk, person):
    approve_plan(house, risk, person("head"), Grounds(), TODAY)
    accept(house, risk, person("chief"), YEAR, TODAY)
    assert risk.status is Status.ACCEPTED
    assert worth(house, risk, DecisionKind.PLAN) is Validity.VALID
    assert worth(house, risk, DecisionKind.ACCEPTANCE) is Validity.VALID


@pytest.mark.parametrize(
    ("changes", "links"),
    [
        ({"title": "The house floods"}, SAME),
        ({"planned_likelihood": 2}, SAME),
        ({"due": date(2027, 1, 1)}, SAME),
        ({}, Links({"A1", "A2"}, {CONTROL})),
        ({}, Links({"A1"}, {("own", "E2")})),
    ],
)
def test_any_change_makes_both_decisions_stale(house, risk, person, changes, links):
    approve_plan(house, risk, person("head"), Grounds(), TODAY)
    accept(house, risk, person("chief"), YEAR, TODAY)
    for name, value in changes.items():
        setattr(risk, name, value)
    save(house, risk, links, TODAY)
    assert {worth(house, risk, kind) for kind in DecisionKind} == {Validity.STALE}
    assert risk.status is Status.IN_TREATMENT


def test_a_stale_decision_can_be_taken_again(house, risk, person):
    approve_plan(house, risk, person("head"), Grounds(), TODAY)
    save(house, risk, Links({"A2"}, {CONTROL}), TODAY)
    approve_plan(house, risk, person("head"), Grounds(), TODAY)
    assert worth(house, risk, DecisionKind.PLAN) is Validity.VALID


def test_an_acceptance_ends_after_its_last_day(house, risk, person):
    accept(house, risk, person("chief"), YEAR, TODAY)
    assert worth(house, risk, DecisionKind.ACCEPTANCE, LATER) is Validity.VALID
    assert worth(house, risk, DecisionKind.ACCEPTANCE, LATER + timedelta(days=1)) is Validity.EXPIRED


# Who may.


@pytest.mark.parametrize("who", ["chief", "boss"])
def test_those_whom_the_band_names_accept_also_from_an_office_beside_the_line(house, risk, person, who):
    assert accept(house, risk, person(who), YEAR, TODAY).by_role == who


@pytest.mark.parametrize("who", ["keeper", "head", "clerk", "other"])
def test_coordinator_lower_levels_and_other_lines_may_not_accept(house, risk, person, who):
    with pytest.raises(Refused):
        accept(house, risk, person(who), YEAR, TODAY)
    assert risk.status is Status.OPEN


@pytest.mark.parametrize("who", ["keeper", "clerk", "other"])
def test_a_plan_is_approved_by_the_owner_or_someone_above(house, risk, person, who):
    with pytest.raises(Refused):
        approve_plan(house, risk, person(who), Grounds(), TODAY)


def test_acceptors_of_a_worse_band_accept_a_milder_one(house, person):
    accept(house, made(house, likelihood=1), person("chief"), YEAR, TODAY)


def test_where_a_body_decides_its_decision_is_referred_to(house, person):
    worst = made(house, consequence=2)
    with pytest.raises(Refused) as fault:
        accept(house, worst, person("head"), YEAR, TODAY)
    assert set(fault.value.faults) == {"reference"}
    accept(house, worst, person("head"), Grounds("", "KS § 42", LATER), TODAY)


@pytest.mark.parametrize("until", [None, TODAY - timedelta(days=1)])
def test_an_acceptance_needs_a_day_to_come(house, risk, person, until):
    with pytest.raises(Refused) as fault:
        accept(house, risk, person("chief"), Grounds(until=until), TODAY)
    assert set(fault.value.faults) == {"until"}


@pytest.mark.parametrize(
    "changes",
    [{"treatment": Treatment.RETAIN}, {"planned_likelihood": None, "planned_consequence": None}],
)
def test_what_is_no_plan_cannot_be_approved(house, person, changes):
    with pytest.raises(Refused):
        approve_plan(house, made(house, **changes), person("head"), Grounds(), TODAY)


# Closing says why.


def test_a_closed_risk_can_be_opened_again_each_with_its_reason(house, risk):
    close(house, risk, "sold the house")
    assert house.info["act"] == Act("head", "sold the house")
    reopen(house, risk, "bought it back")
    assert risk.status is Status.OPEN


def test_closing_without_a_reason_is_refused(house, risk):
    with pytest.raises(Refused):
        close(house, risk, "  ")


def test_a_closed_risk_is_not_decided_on(house, risk, person):
    close(house, risk, "gone")
    with pytest.raises(Refused):
        accept(house, risk, person("chief"), YEAR, TODAY)


# Stored bands are proved.


def test_a_stored_band_that_nobody_computed_is_told_and_mended(house, risk):
    risk.band, risk.band_rank = "L", 0
    house.flush()
    assert list(differences(house)) == ["R1: L → L, computed M → L"]
    assert refresh(house) == 1
    assert list(differences(house)) == []
