"""Coverage as one bar: what is implemented, partly, planned, of all."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from isms.web.charts.svg import element, together


@dataclass(frozen=True)
class Part:
    """A stretch of a bar: what it counts, in a word, and how many."""

    label: str
    count: int


def bar(title: str, parts: Sequence[Part], total: int) -> Markup:
    """Draw up to three parts of a total, darkest first; an empty total is an empty bar.

    Its title says every count, so the text beside the bar need not.
    """
    stretches, x = [element("rect", class_="bg", width=100, height=8)], 0.0
    for part, tone in zip(parts, "abc", strict=False):
        width = 100.0 * part.count / total if total else 0.0
        stretches.append(element("rect", class_=tone, x=x, width=min(width, 100 - x), height=8))
        x = min(100.0, x + width)
    told = ", ".join(f"{part.label} {part.count}" for part in parts)
    named = element("title", f"{title}: {told} / {total}")
    return element(
        "svg",
        named + together(stretches),
        class_="meter",
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        role="img",
    )
