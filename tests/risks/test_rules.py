from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms.risks import rules
from isms.risks.rules import (
    Band,
    Criteria,
    Fault,
    Status,
    Step,
    Treatment,
    Validity,
    acceptance_state,
    approval_state,
    calls_for_controls,
    dips,
    may_accept,
    plan_faults,
    treat_by,
    worst,
)

LOW = Band("L", "Low", 0, treat_within_days=None, acceptors=("owner", "avdelningschef"))
HIGH = Band("H", "High", 1, treat_within_days=180, acceptors=("kommunchef", "vd"))
EXTREME = Band("E", "Extreme", 2, treat_within_days=30)
ALL = (LOW, HIGH, EXTREME)
TODAY = date(2026, 11, 22)


def criteria(cells):
    steps = (Step(1, "seldom"), Step(2, "often"))
    bands = [replace(band, cells=tuple(pair for pair in cells if cells[pair] == band.id)) for band in ALL]
    return Criteria(1, steps, steps, ("people",), tuple(bands))


USUAL = criteria({(1, 1): "L", (1, 2): "L", (2, 1): "H", (2, 2): "E"})


def test_a_band_is_read_from_its_cell():
    assert USUAL.band(2, 1).id == "H"
    assert USUAL.band(1, 2).id == "L"


@pytest.mark.parametrize("pair", [(0, 1), (3, 1), (2, 16)])
def test_a_pair_off_the_scales_is_named(pair):
    with pytest.raises(ValueError, match=f"likelihood {pair[0]} × consequence {pair[1]}"):
        USUAL.band(*pair)


@pytest.mark.parametrize(("given", "decides"), [(3, 3), ({"people": 2, "law": 4, "trust": 1}, 4), ({"law": 0}, 0)])
def test_the_worst_category_decides(given, decides):
    assert worst(given) == decides


def test_a_risk_without_any_consequence_is_refused():
    with pytest.raises(ValueError, match="at least one category"):
        worst({})


def test_a_matrix_where_more_gives_less_is_found():
    tilted = criteria({(1, 1): "L", (1, 2): "H", (2, 1): "E", (2, 2): "L"})

    assert not dips(USUAL)
    assert set(dips(tilted)) == {((1, 2), (2, 2)), ((2, 1), (2, 2))}


@given(st.lists(st.sampled_from("LHE"), min_size=4, max_size=4))
def test_a_matrix_without_dips_has_no_greater_pair_that_is_milder(bands):
    pairs = list(product((1, 2), repeat=2))
    matrix = criteria(dict(zip(pairs, bands, strict=True)))

    never_falls = all(
        matrix.band(*low).rank <= matrix.band(*high).rank
        for low, high in product(pairs, repeat=2)
        if low[0] <= high[0] and low[1] <= high[1]
    )

    assert (not dips(matrix)) == never_falls


@pytest.mark.parametrize(
    ("status", "treatment", "controls", "calls"),
    [
        pytest.param(Status.OPEN, Treatment.MODIFY, ["8.7"], True, id="open and to be modified"),
        pytest.param(Status.IN_TREATMENT, Treatment.SHARE, ["5.20"], True, id="shared, by contract"),
        pytest.param(Status.IN_TREATMENT, Treatment.AVOID, ["8.9"], True, id="avoided"),
        pytest.param(Status.ACCEPTED, Treatment.MODIFY, ["8.7"], True, id="the remainder accepted under modify"),
        pytest.param(Status.ACCEPTED, Treatment.RETAIN, ["8.7"], False, id="accepted as it is"),
        pytest.param(Status.OPEN, Treatment.RETAIN, ["8.7"], False, id="retained"),
        pytest.param(Status.CLOSED, Treatment.MODIFY, ["8.7"], False, id="gone"),
        pytest.param(Status.OPEN, None, ["8.7"], False, id="nobody has chosen a treatment"),
        pytest.param(Status.OPEN, Treatment.MODIFY, [], False, id="names no control"),
    ],
)
def test_an_open_treated_risk_calls_for_its_controls(status, treatment, controls, calls):
    assert calls_for_controls(status, treatment, controls) is calls


