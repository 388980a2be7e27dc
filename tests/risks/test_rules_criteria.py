from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms.risks.rules_criteria import Range, acceptors, criteria, expand

FOUR = range(1, 5)
ROLES = {
    "kommunchef": "Kommunchef",
    "vd": "Verkställande direktör",
    "forvaltningschef": "Förvaltningschef",
    "avdelningschef": "Avdelningschef",
    "it_chef": "IT-chef",
    "chef": "Chef",
    "bolagsstyrelse": "Bolagsstyrelse",
    "kf_ordforande": "Kommunfullmäktiges ordförande",
    "riskagare": "Riskägare",
}


def test_ranges_of_products_become_one_cell_per_pair():
    cells = expand([Range("L", 1, 2), Range("M", 3, 6), Range("H", 8, 12), Range("EH", 16, 16)], FOUR, FOUR)

    assert len(cells) == 16
    assert (cells[2, 1], cells[1, 3], cells[2, 4], cells[4, 2], cells[4, 4]) == ("L", "M", "H", "H", "EH")


def test_every_pair_with_no_band_or_two_is_told_at_once():
    with pytest.raises(ValueError, match="no band") as refused:
        expand([Range("L", 1, 3), Range("M", 3, 4)], [1, 2, 3], [1, 2])

    assert str(refused.value) == "likelihood 3 × consequence 1 has L and M; likelihood 3 × consequence 2 has no band"


def test_cells_may_be_listed_where_products_will_not_do():
    mild, severe = frozenset({(1, 1), (2, 1)}), frozenset({(1, 2), (2, 2)})

    cells = expand([Range("mild", cells=mild), Range("severe", cells=severe)], [1, 2], [1, 2])

    assert cells == {(1, 1): "mild", (2, 1): "mild", (1, 2): "severe", (2, 2): "severe"}


def test_a_cell_off_the_scales_is_refused():
    with pytest.raises(ValueError, match="likelihood 9 × consequence 1 is outside the scales"):
        expand([Range("L", 1, 1), Range("X", cells=frozenset({(9, 1)}))], [1], [1])


@given(st.lists(st.builds(Range, st.sampled_from("ABC"), st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_expanded_cells_have_exactly_the_one_band_that_holds_them(ranges):
    holding = {pair: [each.band for each in ranges if each.holds(pair)] for pair in product((1, 2, 3), repeat=2)}

    if all(len(bands) == 1 for bands in holding.values()):
        assert expand(ranges, (1, 2, 3), (1, 2, 3)) == {pair: bands[0] for pair, bands in holding.items()}
    else:
        with pytest.raises(ValueError, match="likelihood"):
            expand(ranges, (1, 2, 3), (1, 2, 3))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("riskägare (enhets-/avdelningschef)", ("owner", "avdelningschef")),
        ("förvaltningschef/VD", ("forvaltningschef", "vd")),
        ("kommunchef/VD efter beredning i SLG", ("kommunchef", "vd")),
        ("kommunstyrelsen/nämnden/bolagsstyrelsen", ()),
        ("Risk owner", ("owner",)),
        ("FORVALTNINGSCHEF", ("forvaltningschef",)),
        ("verkställande  direktör eller IT-chef", ("vd", "it_chef")),
        ("kf_ordförande, Kommunfullmäktiges ordförande", ("kf_ordforande",)),
        ("vice kommunchefen", ()),
        ("", ()),
    ],
)
def test_job_roles_are_found_in_a_text_on_who_decides(text, named):
    assert acceptors(text, ROLES) == named


def test_a_text_names_the_owner_in_an_organisation_without_roles():
    assert acceptors("The risk owner", {}) == ("owner",)


def test_stored_criteria_are_read_back():
    band = {"id": "L", "name": "Low", "rank": 0, "decide": "riskägare", "treat_within_days": None}
    steps = [{"level": 1, "name": "seldom", "note": "every ten years"}, {"level": 2, "name": "often", "note": ""}]

    read = criteria(
        3,
        {
            "likelihoods": steps,
            "consequences": steps,
            "categories": ["people"],
            "bands": [{**band, "acceptors": ["owner"], "cells": [[1, 1], [1, 2], [2, 1], [2, 2]]}],
        },
    )

    assert (read.version, read.likelihoods[0].note, read.categories) == (3, "every ten years", ("people",))
    assert read.band(2, 2).acceptors == ("owner",)
