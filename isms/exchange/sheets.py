"""What a workbook says, as data: sheets of tables with columns, notes and charts. `workbook` writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address on the web."""

    url: str
    text: str


Cell = str | int | float | date | Link | None
"""Text is written as text, whatever it looks like; a truth value must be put in words first."""


class Style(StrEnum):
    """How the cells of a column look."""

    PLAIN = "plain"
    STRONG = "strong"
    CENTRED = "centred"
    MONEY = "money"
    LEFT = "left"


class Tone(StrEnum):
    """What a cell's colour says, always beside words that say it too."""

    NONE = ""
    GOOD = "good"
    HALF = "half"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table: `value` and `tone` are functions of a row; `width` is in characters."""

    heading: str
    width: float
    value: Callable[[Any], Cell]
    style: Style = Style.PLAIN
    tone: Callable[[Any], Tone] | None = None


@dataclass(frozen=True)
class Series:
    """A part of each bar: the table's column that it is read from, and its colour."""

    column: int
    colour: str


@dataclass(frozen=True)
class Chart:
    """Stacked bars of a table, one for each row, named by the table's first column."""

    title: str
    axis: str
    series: tuple[Series, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under columns; `headed` is whether the headings are shown, `empty` what is said when there are no rows."""

    columns: Sequence[Column]
    rows: Sequence[Any]
    heading: str = ""
    headed: bool = True
    empty: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet; with a single table it is a list with a filter, frozen headings and print titles.

    `keep` is how many columns stay in view and are repeated on every page; `pages_wide` how many pages the columns
    are spread over; `scale` (percent) prints at a fixed size instead, with no table broken by a page where it can be.
    """

    title: str
    tables: Sequence[Table]
    notes: Sequence[str] = ()
    keep: int = 0
    pages_wide: int = 1
    scale: int = 0

    @property
    def listing(self) -> bool:
        """Whether the sheet is one list."""
        return len(self.tables) == 1 and self.tables[0].headed and self.tables[0].chart is None


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook; `mark` stands on every page of it, such as that it is a draft.

    `made` is written as the date of creation, so that the same content gives the same bytes. `page` is the words of
    the footer, with %(page)s and %(pages)s.
    """

    sheets: Sequence[Sheet]
    title: str
    subject: str = ""
    author: str = ""
    company: str = ""
    comments: str = ""
    mark: str = ""
    edition: str = ""
    page: str = "%(page)s (%(pages)s)"
    made: date = date(2000, 1, 1)