@pytest.mark.parametrize(
    ("bound_to", "until", "state"),
    [
        pytest.param(7, TODAY + timedelta(days=1), Validity.VALID, id="for this version, with time left"),
        pytest.param(7, TODAY, Validity.VALID, id="on its last day"),
        pytest.param(7, TODAY - timedelta(days=1), Validity.EXPIRED, id="the day after"),
        pytest.param(7, None, Validity.EXPIRED, id="for ever is no time"),
        pytest.param(6, TODAY, Validity.STALE, id="the risk has changed since"),
        pytest.param(6, date(2020, 1, 1), Validity.STALE, id="changed goes before expired"),
        pytest.param(None, TODAY, Validity.MISSING, id="nobody has accepted"),
    ],
)
def test_an_acceptance_holds_for_one_version_and_to_its_last_day(bound_to, until, state):
    assert acceptance_state(bound_to, until, 7, TODAY) is state


@pytest.mark.parametrize(("bound_to", "state"), [(7, Validity.VALID), (6, Validity.STALE), (None, Validity.MISSING)])
def test_an_approval_of_the_plan_holds_for_one_version(bound_to, state):
    assert approval_state(bound_to, 7) is state


@pytest.mark.parametrize(
    ("band", "role", "is_owner", "may"),
    [
        pytest.param(LOW, "rektor", True, True, id="the owner, where the owner decides"),
        pytest.param(LOW, "avdelningschef", False, False, id="not another head of the owner's kind"),
        pytest.param(HIGH, "vd", False, True, id="a role that is named"),
        pytest.param(HIGH, "avdelningschef", True, False, id="not an owner of too low a role"),
        pytest.param(EXTREME, "kommunchef", True, False, id="nobody alone, where a body decides"),
        pytest.param(HIGH, "", False, False, id="nobody without a role"),
    ],
)
def test_the_band_says_who_may_accept(band, role, is_owner, may):
    assert may_accept(band, role, is_owner=is_owner, is_coordinator=False) is may


@pytest.mark.parametrize("band", ALL)
def test_the_coordinator_never_accepts(band):
    assert not may_accept(band, "kommunchef", is_owner=True, is_coordinator=True)


def test_a_band_without_acceptors_is_for_a_body():
    assert [band.by_body for band in ALL] == [False, False, True]


def test_the_time_to_treat_runs_from_the_rating():
    assert treat_by(date(2026, 11, 22), HIGH) == date(2027, 5, 21)
    assert treat_by(date(2026, 11, 22), LOW) is None


@pytest.mark.parametrize(
    ("treatment", "controls", "planned", "reason", "faults"),
    [
        pytest.param(Treatment.MODIFY, ["8.7"], LOW, "", (), id="a plan that helps"),
        pytest.param(Treatment.MODIFY, ["8.7"], HIGH, "", (), id="a plan that changes nothing"),
        pytest.param(Treatment.MODIFY, ["8.7"], None, "", (), id="not rated as planned"),
        pytest.param(Treatment.SHARE, [], LOW, "", (), id="sharing needs no control"),
        pytest.param(Treatment.MODIFY, [], LOW, "", (Fault.MODIFY_WITHOUT_CONTROLS,), id="modified by nothing"),
        pytest.param(Treatment.SHARE, [], EXTREME, " ", (Fault.RESIDUAL_ABOVE_CURRENT,), id="worse afterwards"),
        pytest.param(Treatment.SHARE, [], EXTREME, "A move in between", (), id="worse with a reason"),
        pytest.param(Treatment.MODIFY, [], EXTREME, "", tuple(Fault), id="both at once"),
    ],
)
def test_a_plan_may_not_contradict_itself(treatment, controls, planned, reason, faults):
    assert plan_faults(treatment, controls, HIGH, planned, reason) == faults


def test_words_of_the_file_are_read():
    assert [rules.status(word) for word in ("öppen", "behandlas", "accepterad", "avslutad")] == list(Status)
    assert [rules.treatment(word) for word in ("reducera", "undvika", "dela", "acceptera")] == list(Treatment)
    assert rules.treatment("överföra") is rules.treatment("share") is Treatment.SHARE
    with pytest.raises(ValueError, match="hoppas"):
        rules.treatment("hoppas")
