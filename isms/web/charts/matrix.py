"""The risk matrix: a big figure now, a ringed figure as planned, arrows for the two highest bands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from isms.i18n import gettext as _
from isms.web.charts.svg import band_class, element, plot, together

Cell = tuple[int, int]
WIDE, TALL, LEFT, TOP = 126, 92, 98, 6


@dataclass(frozen=True)
class Matrix:
    """Risks in a matrix of any size; a cell is (likelihood, consequence), both from 1."""

    cells: Mapping[Cell, str]
    """Which band each cell has, by the band's id."""
    likelihoods: Sequence[str]
    consequences: Sequence[str]
    bands: Sequence[str]
    """Ids of the bands, lowest first."""
    now: Mapping[Cell, int] = field(default_factory=dict)
    planned: Mapping[Cell, int] = field(default_factory=dict)
    arrows: Mapping[tuple[Cell, Cell], int] = field(default_factory=dict)
    """How many risks are planned to go from one cell to another; those of lower bands are not drawn."""
    urls: Mapping[Cell, str] = field(default_factory=dict)
    """Where the figure of a cell leads."""

    def tone(self, cell: Cell) -> str:
        """Name the colour class of a cell."""
        return band_class(self.bands.index(self.cells[cell]), len(self.bands))

    def corner(self, cell: Cell) -> tuple[float, float]:
        """Give the upper left corner of a cell; likelihood grows upwards, consequence to the right."""
        return LEFT + (cell[1] - 1) * WIDE, TOP + (len(self.likelihoods) - cell[0]) * TALL

    @property
    def drawn(self) -> list[tuple[Cell, Cell, int]]:
        """The arrows to draw, thin ones first: from the two highest bands, and only those that move."""
        high = set(self.bands[-2:])
        moves = [(a, b, n) for (a, b), n in self.arrows.items() if a != b and n and self.cells[a] in high]
        return sorted(moves, key=lambda move: (move[2], move[:2]))


def matrix(told: Matrix) -> Markup:
    """Draw a risk matrix for wide screens and paper; `heat` is the same as a table for phones."""
    size = (LEFT + len(told.consequences) * WIDE + 2.0, TOP + len(told.likelihoods) * TALL + 40.0)
    parts = [*_axes(told), *(_cell(told, cell) for cell in told.cells)]
    parts += [_arrow(told, *move) for move in told.drawn]
    parts += [_figures(told, cell) for cell in told.cells]
    return plot(size, _("Risk matrix: number of risks now and as planned"), _described(told), parts)


def heat(told: Matrix) -> Markup:
    """Write the matrix as a table: likelihood down, consequence across."""
    head = together(element("th", name, scope="col") for name in told.consequences)
    rows = [_heat_row(told, likelihood) for likelihood in range(len(told.likelihoods), 0, -1)]
    caption = element("caption", _("Number of risks now, and in a ring as planned"), class_="sr")
    table = [caption, element("thead", element("tr", element("td") + head)), element("tbody", together(rows))]
    return element("table", together(table), class_="heat phoneonly")


def _heat_row(told: Matrix, likelihood: int) -> Markup:
    cells = [(likelihood, consequence) for consequence in range(1, len(told.consequences) + 1)]
    name = element("th", told.likelihoods[likelihood - 1], scope="row")
    return element("tr", name + together(_heat_cell(told, cell) for cell in cells))


def _heat_cell(told: Matrix, cell: Cell) -> Markup:
    plan = told.planned.get(cell, 0)
    ring = element("i", element("span", _("planned") + " ", class_="sr") + str(plan)) if plan else Markup("")
    figure = element("b", told.now.get(cell) or "–")
    return element("td", figure + ring + Markup("<br/>") + told.cells[cell], class_=told.tone(cell))


def _described(told: Matrix) -> str:
    worst = told.bands[-1]
    now, planned = (
        sum(n for cell, n in counted.items() if told.cells[cell] == worst) for counted in (told.now, told.planned)
    )
    return _(
        "Likelihood upwards, consequence to the right. In band %(band)s: %(now)s now, %(planned)s as planned.",
        band=worst,
        now=now,
        planned=planned,
    )


