"""A figure over time, with its goal."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from isms.i18n import gettext as _
from isms.web.charts.svg import element, plot

WIDE, TALL, LEFT, RIGHT, TOP, FOOT = 336.0, 132.0, 28.0, 26.0, 14.0, 26.0


@dataclass(frozen=True)
class Point:
    """A value at a time, in words for the axis."""

    label: str
    value: float


def line(title: str, points: Sequence[Point], goal: float | None = None) -> Markup:
    """Draw a trend from zero, oldest first; at least one point is needed."""
    highest = max([*(point.value for point in points), goal or 0, 1])
    step = _step(highest)
    top = step * math.ceil(highest / step)
    places = [(_x(place, len(points)), _y(point.value, top)) for place, point in enumerate(points)]
    way = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    last = places[-1]
    parts = [*_grid(step, top), *_goal(goal, top), element("path", class_="line", d=way)]
    parts += [element("circle", class_="dot", cx=last[0], cy=last[1], r=4)]
    parts += [element("text", f"{points[-1].value:g}", class_="b", x=last[0] + 7, y=last[1] + 4), *_times(points)]
    return plot((WIDE, TALL), title, _described(points, goal), parts)


def _described(points: Sequence[Point], goal: float | None) -> str:
    told = _(
        "From %(first)s (%(begin)s) to %(last)s (%(end)s).",
        first=f"{points[0].value:g}",
        begin=points[0].label,
        last=f"{points[-1].value:g}",
        end=points[-1].label,
    )
    return told if goal is None else f"{told} {_('Goal: %(goal)s.', goal=f'{goal:g}')}"


def _step(highest: float) -> float:
    """Choose how far apart the lines are, so that at most four lie over zero: 1, 2, 5, 10, 20, 50 and so on."""
    scale = 10 ** math.floor(math.log10(max(highest, 1) / 4))
    return next(float(size * scale) for size in (1, 2, 5, 10) if size * scale * 4 >= highest and size * scale >= 1)


def _x(place: int, count: int) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * (place / (count - 1) if count > 1 else 1)


def _y(value: float, top: float) -> float:
    return TALL - FOOT - (TALL - FOOT - TOP) * value / top


def _grid(step: float, top: float) -> list[Markup]:
    parts = []
    for number in range(round(top / step) + 1):
        y = _y(step * number, top)
        parts.append(element("path", class_="axis", d=f"M{LEFT:.1f} {y:.1f}H{WIDE - RIGHT:.1f}"))
        parts.append(element("text", f"{step * number:g}", class_="q", text_anchor="end", x=LEFT - 6, y=y + 4))
    return parts


def _goal(goal: float | None, top: float) -> list[Markup]:
    if goal is None:
        return []
    y = _y(goal, top)
    return [
        element("path", class_="line2", d=f"M{LEFT:.1f} {y:.1f}H{WIDE - RIGHT:.1f}"),
        element("text", _("goal %(goal)s", goal=f"{goal:g}"), class_="q", x=LEFT + 4, y=y - 4),
    ]


def _times(points: Sequence[Point]) -> list[Markup]:
    ends = [(points[0].label, LEFT, "start")] if len(points) > 1 else []
    ends.append((points[-1].label, WIDE - RIGHT, "end"))
    return [element("text", text, class_="q", text_anchor=anchor, x=x, y=TALL - 8) for text, x, anchor in ends]
