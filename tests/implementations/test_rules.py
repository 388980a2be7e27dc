import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms.implementations.rules import (
    Deficiency,
    Resolved,
    Standing,
    Status,
    asset_gap,
    deficiency,
    exists,
    resolved,
    resolved_all,
)

DONE = Standing(Status.IMPLEMENTED, Deficiency.NONE, 4, 4)
HALF = Standing(Status.PARTLY, Deficiency.MODERATE, 2, 3)


def test_the_scales_are_ordered_by_meaning_and_not_by_letters():
    assert sorted(Status, key=str) != list(Status)
    assert sorted(set(Status)) == list(Status)
    assert sorted(set(Deficiency)) == list(Deficiency)
    assert min(Status.PARTLY, Status.NOT_STARTED) is Status.NOT_STARTED
    assert Status.PLANNED > Status.NOT_STARTED
    assert Status.PLANNED <= "planned" < Status.PARTLY


def test_only_the_upper_two_deficiencies_are_serious():
    assert [each for each in Deficiency if each.serious] == [Deficiency.CONSIDERABLE, Deficiency.SEVERE]


@pytest.mark.parametrize(
    ("word", "status"),
    [("ja", Status.IMPLEMENTED), ("delvis", Status.PARTLY), ("nej", Status.NOT_STARTED), ("planned", Status.PLANNED)],
)
def test_words_of_the_file_are_read(word, status):
    assert exists(word) is status


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("ingen", Deficiency.NONE),
        ("försumbar", Deficiency.NEGLIGIBLE),
        ("måttlig", Deficiency.MODERATE),
        ("betydande", Deficiency.CONSIDERABLE),
        ("allvarlig", Deficiency.SEVERE),
        ("severe", Deficiency.SEVERE),
    ],
)
def test_deficiencies_of_the_file_are_read(word, read):
    assert deficiency(word) is read


@pytest.mark.parametrize("read", [exists, deficiency])
def test_another_word_is_refused_by_name(read):
    with pytest.raises(ValueError, match="kanske"):
        read("kanske")


@pytest.mark.parametrize("maturity", [-1, 6])
def test_a_maturity_off_the_scale_is_refused(maturity):
    with pytest.raises(ValueError, match="0 to 5"):
        Standing(maturity=maturity)
    with pytest.raises(ValueError, match="0 to 5"):
        Standing(wanted=maturity)


@pytest.mark.parametrize(
    ("providers", "expected"),
    [
        pytest.param({}, Resolved(HALF, "app"), id="its own when nothing is inherited"),
        pytest.param({"app": "hall"}, Resolved(DONE, "hall"), id="the provider's"),
        pytest.param({"app": "platform", "platform": "hall"}, Resolved(DONE, "hall"), id="through a chain"),
        pytest.param({"app": "gone"}, Resolved(Standing(), None), id="nobody's when the provider is not there"),
        pytest.param({"app": "app"}, Resolved(Standing(), None, ("app",)), id="not its own provider"),
        pytest.param(
            {"app": "hall", "hall": "platform", "platform": "hall"},
            Resolved(Standing(), None, ("hall", "platform")),
            id="not round a cycle",
        ),
    ],
)
def test_an_inherited_control_stands_as_its_provider_does(providers, expected):
    assert resolved("app", {"app": HALF, "hall": DONE, "platform": HALF}, providers) == expected


IDS = st.sampled_from("abcdefg")


@given(st.dictionaries(IDS, st.sampled_from([DONE, HALF])), st.dictionaries(IDS, IDS))
def test_all_at_once_is_each_by_itself(standings, providers):
    together = resolved_all(standings, providers)

    assert {one: together[one] for one in [*standings, *providers]} == {
        one: resolved(one, standings, providers) for one in [*standings, *providers]
    }


NONE, PARTLY, FULL = Status.NOT_ASSESSED, Status.PARTLY, Status.IMPLEMENTED


@pytest.mark.parametrize(
    ("own", "common", "gap"),
    [
        pytest.param({}, {}, {"8.5": NONE}, id="nobody has looked"),
        pytest.param({"8.5": FULL}, {}, {}, id="the asset meets it itself"),
        pytest.param({}, {"8.5": FULL}, {}, id="the scope meets it for all"),
        pytest.param({"8.5": PARTLY}, {"8.5": FULL}, {"8.5": PARTLY}, id="its own answer goes before the common one"),
        pytest.param({"8.5": NONE}, {"8.5": FULL}, {}, id="an unassessed row of its own hides nothing"),
        pytest.param({"8.5": NONE}, {"8.5": PARTLY}, {"8.5": PARTLY}, id="the common one is not ready either"),
        pytest.param({"8.9": PARTLY, "8.5": FULL}, {}, {}, id="what is not required is no gap"),
    ],
)
def test_an_asset_lacks_what_it_needs_and_does_not_have(own, common, gap):
    assert asset_gap(["8.5"], own, common) == gap
