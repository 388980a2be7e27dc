import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms.assessments.rules import NO_MAPPING, Answer, comparison, fold, folded, gap, projected
from isms.implementations.rules import Deficiency, Status


def control(number):
    return ("iso-27002-2022", number)


LOGGING = Answer(control("8.15"), Status.PARTLY, Deficiency.CONSIDERABLE, 1, 3)
BACKUP = Answer(control("8.13"), Status.IMPLEMENTED, Deficiency.NONE, 4, 3)
CLOUD = Answer(control("5.23"))
PROPERTIES = {
    LOGGING.requirement: ["confidentiality", "integrity"],
    BACKUP.requirement: ["integrity"],
    CLOUD.requirement: ["confidentiality"],
}


@pytest.mark.parametrize(
    ("now", "wanted", "steps"), [(1, 3, 2), (3, 3, 0), (4, 3, 0), (None, 3, None), (2, None, None)]
)
def test_a_gap_is_what_is_wanted_and_missing(now, wanted, steps):
    assert gap(now, wanted) == steps
    assert Answer(control("5.1"), maturity=now, wanted=wanted).gap == steps


def test_answers_fold_into_each_value_of_an_attribute():
    groups = fold([LOGGING, BACKUP, CLOUD], PROPERTIES.__getitem__)

    assert list(groups) == ["confidentiality", "integrity"]
    assert (groups["confidentiality"].answered, groups["confidentiality"].total) == (1, 2)
    assert groups["integrity"].counts == {**dict.fromkeys(Status, 0), Status.PARTLY: 1, Status.IMPLEMENTED: 1}


def test_a_fold_averages_only_what_was_judged():
    whole = folded("all", [LOGGING, BACKUP, CLOUD])

    assert (whole.maturity, whole.wanted, whole.serious) == (2.5, 3.0, 1)
    assert folded("none", [CLOUD]).maturity is None


ANSWERS = st.builds(
    Answer,
    st.sampled_from([control(str(n)) for n in range(5)]),
    st.sampled_from(Status),
    st.none() | st.sampled_from(Deficiency),
    st.none() | st.integers(0, 5),
)


@given(st.lists(ANSWERS))
def test_a_fold_loses_nobody(answers):
    whole = folded("all", answers)

    assert sum(whole.counts.values()) == whole.total == len(answers)
    assert whole.answered == sum(answer.answered for answer in answers)


def test_two_assessments_are_set_side_by_side():
    better = Answer(control("8.15"), Status.IMPLEMENTED, Deficiency.NONE, 3, 3, observed="Central log since May")

    logging, cloud, backup = comparison([LOGGING, BACKUP], [better, CLOUD])

    assert (logging.old, logging.new, logging.steps, logging.changed) == (LOGGING, better, 2, True)
    assert (cloud.old, cloud.steps, cloud.changed) == (None, None, True)
    assert (backup.new, backup.steps, backup.changed) == (None, None, True)


@given(st.lists(ANSWERS, unique_by=lambda answer: answer.requirement))
def test_an_assessment_compared_with_itself_has_not_changed(answers):
    assert not any(each.changed for each in comparison(answers, answers))


def test_words_alone_change_no_judgement():
    [same] = comparison([CLOUD], [Answer(CLOUD.requirement, observed="We looked again")])

    assert not same.changed


def article(letter):
    return ("nis2-article-21", letter)


@pytest.mark.parametrize(
    ("sources", "reading"),
    [
        pytest.param(["8.13"], Status.IMPLEMENTED, id="one source"),
        pytest.param(["8.13", "8.15"], Status.PARTLY, id="the weakest of two"),
        pytest.param(["8.13", "5.23"], Status.NOT_ASSESSED, id="one that nobody answered"),
        pytest.param(["8.13", "8.99"], Status.NOT_ASSESSED, id="one that was not asked"),
        pytest.param([], NO_MAPPING, id="nothing maps to it"),
    ],
)
def test_answers_are_projected_through_a_mapping(sources, reading):
    [projection] = projected([LOGGING, BACKUP, CLOUD], {article("c"): [control(each) for each in sources]})

    assert projection.reading == reading
    assert projection.sources == tuple(control(each) for each in sources)
