"""How hits are ordered."""

from types import SimpleNamespace

import pytest

from isms.search.rules import best, ordered, rank


def hit(identifier):
    return SimpleNamespace(id=identifier)


@pytest.mark.parametrize(
    ("identifier", "words", "expected"),
    [
        pytest.param("T001", "t001", 0, id="named, whatever the case"),
        pytest.param("T001", "T00", 1, id="begins so"),
        pytest.param("5.10", "5.1", 1, id="5.10 only begins as 5.1"),
        pytest.param("R001", "virus", 2, id="found by its words"),
    ],
)
def test_a_typed_identifier_ranks_first(identifier, words, expected):
    assert rank(identifier, words) == expected


def test_hits_named_by_identifier_come_first_and_the_rest_keep_their_order():
    assert [each.id for each in ordered(map(hit, ["R2", "5.10", "5.1"]), "5.1")] == ["5.1", "5.10", "R2"]


def test_nothing_found_ranks_last():
    assert best([], "T001") > best([hit("R001")], "T001")
