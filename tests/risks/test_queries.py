from datetime import timedelta

import pytest
from sqlalchemy import event

from isms.accounts.models import Person
from isms.db import Act
from isms.risks import queries, queries_register
from isms.risks.models import Risk
from isms.risks.queries_register import Wanted
from isms.risks.rules import Status, Treatment
from isms.risks.services import Links, close, save
from isms.risks.services_decisions import Grounds, accept, approve_plan
from isms.risks.words import STATES
from tests.risks.conftest import CONTROL, LATER, TODAY, layers, made

YEAR = Grounds("cheaper to bear", "", LATER)


def fitting(session, today=TODAY, **asked):
    return [row.id for row in session.execute(queries_register.wanted(Wanted(**asked), today).order_by(Risk.id))]


def state_of(session, today=TODAY):
    return {state for state in STATES if fitting(session, today, state=state)}


def test_the_register_is_narrowed_by_what_is_asked(house):
    made(house)
    made(house, id="R2", title="A flood", owner_unit_id="mid", likelihood=1, treatment=Treatment.AVOID)
    assert fitting(house, q="FLOOD") == fitting(house, unit="mid") == fitting(house, band="L") == ["R2"]
    assert fitting(house, treatment="modify") == fitting(house, q="r1") == fitting(house, cell="2x1") == ["R1"]
    assert fitting(house, status="open") == ["R1", "R2"]


def test_what_the_legend_counts_is_what_its_link_finds(house, risk):
    made(house, id="R2")
    close(house, risk, "gone")
    assert fitting(house, band="M", status="current") == ["R2"]


@pytest.mark.parametrize("asked", [{"cell": "2x"}, {"state": "rainy"}, {"status": "lost"}])
def test_what_nobody_can_be_finds_nothing(house, risk, asked):
    assert fitting(house, **asked) == []


def test_a_percent_sign_is_a_letter_like_any_other(house, risk):
    assert fitting(house, q="%") == []


# The states of decisions agree with the rules.


def test_a_new_plan_awaits_its_owner(house, risk):
    assert state_of(house) == {"plan_missing"}


def test_an_approved_plan_waits_for_nothing(house, risk, person):
    approve_plan(house, risk, person("head"), Grounds(), TODAY)
    assert state_of(house) == set()


def test_a_changed_risk_makes_its_approval_stale(house, risk, person):
    approve_plan(house, risk, person("head"), Grounds(), TODAY)
    save(house, risk, Links({"A2"}, {CONTROL}), TODAY)
    assert state_of(house) == {"plan_stale"}


def test_an_accepted_risk_is_valid_until_its_last_day_and_then_expired(house, risk, person):
    accept(house, risk, person("chief"), YEAR, TODAY)
    assert state_of(house, LATER) == {"accepted"}
    assert state_of(house, LATER + timedelta(days=1)) == {"acceptance_expired"}


def test_a_retained_risk_that_nobody_accepted_is_told(house):
    made(house, treatment=Treatment.RETAIN)
    assert state_of(house) == {"acceptance_missing"}


def test_the_newest_acceptance_counts(house, risk, person):
    accept(house, risk, person("chief"), YEAR, TODAY)
    save(house, risk, Links({"A2"}, {CONTROL}), TODAY)
    assert state_of(house) == {"plan_missing", "acceptance_stale"}
    accept(house, risk, person("chief"), YEAR, TODAY)
    assert state_of(house) == {"accepted"}


def test_a_risk_is_late_after_its_day_until_it_is_accepted_or_gone(house, risk, person):
    assert "late" not in state_of(house, risk.due)
    after = risk.due + timedelta(days=1)
    assert "late" in state_of(house, after)
    close(house, risk, "gone")
    assert state_of(house, after) == set()


def test_each_state_is_counted_in_one_query(house, risk):
    made(house, id="R2")
    waiting = house.execute(queries_register.waiting(("plan_missing", "late"), TODAY)).one()
    assert tuple(waiting) == (2, 0)


def test_the_menu_counts_as_the_register_does(house, risk, person):
    made(house, id="R2", due=TODAY)
    accept(house, risk, person("chief"), YEAR, TODAY)
    states = ("late", "acceptance_expired", "acceptance_stale")
    for day in (TODAY, LATER, LATER + timedelta(days=1)):
        counted = house.execute(queries_register.waiting(states, day)).one()
        assert tuple(house.execute(queries_register.overdue(day)).one()) == tuple(counted)
    assert sum(counted) == 2


def test_closed_risks_leave_the_matrix(house, risk):
    made(house, id="R2")
    close(house, risk, "gone")
    assert [tuple(row) for row in house.execute(queries_register.counted(1))] == [(2, 1, 1, 1, 1)]


def test_a_control_an_asset_and_a_unit_know_their_risks_the_closed_last(house, risk):
    made(house, id="R2", likelihood=1)
    close(house, risk, "gone")
    for rows in (queries_register.naming(*CONTROL), queries_register.concerning("A1"), queries_register.owned("low")):
        assert [row.id for row in house.execute(rows)] == ["R2", "R1"]


def test_coordinators_are_not_offered_as_owners(house):
    assert "keeper" not in [row.id for row in house.execute(queries.owners())]


def test_another_organisation_sees_none_of_it(house, risk, database, person):
    approve_plan(house, risk, person("head"), Grounds(), TODAY)
    house.commit()
    with database.session("elsewhere") as other:
        assert other.execute(queries_register.register()).all() == []
        assert tuple(other.execute(queries_register.waiting(("plan_missing",), TODAY)).one()) == (0,)


def test_a_decision_of_another_organisation_counts_for_nothing_here(house, risk, database):
    house.commit()
    with database.writing("twin", Act("test")) as twin:
        for layer in layers("twin"):
            twin.add_all(layer)
            twin.flush()
        same = made(twin, organisation="twin")
        accept(twin, same, twin.get_one(Person, ("twin", "chief")), YEAR, TODAY)
    assert state_of(house) == {"plan_missing"}
    assert risk.status is Status.OPEN


@pytest.mark.parametrize("number", [3, 60])
def test_the_register_asks_once_however_long_it_is(house, number, database):
    for count in range(number):
        made(house, id=f"R{count:03d}")
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert len(house.execute(queries_register.wanted(Wanted(), TODAY)).all()) == number
    assert len(asked) == 1