def _axes(told: Matrix) -> list[Markup]:
    foot = TOP + len(told.likelihoods) * TALL
    named = [_label(_("Likelihood"), 88, 18, "q"), _label(_("Consequence"), 88, foot + 18, "q")]
    for number, name in enumerate(told.likelihoods, 1):
        middle = told.corner((number, 1))[1] + TALL / 2
        named += [
            *_wrapped(name, 88, middle - 2, "end"),
            _label(str(number), 88, middle + 14 + 14 * (_lines(name) - 1), "q"),
        ]
    for number, name in enumerate(told.consequences, 1):
        middle = told.corner((1, number))[0] + WIDE / 2
        named += [_label(name, middle, foot + 18, "b", "middle"), _label(str(number), middle, foot + 34, "q", "middle")]
    return named


def _lines(name: str) -> int:
    return 2 if len(name) > 14 and " " in name else 1


def _wrapped(name: str, x: float, y: float, anchor: str) -> list[Markup]:
    if _lines(name) == 1:
        return [_label(name, x, y, "b", anchor)]
    first, rest = name.split(" ", 1)
    return [_label(first, x, y, "b", anchor), _label(rest, x, y + 14, "b", anchor)]


def _label(text: str, x: float, y: float, class_: str, anchor: str = "end") -> Markup:
    return element("text", text, class_=class_, text_anchor=anchor, x=float(x), y=float(y))


def _cell(told: Matrix, cell: Cell) -> Markup:
    x, y = told.corner(cell)
    tone = told.tone(cell)
    ground = element("rect", class_=f"cell {tone}", x=x + 1.0, y=y + 1.0, width=WIDE - 2, height=TALL - 2, rx=3)
    return ground + _label(told.cells[cell], x + WIDE - 9, y + 18, f"t{tone}")


def _figures(told: Matrix, cell: Cell) -> Markup:
    x, y = told.corner(cell)
    now, planned = told.now.get(cell, 0), told.planned.get(cell, 0)
    parts = [element("text", now, class_=f"n t{told.tone(cell)}", x=x + 12.0, y=y + 30.0)] if now else []
    if planned:
        centre = (x + WIDE - 30.0, y + TALL - 30.0)
        parts.append(element("circle", class_="badge", cx=centre[0], cy=centre[1], r=13))
        parts.append(_label(str(planned), centre[0], centre[1] + 4, "b", "middle"))
    if cell not in told.urls or not parts:
        return together(parts)
    named = f"{told.likelihoods[cell[0] - 1]} × {told.consequences[cell[1] - 1]}"
    return element("a", together([element("title", named), *parts]), href=told.urls[cell])


def _arrow(told: Matrix, start: Cell, end: Cell, count: int) -> Markup:
    """Draw a bent arrow from a cell's figure to another's ring; the width follows the number, up to 5."""
    (ax, ay), (bx, by) = told.corner(start), told.corner(end)
    a, b = (ax + 34.0, ay + 46.0), (bx + WIDE - 30.0, by + TALL - 30.0)
    bend = (a[0] + (b[0] - a[0]) * 0.75 + (ay - by) * 0.12, a[1] + (b[1] - a[1]) * 0.35)
    angle = math.atan2(b[1] - bend[1], b[0] - bend[0])
    width = min(5.0, 1.2 + 0.5 * count)
    tip = (b[0] - 14 * math.cos(angle), b[1] - 14 * math.sin(angle))
    neck = (b[0] - 21 * math.cos(angle), b[1] - 21 * math.sin(angle))
    way = f"M{a[0]:.1f} {a[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {neck[0]:.1f} {neck[1]:.1f}"
    lines = [
        element("path", class_=kind, stroke_width=wide, d=way)
        for kind, wide in (("halo", width + 2.5), ("move", width))
    ]
    return together([*lines, _point(tip, angle, 3.2 + width * 0.7)])


def _point(tip: tuple[float, float], angle: float, half: float) -> Markup:
    back = (tip[0] - 8 * math.cos(angle), tip[1] - 8 * math.sin(angle))
    dx, dy = half * math.sin(angle), half * math.cos(angle)
    way = f"M{tip[0]:.1f} {tip[1]:.1f}L{back[0] + dx:.1f} {back[1] - dy:.1f}L{back[0] - dx:.1f} {back[1] + dy:.1f}z"
    return element("path", class_="head", d=way)
