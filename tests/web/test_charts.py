"""Plots are well-formed, named, escaped, numeric, and coloured by class alone."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms import i18n
from isms.web import charts

SVG = "{http://www.w3.org/2000/svg}"
BANDS = ["L", "M", "H", "EH"]
NASTY = '<b onload="x">&amp; å'


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(f'<div xmlns="http://www.w3.org/2000/svg">{drawn}</div>')


def of(tree: ET.Element, name: str, class_: str = "") -> list[ET.Element]:
    return [found for found in tree.iter(SVG + name) if class_ in (found.get("class") or "").split() or not class_]


def a_matrix(tall: int = 4, wide: int = 4, **counts: object) -> charts.Matrix:
    cells = {(x, y): BANDS[min(3, x * y // 4)] for x in range(1, tall + 1) for y in range(1, wide + 1)}
    return charts.Matrix(cells, [f"Likely {x}" for x in range(tall)], [NASTY] * wide, BANDS, **counts)


def a_node(ref: str, note: str = "") -> charts.Node:
    return charts.Node(ref, NASTY, [("C", 3, True), ("A", 1, False)], f"/assets/{ref}", note)


def a_graph(carried: int = 3, rests: int = 2) -> charts.Graph:
    below = [a_node(f"B{n}", "carries only A") for n in range(rests)]
    return charts.Graph(a_node("ME"), [a_node(f"A{n}") for n in range(carried)], below, {"A1"})


ALL = {
    "matrix": lambda: charts.matrix(a_matrix(now={(4, 4): 2}, planned={(1, 1): 2}, arrows={((4, 4), (1, 1)): 2})),
    "graph": lambda: charts.dependency_graph(a_graph()),
    "bar": lambda: charts.bar(NASTY, [charts.Part("done", 3), charts.Part("partly", 1)], 7),
    "trend": lambda: charts.line(NASTY, [charts.Point("Q1", 31), charts.Point("now", 12)], goal=10),
    "radar": lambda: charts.radar(
        NASTY, [charts.Spoke(NASTY, 2.5, 3), charts.Spoke("b", 1, 3), charts.Spoke("c", 5, 5)]
    ),
}


@pytest.fixture(autouse=True)
def _in_english():
    with i18n.speaking("en"):
        yield


@pytest.mark.parametrize("name", ALL)
def test_a_plot_is_well_formed_and_begins_with_a_title(name):
    [picture] = list(parsed(ALL[name]()))

    assert picture[0].tag == SVG + "title"
    assert picture[0].text


@pytest.mark.parametrize("name", ALL.keys() - {"bar"})
def test_a_plot_is_described(name):
    tree = parsed(ALL[name]())

    assert of(tree, "desc")[0].text
    assert {found.get("id") for found in tree.iter()} >= set(of(tree, "svg")[0].get("aria-labelledby").split())


@pytest.mark.parametrize("name", ALL)
def test_a_plot_has_numbers_for_coordinates_and_no_style_or_script(name):
    tree = parsed(ALL[name]())
    numbers = [
        found.get(key) for found in tree.iter() for key in ("x", "y", "cx", "cy", "width", "height") if found.get(key)
    ]

    assert all(re.fullmatch(r"-?\d+(\.\d)?", number) for number in numbers)
    assert not {"style", "onload", "fill", "stroke"} & {key for found in tree.iter() for key in found.attrib}


@pytest.mark.parametrize("name", ALL)
def test_the_same_values_give_the_same_picture(name):
    assert ALL[name]() == ALL[name]()


@given(tall=st.integers(3, 6), wide=st.integers(3, 6))
def test_a_matrix_of_any_size_has_all_its_cells_and_names(tall, wide):
    tree = parsed(charts.matrix(a_matrix(tall, wide)))

    assert len(of(tree, "rect", "cell")) == tall * wide
    assert [found.text for found in of(tree, "text", "b")].count(NASTY) == wide


def test_a_matrix_shows_now_big_and_planned_in_a_ring():
    tree = parsed(charts.matrix(a_matrix(now={(3, 3): 8}, planned={(2, 2): 5, (1, 1): 2})))

    assert [found.text for found in of(tree, "text", "n")] == ["8"]
    assert len(of(tree, "circle", "badge")) == 2


def test_only_the_two_highest_bands_have_arrows_and_only_when_they_move():
    moves = {((4, 4), (2, 2)): 3, ((1, 2), (1, 1)): 9, ((4, 3), (4, 3)): 1}

    assert len(of(parsed(charts.matrix(a_matrix(arrows=moves))), "path", "move")) == 1


def test_a_linked_figure_is_not_hidden_in_a_picture():
    tree = parsed(charts.matrix(a_matrix(now={(3, 3): 8}, urls={(3, 3): "/risks"})))

    assert [link.get("href") for link in of(tree, "a")] == ["/risks"]
    assert of(tree, "svg")[0].get("role") == "group"


def test_the_heat_table_says_the_same_as_the_matrix():
    tree = parsed(charts.heat(a_matrix(3, 5, now={(2, 2): 4}, planned={(1, 1): 7})))

    assert len(of(tree, "td")) == 3 * 5 + 1
    assert [found.text for found in of(tree, "b") if found.text != "–"] == ["4"]
    assert "planned 7" in "".join(tree.itertext())


def test_the_graph_draws_a_wire_for_each_dependency_hot_and_partial_ones_apart():
    tree = parsed(charts.dependency_graph(a_graph(3, 2)))

    assert len(of(tree, "path", "wire")) == 5
    assert len(of(tree, "path", "hot")) == 1
    assert len(of(tree, "path", "part")) == 2
    assert len(of(tree, "a")) == 5


@pytest.mark.parametrize(("carried", "rests", "drawn"), [(15, 1, True), (16, 1, False), (1, 16, False), (0, 0, False)])
def test_beyond_fifteen_nodes_on_a_side_there_is_no_graph(carried, rests, drawn):
    assert (charts.dependency_graph(a_graph(carried, rests)) is not None) is drawn


def test_a_bar_never_grows_beyond_its_total():
    tree = parsed(charts.bar("x", [charts.Part("a", 5), charts.Part("b", 5)], 6))

    assert sum(float(found.get("width")) for found in of(tree, "rect")[1:]) <= 100.1


def test_an_empty_total_is_an_empty_bar():
    assert [float(found.get("width")) for found in of(parsed(charts.bar("x", [charts.Part("a", 0)], 0)), "rect")] == [
        100,
        0,
    ]


@given(values=st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_a_trend_stays_inside_its_frame(values):
    tree = parsed(charts.line("x", [charts.Point(str(n), value) for n, value in enumerate(values)]))
    heights = [float(y) for y in re.findall(r" (\d+\.\d)", of(tree, "path", "line")[0].get("d"))]

    assert all(14 <= y <= 106 for y in heights)
    assert 2 <= len(of(tree, "path", "axis")) <= 6


@pytest.mark.parametrize("bands", range(1, 7))
def test_the_lowest_and_the_highest_band_keep_their_colour_whatever_the_scale(bands):
    classes = [charts.band_class(rank, bands) for rank in range(bands)]

    assert classes[0] == "bl"
    assert bands == 1 or classes[-1] == "be"
    assert bands > 5 or len(set(classes)) == bands
