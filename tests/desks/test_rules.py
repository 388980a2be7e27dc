"""How the start page folds what it is given."""

from types import SimpleNamespace

import pytest

from isms.desks.rules import Coverage, coverage, in_groups


def line(group):
    return SimpleNamespace(group=group)


def test_what_blocks_comes_before_what_is_late_and_empty_groups_go():
    assert list(in_groups([line("soon"), line("late"), line("blocks")])) == ["blocks", "late", "soon"]


def test_lines_of_a_group_keep_their_order():
    first, second = line("late"), line("late")

    assert in_groups([first, second])["late"] == [first, second]


def test_a_group_that_nobody_knows_is_refused():
    with pytest.raises(KeyError):
        in_groups([line("whenever")])


def test_a_theme_counts_what_is_implemented_of_all():
    [people] = coverage([("people", "implemented"), ("people", "partly"), ("people", "not_assessed")])

    assert people == Coverage("people", {"implemented": 1, "partly": 1, "planned": 0}, 3)
    assert people.implemented == 1


def test_themes_come_in_the_order_of_their_controls():
    assert [each.theme for each in coverage([("b", "planned"), ("a", "planned"), ("b", "partly")])] == ["b", "a"]
