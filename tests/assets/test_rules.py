"""What levels rest on, and which decisions can stand."""

from datetime import date

import pytest

from isms.assets.rules import Basis, Fault, basis, consequences, decision_faults, overdue, resting
from isms.classification.rules import Direction
from isms.classification.rules_inheritance import Standing

INHERITED = {"C": 3, "I": 2, "A": 1}


def standing(effective, stale=(), inherited=None):
    return Standing({}, inherited or INHERITED, effective, stale)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (standing(INHERITED), (Basis.INHERITED, ())),
        (standing({"C": 0}, inherited={"C": 0}), (Basis.NOTHING, ())),
        (standing(INHERITED | {"A": 3}), (Basis.RAISED, ("A",))),
        (standing(INHERITED | {"C": 1, "A": 3}), (Basis.LOWERED, ("C",))),
        (standing(INHERITED | {"C": 1}, ("I",)), (Basis.STALE, ("I",))),
    ],
)
def test_what_most_needs_attention_is_the_basis(found, said):
    assert basis(found) == said


@pytest.mark.parametrize(
    ("way", "levels", "lowered", "reason", "faults"),
    [
        (Direction.PLAIN, INHERITED, (), "", {}),
        (Direction.PLAIN, {"A": 3}, (), "", {}),
        (Direction.PLAIN, {}, (), "", {"levels": Fault.NOTHING_DECIDED}),
        (Direction.PLAIN, {"C": 2}, (), "", {"C": Fault.BELOW_INHERITED}),
        (Direction.RAISE, {"A": 2}, (), "much in one place", {}),
        (Direction.RAISE, {"A": 2}, (), " ", {"reason": Fault.NO_REASON}),
        (Direction.RAISE, {"A": 1}, (), "much", {"levels": Fault.NOT_HIGHER}),
        (Direction.RAISE, {"A": 2, "C": 1}, ("C",), "much", {"C": Fault.BELOW_INHERITED}),
        (Direction.LOWER, {"C": 1}, ("C",), "redundancy", {}),
        (Direction.LOWER, {"C": 1}, (), "redundancy", {"aspects": Fault.NO_ASPECT, "C": Fault.BELOW_INHERITED}),
        (Direction.LOWER, {"C": 1}, ("C", "I"), "redundancy", {"I": Fault.NOT_LOWER}),
        (Direction.LOWER, {"C": 1, "I": 1}, ("C",), "redundancy", {"I": Fault.BELOW_INHERITED}),
    ],
)
def test_a_decision_stands_only_with_what_its_way_asks_for(way, levels, lowered, reason, faults):
    assert decision_faults(way, levels, lowered, reason, INHERITED) == faults


def test_what_has_ended_is_never_overdue():
    today = date(2026, 11, 22)
    assert overdue(date(2026, 11, 21), None, today)
    assert not overdue(date(2026, 11, 22), None, today)
    assert not overdue(date(2026, 1, 1), date(2026, 2, 1), today)
    assert not overdue(None, None, today)


def test_categories_say_more_than_a_single_figure():
    assert consequences({"C": 3, "I": 1, "A": None}, {"C": {"Trust": 3}, "I": {}}) == {"C": {"Trust": 3}, "I": 1}


def test_a_dependency_keeps_the_aspects_it_was_given_while_it_stays_chosen():
    now = {"T1": "CI", "T2": "A", "T3": ""}
    assert resting(["T1", "T2", "T4"], ["T3"], now) == {"T1": "CI", "T2": "", "T4": "", "T3": "A"}
