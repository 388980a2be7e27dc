import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms.organisation.rules import holder, lineage, nearest_above, tree_faults, units_in_scope

# The council with its board and department; a holding company with two companies below.
TREE = {"TOWN": None, "BOARD": "TOWN", "IT": "BOARD", "GROUP": "TOWN", "HOMES": "GROUP", "WATER": "GROUP"}
RING = {"A": "B", "B": "C", "C": "A", "D": "A", "ROOT": None}


@pytest.mark.parametrize(
    ("include", "exclude", "inside"),
    [
        pytest.param(["TOWN"], [], set(TREE), id="the root takes all with it"),
        pytest.param(["TOWN"], ["GROUP"], {"TOWN", "BOARD", "IT"}, id="a branch is cut off"),
        pytest.param(["TOWN", "WATER"], ["GROUP"], {"TOWN", "BOARD", "IT", "WATER"}, id="a company is named back in"),
        pytest.param(["HOMES"], [], {"HOMES"}, id="one company alone"),
        pytest.param([], ["GROUP"], set(), id="nobody named is nobody in"),
        pytest.param(["ELSEWHERE"], [], set(), id="an unknown unit holds nothing"),
    ],
)
def test_the_nearest_unit_named_decides(include, exclude, inside):
    assert units_in_scope(TREE, include, exclude) == inside


def test_a_unit_named_both_ways_is_refused():
    with pytest.raises(ValueError, match="includes and excludes IT"):
        units_in_scope(TREE, ["TOWN", "IT"], ["IT"])


@st.composite
def trees(draw):
    size = draw(st.integers(1, 12))
    return {str(n): str(draw(st.integers(0, n - 1))) if n else None for n in range(size)}


def naive(unit, parents, include, exclude):
    if unit is None or unit in exclude:
        return False
    return unit in include or naive(parents[unit], parents, include, exclude)


@given(trees(), st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_a_scope_is_what_asking_unit_by_unit_gives(parents, named, out):
    include, exclude = {str(n) for n in named - out}, {str(n) for n in out}

    inside = units_in_scope(parents, include, exclude)

    assert inside == {unit for unit in parents if naive(unit, parents, include, exclude)}


HOLDERS = {("head", "TOWN"): ["p01"], ("head", "BOARD"): ["p09", "p02"], ("clerk", "IT"): []}


@pytest.mark.parametrize(
    ("role", "unit", "person"),
    [
        pytest.param("head", "BOARD", "p02", id="in the unit, the smallest id of two"),
        pytest.param("head", "IT", "p02", id="in the unit above"),
        pytest.param("head", "WATER", "p01", id="at the top, past a unit that has none"),
        pytest.param("clerk", "IT", None, id="nobody holds it"),
        pytest.param("head", "ELSEWHERE", None, id="an unknown unit"),
    ],
)
def test_a_role_is_held_in_the_unit_or_the_nearest_above(role, unit, person):
    assert holder(role, unit, TREE, HOLDERS) == person


def test_nearest_above_begins_with_the_unit_itself():
    assert nearest_above("IT", TREE, lambda unit: unit in {"IT", "TOWN"}) == "IT"
    assert nearest_above("IT", TREE, lambda unit: unit == "WATER") is None
    assert list(lineage("IT", TREE)) == ["IT", "BOARD", "TOWN"]


def test_a_cycle_is_named_and_never_walked_for_ever():
    with pytest.raises(ValueError, match="A → B → C → A"):
        list(lineage("D", RING))
    with pytest.raises(ValueError, match="above themselves"):
        units_in_scope(RING, ["ROOT"], [])


def test_a_cycle_is_no_obstacle_when_the_answer_lies_below_it():
    assert nearest_above("D", RING, lambda unit: unit == "D") == "D"


def test_every_fault_of_a_tree_is_told_at_once():
    faults = tree_faults(RING | {"X": "NOWHERE", "S": "S"})

    assert faults == {
        "A": "is above itself: A → B → C → A",
        "S": "is above itself: S → S",
        "X": "has the unknown parent NOWHERE",
    }
    assert tree_faults(TREE) == {}


@given(trees())
def test_a_tree_that_grows_from_a_root_has_no_faults(parents):
    assert tree_faults(parents) == {}
