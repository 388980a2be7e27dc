"""How far controls have come, counted in groups: tables with charts for every workbook that tells it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from isms.exchange.sheets import Chart, Column, Series, Style, Table, Tone
from isms.exchange.voice import Voice
from isms.implementations.labels import STATUS
from isms.implementations.rules import Status

TONES = {
    Status.IMPLEMENTED: Tone.GOOD,
    Status.PARTLY: Tone.HALF,
    Status.PLANNED: Tone.WARN,
    Status.NOT_STARTED: Tone.BAD,
    Status.NOT_ASSESSED: Tone.QUIET,
}
COLOURS = {
    Status.IMPLEMENTED: "#2E7D4F",
    Status.PARTLY: "#E8BE4B",
    Status.PLANNED: "#7FA8CF",
    Status.NOT_STARTED: "#B3412E",
    Status.NOT_ASSESSED: "#C3CAD1",
}
STRONGEST_FIRST = tuple(reversed(Status))
Group = tuple[str, Counter[Status], *tuple[Any, ...]]
"""Name, how many controls have each status, and what more columns read."""


def counted(
    rows: Iterable[Any], groups_of: Callable[[Any], Iterable[str]], status: Callable[[Any], Status]
) -> dict[str, Counter[Status]]:
    """Count the statuses of rows in each group; a row counts once in each of its groups."""
    found: dict[str, Counter[Status]] = {}
    for row in rows:
        for group in groups_of(row):
            found.setdefault(group, Counter())[status(row)] += 1
    return found


def folded(say: Voice, heading: str, groups: Sequence[Group], more: Sequence[Column] = ()) -> Table:
    """Show groups as a table with a chart of stacked bars, the strongest status first; `more` columns come last."""
    words = say.words(STATUS)
    parts = tuple(Series(column, COLOURS[status]) for column, status in enumerate(STRONGEST_FIRST, 1))
    return Table(
        heading=heading,
        columns=[
            Column(heading=heading, width=30, value=lambda row: row[0], style=Style.STRONG),
            *(_counts(words[status], status) for status in STRONGEST_FIRST),
            Column(heading=say("In all"), width=8, value=lambda row: row[1].total(), style=Style.CENTRED),
            *more,
        ],
        rows=groups,
        chart=Chart(heading, say("Number of controls"), parts),
    )


def _counts(heading: str, status: Status) -> Column:
    return Column(heading=heading, width=11, value=lambda row: row[1][status], style=Style.CENTRED)
