# ruff: noqa: E501 - a piece of template reads best on one line
"""Macros give valid HTML from plain values, and say in words what they show in colour."""

import pytest


class Paged:
    """The page of a register, as isms.web.tables gives it."""

    total = 420

    def __init__(self, number=1, pages=9):
        self.number, self.pages = number, pages

    def url(self, number):
        return f"?page={number}"

    def sort_url(self, column):
        return f"?sort={column}"

    def direction(self, column):
        return "descending" if column == "level" else "none"


def every(tree, name, **attributes):
    return [found for found in tree.iter(name) if all(found.get(key) == value for key, value in attributes.items())]


def test_a_mark_reads_as_it_looks_and_then_in_words(shown):
    _, tree, _ = shown('{{ marks.mark({"I": 3, "C": 3, "A": 1}, stale="C", raised=["I"], lowered=("A",), url="/a") }}')
    [link] = every(tree, "a")

    assert link.get("aria-label").startswith("C3 I3 A1: confidentiality serious (stale")
    assert "integrity serious (raised by decision), availability moderate (lowered by decision)" in link.get(
        "aria-label"
    )
    assert [sign.get("class") for sign in every(tree, "i")] == ["l3 stale", "l3 up", "l1 down"]


def test_a_mark_of_nothing_says_so(shown):
    assert shown("{{ marks.mark({}) }}")[0] == "Not classified"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('{{ marks.level("A", 2) }}', "A2 Availability 2, considerable"),
        ('{{ marks.level("A", 2, True) }}', "A2 Availability 2, considerable, stale"),
        ('{{ marks.band("EH", "Extreme", 3, 4) }}', "EH Extreme"),
        ('{{ marks.band("EH", "Extreme", 3, 4, True) }}', "EH Extreme"),
        ('{{ marks.status("partly") }}', "Partly implemented"),
        ('{{ marks.status("implemented", inherited=True) }}', "Implemented, inherited"),
        ('{{ marks.deficiency("severe") }}', "severe"),
        ("{{ marks.deficiency(None) }}", "–"),
        ("{{ marks.maturity(1, 3) }}", "1 3"),
        ("{{ marks.maturity(3, 3) }}", "3"),
        ('{{ marks.state("no") }}', "No"),
        ('{{ marks.state("contradiction") }}', "Contradiction"),
        ('{{ marks.chip("Risk", 7, "/r") }}', "Risk 7"),
        ('{{ marks.chip("Excluded", dashed=True) }}', "Excluded"),
        ('{{ marks.due("2026-09-30", True) }}', "2026-09-30 overdue"),
        ("{{ marks.due(None) }}", "–"),
        ('{{ marks.tag("Draft", "warn") }}{{ marks.sign("Late", "clock", "bad") }}', "Draft Late"),
        ('{{ marks.bands(("H", "High", 2), ("L", "Low", 0), 4) }}', "H High L Low"),
        ('{{ threads.change(None, "done") }}', "before – after done"),
        ('{{ panels.empty("None yet", "Begin.", "/new", "Add one") }}', "None yet Begin. Add one"),
        ('{{ panels.facts([("Kind", "<b>"), ("Owner", None)]) }}', "Kind <b> Owner –"),
        ('{{ panels.facts([("Kind", "x")], wide=True) }}', "Kind x"),
        ('{{ panels.history([("2026-11-20", "Rose.")]) }}', "2026-11-20 Rose."),
        ('{{ panels.seal("Unchanged", "It holds.", [("Hash", "9f")]) }}', "Unchanged It holds. Hash 9f"),
        ('{% call panels.callout("warn") %}Mind{% endcall %}', "Mind"),
        ('{% call panels.panel("Risks", 3, "r", ("All", "/r")) %}x{% endcall %}', "Risks 3 All x"),
        ('{{ panels.todo([{"text": "Do", "url": "/d"}]) }}', "Do"),
        ('{{ panels.lines([{"text": "R", "ref": "R1", "url": "/r", "end": "late", "late": True}]) }}', "R1 R late"),
        ('{% call panels.gate("Two left", [{"text": "a"}, {"text": "b", "tone": "bad", "url": "/b"}]) %}{% endcall %}', "Two left a b"),
        ('{{ frame.crumbs([("Assets", "/a"), ("T1", None)]) }}', "Assets T1"),
        ('{% call threads.chain() %}{% call threads.link("Why", 2, gap=True) %}x{% endcall %}{% endcall %}', "Why 2 broken here x"),
        ('{{ threads.progress(5, 7, "", [("Mine", "/m"), ("System", None)]) }}', "Mine · System Question 5 of 7"),
        ('{{ buttons.link("Export", "/x", sign="save") }}{{ buttons.submit("Go", name="do", value="x") }}', "Export Go"),
        ('{% call buttons.act("End", "/end", "danger") %}{% endcall %}{{ buttons.act("End", "/end") }}', "End End"),
        ('{{ buttons.blocked("Propose", "gate") }}', "Propose"),
    ],
)  # fmt: skip
def test_a_macro_says_in_words_what_it_shows(shown, source, text):
    assert shown(source)[0] == text


def test_the_reason_of_a_level_is_a_path_from_its_source(shown):
    steps = [{"ref": "IT01", "name": "Records", "url": "/i", "value": 3}]
    text, tree, _ = shown('{% call threads.why() %}{{ threads.reason("C", 3, steps, "this one", "Inherited.") }}{% endcall %}', steps=steps)  # fmt: skip

    assert text.endswith("Inherited.")
    assert len(every(tree, "li")) == 2


def test_a_register_keeps_its_roles_and_says_how_it_is_sorted(shown):
    source = """{% call tables.register("Assets") %}{{ tables.head([("Asset", "name", None), ("Level", "level", 7), ("Gap", None, 4, "r")], page, pick=True) }}
    <tbody role="rowgroup">{{ tables.group("Must decide", 4, 1) }}
    <tr role="row">{{ tables.pick(1, "T1") }}{{ tables.name("Payroll", "/a", "T1") }}{{ tables.cell("C3") }}{{ tables.cell(None, "Gap", "r") }}</tr></tbody>{% endcall %}"""  # fmt: skip
    text, tree, _ = shown(source, page=Paged())

    assert text.startswith("Assets Choose Asset")
    assert [head.get("aria-sort") for head in every(tree, "th", scope="col")] == [None, "none", "descending", None]
    assert {cell.get("role") for name in ("td", "tr", "th") for cell in tree.iter(name)} == {"cell", "row", "rowheader", "columnheader"}  # fmt: skip
    assert every(tree, "td", **{"data-label": "Gap"})


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1 2 3 … 9 Next"), (5, "Previous 1 … 3 4 5 6 7 … 9 Next"), (9, "Previous 1 … 7 8 9")],
)
def test_the_pager_shows_the_ends_and_the_neighbours(shown, number, text):
    assert shown("{{ tables.pager(page) }}", page=Paged(number))[0] == text


def test_one_page_needs_no_pager(shown):
    assert shown("{{ tables.pager(page) }}", page=Paged(1, 1))[0] == ""


def test_filters_keep_what_was_chosen(shown):
    source = '{% call tables.filters("Find", q="a<b", tail="3 of 9") %}{{ tables.select("unit", "Unit", [(1, "IT")], 1) }}{% endcall %}'
    _, tree, _ = shown(source)

    assert every(tree, "input", value="a<b")
    assert [option.text for option in tree.iter("option") if option.get("selected") is not None] == ["IT"]


def test_the_bulk_bar_holds_its_acts(shown):
    assert shown('{% call tables.bulk("Change") %}x{% endcall %}')[0] == "chosen x Clear the choice"
