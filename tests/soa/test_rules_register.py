from isms.soa.rules_changes import field_changes
from isms.soa.rules_register import Wanted, counted, grouped, standing, totals

MET = {"status": "implemented", "deficiency": None, "maturity": 3, "wanted": 3, "how": "", "responsible": "",
       "next_review": ""}  # fmt: skip


def row(control, *reasons, exclusion="", framework="iso", theme="people", **met):
    state = {(True, True): "contradiction", (False, False): "undecided"}.get(
        (bool(reasons), bool(exclusion)), "settled"
    )
    return {
        "framework": framework, "control": control, "theme": theme, "title_en": f"Title {control}", "title_sv": "",
        "reasons": [{"kind": kind, "ref": ref, "count": 1} for kind, ref in reasons], "exclusion": exclusion,
        "justification": "", "state": state, "applicable": bool(reasons) if state == "settled" else None,
        "implementation": MET | met,
    }  # fmt: skip


RISK, LAW, RULE = ("risk", "R1"), ("law", "L1"), ("classification", "C3")


def test_a_row_stands_in_one_of_four_ways():
    found = [row("1", RISK), row("2", exclusion="No"), row("3"), row("4", RISK, exclusion="No")]

    assert [standing(each) for each in found] == ["yes", "no", "undecided", "contradiction"]


def test_contradictions_are_pinned_before_what_is_undecided_and_both_over_the_themes():
    groups = grouped([row("1", RISK), row("2"), row("3", RISK, exclusion="No"), row("E1", LAW, framework="own")])

    assert [(group.name, [each["control"] for each in group.rows], group.above) for group in groups] == [
        ("pinned", ["3", "2"], 0),
        ("people", ["1"], 2),
        ("own", ["E1"], 0),
    ]


def test_a_row_fits_only_when_all_that_is_wanted_fits():
    one = row("5.9", RISK)

    assert Wanted(q="5.9 title", state="yes", reason="risk", status="implemented", theme="people").fits(one)
    assert not Wanted(q="5.9", state="no").fits(one)
    assert Wanted(reason="none").fits(row("1"))
    assert Wanted(reason="exclusion").fits(row("1", exclusion="No"))


def test_an_asset_behind_two_rules_counts_once():
    one = row("1", RISK, ("risk", "R2"), RULE, ("classification", "A2"))

    assert counted(one, {"C3": ["T1", "T2"], "A2": ["T2"]}) == {"risk": 2, "classification": 2}


def test_totals_count_what_is_implemented_among_the_applicable_only():
    assert totals([row("1", RISK), row("2", exclusion="No"), row("3", LAW, status="planned")]) == {
        "yes": 2, "no": 1, "undecided": 0, "contradiction": 0, "implemented": 1,
    }  # fmt: skip


def changed(old, new):
    return [(each.field, each.before, each.after) for each in field_changes(old, new)]


def test_what_is_the_same_is_no_change():
    assert changed([row("1", RISK)], [row("1", RISK)]) == []


def test_an_exclusion_is_told_once_as_a_change_of_applicability():
    decided = row("1", ("decision", "1"))

    assert changed([decided], [row("1", exclusion="No")]) == [("applicable", "yes", "no")]


def test_reasons_that_went_are_told_beside_the_exclusion():
    assert [field for field, *_ in changed([row("1", RISK)], [row("1", exclusion="No")])] == ["applicable", "reasons"]


def test_each_field_of_how_it_is_met_is_told():
    assert changed([row("1", RISK)], [row("1", RISK, maturity=4, how="So")]) == [("maturity", 3, 4), ("how", "", "So")]


def test_a_row_that_came_is_one_change():
    assert changed([], [row("1", RISK)]) == [("row", None, "yes")]
