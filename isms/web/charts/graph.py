"""What rests on an asset and what it rests on, in three columns; the way its level came is drawn heavier."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from isms.i18n import gettext as _
from isms.web.charts.svg import element, plot, shorten, together

GRAPH_LIMIT = 15
"""Beyond so many nodes on one side nobody can follow the wires: show a list instead."""

Signs = Sequence[tuple[str, int, bool]]
TOP, STEP, HIGH, SIGN = 22, 27, 22, 27


@dataclass(frozen=True)
class Node:
    """One asset in the graph; signs are (letter, level 0–3, stale) for each aspect."""

    ref: str
    name: str
    signs: Signs = ()
    url: str = ""
    note: str = ""
    """Said under the node, where the dependency carries only some aspects: carries only A."""

    @property
    def partial(self) -> bool:
        """Whether its wire is dashed."""
        return bool(self.note)


@dataclass(frozen=True)
class Graph:
    """An asset between what it carries and what it rests on; hot names the refs on the way of its level."""

    node: Node
    carried: Sequence[Node] = ()
    rests_on: Sequence[Node] = ()
    hot: Collection[str] = field(default_factory=frozenset)

    @property
    def fits(self) -> bool:
        """Whether it can be drawn; else show a list."""
        return 0 < max(len(self.carried), len(self.rests_on)) <= GRAPH_LIMIT


@dataclass(frozen=True)
class _Column:
    """Where a column of nodes stands and how wide its boxes are."""

    x: float
    width: float
    letters: int


_LEFT, _MIDDLE, _RIGHT = _Column(0, 296, 24), _Column(326, 186, 9), _Column(540, 260, 19)


def dependency_graph(told: Graph) -> Markup | None:
    """Draw the graph, or give None beyond fifteen nodes on a side or with none at all: then show the list."""
    if not told.fits:
        return None
    left, right = _places(told.carried), _places(told.rests_on)
    height = max([0, *left, *right]) + HIGH / 2 + 18
    middle = (TOP + height - 18) / 2
    shift = middle - (right[0] + right[-1]) / 2 if len(right) < len(left) and right else 0
    drop = middle - (left[0] + left[-1]) / 2 if len(left) < len(right) and left else 0
    sides = [
        (told.carried, [y + drop for y in left], _LEFT),
        (told.rests_on, [y + shift for y in right], _RIGHT),
    ]
    wires = [
        _wire(told, node, (y, middle), column) for nodes, ys, column in sides for node, y in zip(nodes, ys, strict=True)
    ]
    boxes = [_box(node, column, y) for nodes, ys, column in sides for node, y in zip(nodes, ys, strict=True)]
    me = _box(told.node, _MIDDLE, middle, me=True)
    return plot(
        (800.0, height), *_told(told), [*_heads(told), *sorted(wires, key=lambda wire: "hot" in wire), *boxes, me]
    )


def _told(told: Graph) -> tuple[str, str]:
    title = _("What rests on %(name)s, and what it rests on", name=told.node.name)
    counted = _(
        "%(carried)s assets rest on it. It rests on %(rests)s.", carried=len(told.carried), rests=len(told.rests_on)
    )
    return title, counted


def _places(nodes: Sequence[Node]) -> list[float]:
    """Give the middle of each node, from the top; a note makes room under its node."""
    places, y = [], TOP + HIGH / 2
    for node in nodes:
        places.append(y)
        y += STEP + (14 if node.note else 0)
    return places


def _heads(told: Graph) -> list[Markup]:
    heads: Mapping[float, str] = {
        _LEFT.x: _("Carried by it") if told.carried else "",
        _RIGHT.x: _("Rests on") if told.rests_on else "",
    }
    return [element("text", text, class_="q", x=x, y=12.0) for x, text in heads.items() if text]


def _wire(told: Graph, node: Node, ys: tuple[float, float], column: _Column) -> Markup:
    y, middle = ys
    a, b = (_LEFT.x + _LEFT.width, _MIDDLE.x) if column is _LEFT else (_RIGHT.x, _MIDDLE.x + _MIDDLE.width)
    bend = (b - a) * 0.85
    way = f"M{a:.1f} {y:.1f}C{a + bend:.1f} {y:.1f} {b - bend:.1f} {middle:.1f} {b:.1f} {middle:.1f}"
    classes = ["wire", "hot" if node.ref in told.hot else "", "part" if node.partial else ""]
    return element("path", class_=" ".join(filter(None, classes)), d=way)


def _box(node: Node, column: _Column, y: float, *, me: bool = False) -> Markup:
    top = y - HIGH / 2
    frame = element(
        "rect", class_="node me" if me else "node", x=column.x, y=top, width=column.width, height=HIGH, rx=3
    )
    name = _("this one") if me else shorten(node.name, column.letters + 3 * (3 - len(node.signs)))
    said = element("tspan", node.ref, class_="q") + " " + name
    parts = [frame, element("text", said, x=column.x + 7, y=y + 4), *_signs(node.signs, column, top)]
    if node.note:
        parts.append(element("text", node.note, class_="q", x=column.x, y=y + HIGH / 2 + 13))
    whole = together([element("title", node.name), *parts])
    return element("a", whole, href=node.url) if node.url and not me else element("g", whole)


def _signs(signs: Signs, column: _Column, top: float) -> list[Markup]:
    start = column.x + column.width - 2 - SIGN * len(signs)
    drawn = []
    for place, (letter, level, stale) in enumerate(signs):
        x, kind = start + SIGN * place, "s" if stale else str(level)
        drawn.append(element("rect", class_=f"k{kind}", x=x, y=top + 3, width=SIGN - 1, height=16, rx=2))
        drawn.append(element("text", f"{letter}{level}", class_=f"t{kind}", text_anchor="middle", x=x + 13, y=top + 15))
    return drawn
