from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms.implementations.rules import Deficiency, Standing, Status
from isms.soa.rules import (
    OWN,
    Kind,
    Reason,
    Refusal,
    Row,
    State,
    derive,
    differences,
    gathered,
    hindrances,
    in_order,
    may_approve,
    natural,
)

A = "iso-27002-2022"
RISK_7 = Reason(Kind.RISK, "R007")
LAW_1 = Reason(Kind.LAW, "L01")
REMOTE = (A, "6.7")


@pytest.mark.parametrize(
    ("reasons", "exclusion", "state", "applicable"),
    [
        pytest.param([RISK_7], "", State.SETTLED, True, id="a treated risk calls for it"),
        pytest.param([], "No software is written here", State.SETTLED, False, id="excluded with a reason"),
        pytest.param([], "", State.UNDECIDED, None, id="nobody has decided"),
        pytest.param([], "  \n", State.UNDECIDED, None, id="a blank excludes nothing"),
        pytest.param([RISK_7], "Not needed", State.CONTRADICTION, None, id="the two contradict each other"),
    ],
)
def test_a_row_is_settled_when_it_is_justified_one_way(reasons, exclusion, state, applicable):
    [row] = derive([REMOTE], {REMOTE: reasons}, {REMOTE: exclusion})

    assert (row.state, row.applicable) == (state, applicable)


def test_rows_come_in_the_order_of_the_catalogue_and_own_controls_after_it():
    rows = derive([(OWN, "EX-1"), (A, "8.1"), (A, "5.10"), (A, "5.2"), ("another", "9")], {}, {})

    assert [row.control for row in rows] == ["9", "5.2", "5.10", "8.1", "EX-1"]


def test_one_number_in_two_frameworks_is_two_controls():
    control, own = derive([(A, "5.2"), (OWN, "5.2")], {(OWN, "5.2"): [RISK_7]}, {(A, "5.2"): "Not ours"})

    assert (control.applicable, own.applicable) == (False, True)


def test_reasons_are_sorted_by_kind_and_then_by_number():
    kinds = {Kind.DECISION: ["D1"], Kind.RISK: ["R10", "R9"], Kind.CLASSIFICATION: ["C3"], Kind.LAW: ["L2"]}
    reasons = [Reason(kind, ref) for kind, refs in kinds.items() for ref in refs]

    [row] = derive([REMOTE], {REMOTE: reasons}, {})

    assert [reason.ref for reason in row.reasons] == ["R9", "R10", "L2", "C3", "D1"]


def test_a_row_carries_how_well_the_control_is_met_whether_it_applies_or_not():
    half = Standing(Status.PARTLY, Deficiency.MODERATE, 2, 3)

    with_one, without = derive([(A, "5.1"), REMOTE], {}, {}, {(A, "5.1"): half})

    assert (with_one.implementation, with_one.applicable) == (half, None)
    assert without.implementation.status is Status.NOT_ASSESSED


def test_reasons_from_several_kinds_are_gathered():
    assert gathered({REMOTE: [RISK_7]}, {REMOTE: [LAW_1], (A, "5.1"): [LAW_1]}) == {
        REMOTE: [RISK_7, LAW_1],
        (A, "5.1"): [LAW_1],
    }


@pytest.mark.parametrize(
    ("small", "large"), [("5.2", "5.10"), ("R9", "R10"), ("C3", "I1"), ("5", "5.1"), ("A.5.9", "A.5.10"), ("", "1")]
)
def test_identifiers_sort_as_people_sort_them(small, large):
    assert natural(small) < natural(large)


@given(st.lists(st.text()))
def test_any_identifiers_can_be_sorted(refs):
    assert {ref for _, ref in in_order((A, ref) for ref in refs)} == set(refs)


CONTROLS = st.tuples(st.sampled_from([A, OWN]), st.sampled_from(["5.1", "5.2", "5.10", "8.1"]))
REASONS = st.builds(Reason, st.sampled_from(Kind), st.sampled_from(["1", "2"]), st.integers(1, 3))
STANDINGS = st.builds(Standing, st.sampled_from(Status), st.none() | st.sampled_from(Deficiency))


