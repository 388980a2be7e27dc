import pytest

from isms.classification.rules import Decision, Direction, StopLevel, gap, level, required, rules_called, worst

PACKAGE = {
    "C1": ["5.12"],
    "C2": ["5.18", "8.13"],
    "C3": ["8.24"],
    "A1": [],
    "A2": ["8.13"],
    "A3": ["8.14"],
}


@pytest.mark.parametrize("given", [0, 1, 2, 3, "0", " 3 "])
def test_a_level_is_0_to_3(given):
    assert level(given) == int(given)


@pytest.mark.parametrize("given", [4, "4", " 4\n"])
def test_level_4_is_a_stop_sign(given):
    with pytest.raises(StopLevel):
        level(given)


@pytest.mark.parametrize("given", [5, -1, "4 bunkern i Exempelberga", "", None, True, 2.0, "²"])
def test_anything_else_is_no_level_and_is_not_repeated(given):
    with pytest.raises(ValueError, match=r"^A level is 0, 1, 2 or 3$") as refused:
        level(given)

    assert not isinstance(refused.value, StopLevel)


@pytest.mark.parametrize(
    ("consequences", "levels"),
    [
        pytest.param({"C": 3, "I": 2}, {"C": 3, "I": 2}, id="one figure an aspect"),
        pytest.param({"A": {"people": 1, "economy": 3, "law": 2}}, {"A": 3}, id="the worst category"),
        pytest.param({"C": 0, "I": {}}, {"C": 0}, id="unrated is not 0"),
    ],
)
def test_the_worst_category_decides_each_aspect(consequences, levels):
    assert worst(consequences) == levels


def test_level_4_in_one_category_stops_all():
    with pytest.raises(StopLevel):
        worst({"C": {"people": 1, "law": 4}})


def test_an_unknown_aspect_is_refused():
    with pytest.raises(ValueError, match="C, I, A and T"):
        worst({"K": 2})


def test_a_decision_refuses_level_4():
    with pytest.raises(StopLevel):
        Decision({"C": 4})


@pytest.mark.parametrize(
    ("direction", "aspects", "reason", "lowers"),
    [
        pytest.param(Direction.LOWER, {"C"}, "encrypted end to end", {"C"}, id="the aspects it names"),
        pytest.param(Direction.LOWER, {"C", "T"}, "encrypted", {"C"}, id="where it decides a level"),
        pytest.param(Direction.LOWER, {"C"}, " ", set(), id="not without a reason"),
        pytest.param(Direction.RAISE, {"C"}, "aggregation", set(), id="a reason for raising excuses nothing"),
        pytest.param(Direction.PLAIN, {"C"}, "so decided", set(), id="nor does a plain decision"),
    ],
)
def test_a_decision_lowers(direction, aspects, reason, lowers):
    assert Decision({"C": 1, "A": 2}, direction, frozenset(aspects), reason).lowers == lowers


def test_a_level_calls_for_the_rules_of_all_levels_up_to_it():
    assert rules_called({"C": 2, "I": 3, "A": 1}, PACKAGE) == ("C1", "C2", "A1")


def test_a_control_is_required_by_every_rule_that_names_it():
    assert required({"C": 2, "A": 2}, PACKAGE) == {"5.12": ("C1",), "5.18": ("C2",), "8.13": ("C2", "A2")}


def test_level_0_and_an_unrated_aspect_require_nothing():
    assert required({"C": 0}, PACKAGE) == {}


def test_the_gap_is_required_minus_implemented():
    assert gap(required({"C": 3}, PACKAGE), {"5.18", "8.1"}) == ("5.12", "8.13", "8.24")
