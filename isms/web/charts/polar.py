"""Maturity by theme: one spoke each, now as a surface, wanted as a dashed line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from isms.i18n import gettext as _
from isms.web.charts.svg import element, plot, shorten

CENTRE, RADIUS = (210.0, 130.0), 92.0


@dataclass(frozen=True)
class Spoke:
    """A theme, its maturity now and the one wanted (0–5, fractions are averages)."""

    label: str
    now: float
    wanted: float


def radar(title: str, spokes: Sequence[Spoke], top: int = 5) -> Markup:
    """Draw maturity by theme; with fewer than three themes use a table, as there is no surface."""
    rings = [element("path", class_="axis ring", d=_shape([ring / top] * len(spokes))) for ring in range(1, top + 1)]
    axes = [element("path", class_="axis", d=_ray(place, len(spokes))) for place in range(len(spokes))]
    wanted = element("path", class_="line2", d=_shape([spoke.wanted / top for spoke in spokes]))
    now = element("path", class_="line area", d=_shape([spoke.now / top for spoke in spokes]))
    told = "; ".join(
        _("%(theme)s %(now)s, wanted %(wanted)s", theme=spoke.label, now=f"{spoke.now:g}", wanted=f"{spoke.wanted:g}")
        for spoke in spokes
    )
    parts = [*rings, *axes, wanted, now, *(_label(spoke, place, len(spokes)) for place, spoke in enumerate(spokes))]
    return plot((2 * CENTRE[0], 2 * CENTRE[1]), title, told, parts)


def _at(place: int, count: int, part: float) -> tuple[float, float]:
    angle = 2 * math.pi * place / count - math.pi / 2
    return CENTRE[0] + RADIUS * part * math.cos(angle), CENTRE[1] + RADIUS * part * math.sin(angle)


def _shape(parts: Sequence[float]) -> str:
    points = [_at(place, len(parts), part) for place, part in enumerate(parts)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "z"


def _ray(place: int, count: int) -> str:
    x, y = _at(place, count, 1)
    return f"M{CENTRE[0]:.1f} {CENTRE[1]:.1f}L{x:.1f} {y:.1f}"


def _label(spoke: Spoke, place: int, count: int) -> Markup:
    x, y = _at(place, count, 1.14)
    side = x - CENTRE[0]
    anchor = "middle" if abs(side) < 8 else "start" if side > 0 else "end"
    return element("text", shorten(spoke.label, 16), class_="q", text_anchor=anchor, x=x, y=y + 4)