@st.composite
def statements(draw):
    return derive(
        draw(st.sets(CONTROLS)),
        draw(st.dictionaries(CONTROLS, st.lists(REASONS, max_size=3))),
        draw(st.dictionaries(CONTROLS, st.sampled_from(["", " ", "Not ours"]))),
        draw(st.dictionaries(CONTROLS, STANDINGS)),
    )


@given(statements())
def test_the_state_always_says_what_reasons_and_exclusion_say(rows):
    for row in rows:
        assert (row.state is State.CONTRADICTION) == (bool(row.reasons) and bool(row.exclusion))
        assert (row.state is State.UNDECIDED) == (not row.reasons and not row.exclusion)
        assert (row.applicable is None) == (row.state is not State.SETTLED)
        assert row.applicable is not True or row.reasons


@given(st.sets(CONTROLS), st.dictionaries(CONTROLS, st.lists(REASONS)))
def test_every_control_has_one_row_and_nothing_else_has(controls, reasons):
    rows = derive(controls, reasons, {})

    assert len(rows) == len(controls)
    assert {row.key for row in rows} == controls


def test_contradictions_and_silence_stop_a_proposal():
    rows = derive(
        [(A, "5.1"), (A, "5.2"), (A, "5.3"), (A, "5.4")],
        {(A, "5.1"): [RISK_7], (A, "5.4"): [RISK_7]},
        {(A, "5.3"): "Not ours", (A, "5.4"): "Not ours"},
    )

    assert [row.control for row in hindrances(rows)] == ["5.4", "5.2"]


@pytest.mark.parametrize(
    ("proposer", "editors", "answer"),
    [
        pytest.param("p02", {"p02", "p03"}, (True, None), id="somebody else's work"),
        pytest.param("p01", set(), (False, Refusal.PROPOSED_IT), id="one's own proposal"),
        pytest.param("p02", {"p01"}, (False, Refusal.EDITED_IT), id="one's own edits"),
        pytest.param(None, set(), (False, Refusal.NOT_PROPOSED), id="nothing is proposed"),
    ],
)
def test_another_person_approves(proposer, editors, answer):
    assert may_approve("p01", proposer, editors) == answer


ROW = Row(A, "6.7", (RISK_7, Reason(Kind.CLASSIFICATION, "C3", 12)))


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        pytest.param(replace(ROW, reasons=(*ROW.reasons, LAW_1)), ("reasons", "count"), id="a reason has come"),
        pytest.param(
            replace(ROW, reasons=(RISK_7, Reason(Kind.CLASSIFICATION, "C3", 13))), ("count",), id="more assets"
        ),
        pytest.param(
            replace(ROW, reasons=(), exclusion="Not ours"),
            ("applicable", "reasons", "count", "exclusion"),
            id="excluded instead",
        ),
        pytest.param(
            replace(ROW, implementation=Standing(Status.PARTLY, Deficiency.SEVERE, 1)),
            ("status", "deficiency", "maturity"),
            id="met in another way",
        ),
    ],
)
def test_a_difference_names_what_changed(new, changes):
    [difference] = differences([ROW], [new])

    assert difference.changes == changes


def test_a_difference_tells_which_reasons_came_and_went():
    [difference] = differences([ROW], [replace(ROW, reasons=(LAW_1, Reason(Kind.CLASSIFICATION, "C3", 13)))])

    assert (difference.added, difference.removed) == ((LAW_1,), (RISK_7,))


def test_rows_that_come_and_go_are_differences_in_the_order_of_the_statement():
    own, kept, gone = Row(OWN, "EX-1"), Row(A, "5.10"), Row(A, "5.2", (RISK_7,))

    removed, added = differences([kept, gone], [own, kept])

    assert (removed.key, removed.changes, removed.removed) == (gone.key, ("removed",), (RISK_7,))
    assert (added.key, added.changes, added.new) == (own.key, ("added",), own)


@given(statements())
def test_a_statement_does_not_differ_from_itself(rows):
    assert differences(rows, rows) == ()


@given(statements(), statements())
def test_differences_read_backwards_swap_what_came_and_went(old, new):
    there, back = differences(old, new), differences(new, old)

    assert [(each.key, each.added, each.removed) for each in there] == [
        (each.key, each.removed, each.added) for each in back
    ]
