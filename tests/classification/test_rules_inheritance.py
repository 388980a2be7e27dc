from dataclasses import replace

import pytest
from hypothesis import given

from isms.classification.rules import Decision, Direction, StopLevel
from isms.classification.rules_inheritance import standings

from .registers import lowering, register, registers

CARE = {"IT1": {"C": 3, "I": 2, "A": 1}}
"""Information that rates its confidentiality highest."""


def test_an_asset_inherits_the_highest_of_the_information_it_handles():
    stand = standings(register({"T1": ["IT1", "IT2"]}, {"IT1": {"C": 1, "I": 3}, "IT2": {"C": 2, "A": 1}}))

    assert stand["T1"].inherited == {"C": 2, "I": 3, "A": 1}


def test_an_asset_inherits_from_what_depends_on_it_and_not_from_what_it_depends_on():
    stand = standings(register({"T1": ["IT1"], "T2": [], "T3": []}, CARE, ["T1>T2", "T3>T1"]))

    assert stand["T2"].effective == {"C": 3, "I": 2, "A": 1}
    assert stand["T3"].effective == {"C": 0, "I": 0, "A": 0}


def test_a_dependency_may_carry_only_some_aspects():
    stand = standings(register({"T1": ["IT1"], "T2": []}, CARE, ["T1>T2:A"]))

    assert stand["T2"].inherited == {"C": 0, "I": 0, "A": 1}


def test_what_is_effective_is_what_is_passed_on():
    stand = standings(register({"T1": [], "T2": []}, {}, ["T1>T2"], {"T1": Decision({"A": 3}, Direction.RAISE)}))

    assert (stand["T1"].inherited["A"], stand["T1"].effective["A"]) == (0, 3)
    assert stand["T2"].inherited["A"] == 3
    assert (stand["T1"].raised, stand["T2"].raised) == (("A",), ())


def test_a_lowering_stops_what_passes_through():
    stand = standings(
        register({"T1": ["IT1"], "T2": [], "T3": []}, CARE, ["T1>T2", "T2>T3"], {"T2": lowering(C=1)}),
    )

    assert (stand["T2"].inherited["C"], stand["T2"].effective["C"]) == (3, 1)
    assert stand["T3"].inherited == {"C": 1, "I": 2, "A": 1}
    assert (stand["T2"].lowered, stand["T2"].stale) == (("C",), ())


def test_a_lowering_holds_only_in_the_aspects_it_names():
    decision = Decision({"C": 1, "I": 1, "A": 1}, Direction.LOWER, frozenset("C"), "encrypted end to end")
    stand = standings(register({"T1": ["IT1"]}, CARE, [], {"T1": decision}))["T1"]

    assert stand.effective == {"C": 1, "I": 2, "A": 1}
    assert stand.stale == ("I",)


def test_a_lowering_without_a_reason_does_not_hold():
    stand = standings(
        register({"T1": ["IT1"]}, CARE, [], {"T1": Decision({"C": 1}, Direction.LOWER, frozenset("C"))}),
    )["T1"]

    assert (stand.effective["C"], stand.stale) == (3, ("C",))


@pytest.mark.parametrize("direction", [Direction.RAISE, Direction.PLAIN])
def test_a_decision_below_what_holds_is_stale_whatever_it_meant(direction):
    decision = Decision({"C": 2, "I": 3, "A": 1}, direction, frozenset("CIA"), "accumulation")
    stand = standings(register({"T1": ["IT1"]}, CARE, [], {"T1": decision}))["T1"]

    assert stand.stale == ("C",)
    assert stand.effective == {"C": 3, "I": 3, "A": 1}


def test_no_decision_at_all_is_not_stale_and_a_decided_0_is():
    stand = standings(register({"T1": ["IT1"], "T2": ["IT1"]}, CARE, [], {"T2": Decision({"C": 0})}))

    assert (stand["T1"].decided, stand["T1"].stale) == ({}, ())
    assert (stand["T2"].decided, stand["T2"].stale) == ({"C": 0}, ("C",))


def test_a_level_that_returns_around_a_cycle_counts_as_inherited():
    stand = standings(register({"T1": [], "T2": []}, {}, ["T1>T2", "T2>T1"], {"T1": Decision({"I": 2})}))

    assert stand["T1"].inherited["I"] == stand["T2"].inherited["I"] == 2


def test_a_cycle_without_a_source_is_0():
    stand = standings(register({"T1": [], "T2": []}, {}, ["T1>T2", "T2>T1", "T1>T1"]))

    assert stand["T1"].effective == {"C": 0, "I": 0, "A": 0}


def test_traceability_is_inherited_when_switched_on():
    switched = replace(register({"T1": ["IT1"]}, {"IT1": {"T": 2}}), aspects=("C", "I", "A", "T"))

    assert standings(switched)["T1"].effective == {"C": 0, "I": 0, "A": 0, "T": 2}


@pytest.mark.parametrize("information", [{"C": 4}, {"C": "4"}])
def test_level_4_is_refused(information):
    with pytest.raises(StopLevel):
        standings(register({"T1": ["IT1"]}, {"IT1": information}))


def test_an_id_outside_the_register_is_refused():
    with pytest.raises(KeyError, match="T9"):
        standings(register({"T1": []}, {}, ["T1>T9"]))


def naive(given):
    """Iterate the definition from nothing until nothing changes: effective levels by asset and aspect."""
    effective = {(asset, aspect): 0 for asset in given.handles for aspect in given.aspects}
    while True:
        following = {key: _one_step(given, effective, *key)[1] for key in effective}
        if following == effective:
            return {key: _one_step(given, effective, *key) for key in effective}
        effective = following


def _one_step(given, effective, asset, aspect):
    sources = [given.information[kind].get(aspect, 0) for kind in given.handles[asset]]
    for dependent, base, carried in given.dependencies:
        if base == asset and (carried is None or aspect in carried):
            sources.append(effective[dependent, aspect])
    inherited = max(sources, default=0)
    decision = given.decisions.get(asset)
    if decision is None:
        return inherited, inherited
    decided = decision.levels.get(aspect, 0)
    return inherited, decided if aspect in decision.lowers else max(decided, inherited)


@given(registers)
def test_levels_are_the_least_fixed_point(register):
    stand = standings(register)

    found = {(a, x): (stand[a].inherited[x], stand[a].effective[x]) for a in register.handles for x in register.aspects}
    assert found == naive(register)


@given(registers)
def test_stale_is_decided_below_effective(register):
    for asset, stand in standings(register).items():
        decided = register.decisions[asset].levels if asset in register.decisions else {}
        assert stand.decided == decided
        assert set(stand.stale) == {aspect for aspect in decided if decided[aspect] < stand.effective[aspect]}


@given(registers)
def test_more_need_of_information_never_lowers_an_asset(register):
    higher = {kind: {x: min(levels.get(x, 0) + 1, 3) for x in "CIA"} for kind, levels in register.information.items()}
    before, after = standings(register), standings(replace(register, information=higher))

    assert all(before[a].effective[x] <= after[a].effective[x] for a in before for x in "CIA")


@given(registers)
def test_deciding_what_already_holds_changes_nothing(register):
    before = standings(register)
    settled = {
        asset: lowering(**stand.effective) if stand.lowered else Decision(stand.effective)
        for asset, stand in before.items()
    }
    after = standings(replace(register, decisions=settled))

    assert {a: s.effective for a, s in after.items()} == {a: s.effective for a, s in before.items()}
    assert not any(stand.stale for stand in after.values())
