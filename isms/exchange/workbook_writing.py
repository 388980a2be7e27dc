"""Write a workbook with XlsxWriter, sheet by sheet.

Text is written only as text; every answer of the writer is looked at, and one that is not good stops the whole.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from isms.exchange.sheets import Book, Cell, Column, Sheet, Style, Table, Tone
from isms.exchange.workbook import Unwritable
from isms.exchange.workbook_cells import Cells, done
from isms.exchange.workbook_charts import chart_rows, draw
from isms.exchange.workbook_formats import Formats
from isms.exchange.workbook_names import sheet_names
from isms.exchange.workbook_pages import break_pages, lines, row_height, set_up

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "remove_timezone": False,
}
_READABLE = 110
"""Characters of a note's line: what is seen without scrolling."""
_ROOM = 1.1
"""How much of a column's width the estimate of its lines counts on: programs differ in fonts."""


def written(book: Book) -> bytes:
    """Write a workbook whole into memory. Raises Unwritable."""
    target = BytesIO()
    try:
        with closing(Workbook(target, _OPTIONS)) as workbook:
            _fill(workbook, book)
    except (XlsxWriterException, UnicodeEncodeError) as fault:
        raise Unwritable(str(fault)) from fault
    return target.getvalue()


def _fill(workbook: Workbook, book: Book) -> None:
    workbook.set_properties(
        {
            "title": book.title,
            "subject": book.subject,
            "author": book.author,
            "company": book.company,
            "comments": book.comments,
            "created": datetime.combine(book.made, time()),
        }
    )
    workbook.set_size(2400, 1600)
    formats = Formats(workbook)
    for sheet, name in zip(book.sheets, sheet_names(sheet.title for sheet in book.sheets), strict=True):
        _Page(workbook, workbook.add_worksheet(name), formats, sheet).fill(book)


_Plan = tuple[int, Callable[[Any], Cell], Style, Callable[[Any], Tone], int]
"""A column's place, value, style, tone and room, taken out of it once for all its cells."""


class _Page:
    """One sheet while it is written; `at` is the next free row."""

    def __init__(self, workbook: Workbook, target: Worksheet, formats: Formats, sheet: Sheet) -> None:
        self.workbook, self.target, self.sheet = workbook, target, sheet
        self.cells = Cells(target, formats)
        self.at = 0
        self.starts: list[int] = []

    @property
    def width(self) -> int:
        return max((len(table.columns) for table in self.sheet.tables), default=1)

    def fill(self, book: Book) -> None:
        set_up(self.target, self.sheet, book)
        self._columns()
        self._line("title", self.sheet.title, 26)
        if book.mark:
            self._line("mark", book.mark, 18)
        for note in self.sheet.notes:
            self._note(note)
        self.at += 1
        for table in self.sheet.tables:
            self._table(table)
        if self.sheet.scale:
            break_pages(self.target, self.starts, self.at, self.sheet.scale)

    def _columns(self) -> None:
        widths = [
            max(_width(table.columns[n]) for table in self.sheet.tables if n < len(table.columns))
            for n in range(self.width if self.sheet.tables else 0)
        ]
        for n, width in enumerate(widths):
            done(self.target.set_column(n, n, width))
        self.characters = sum(widths) or _READABLE

    def _line(self, style: str, text: str, height: float) -> None:
        done(self.target.set_row(self.at, height))
        self.cells.words(self.at, 0, text, style)
        self.at += 1

    def _note(self, text: str) -> None:
        done(self.target.set_row(self.at, row_height(lines(text, min(self.characters, _READABLE)))))
        if self.width > 1:
            last = self._within(_READABLE)
            done(self.target.merge_range(self.at, 0, self.at, last, "", self.cells.formats.words("note", quoted=False)))
        self.cells.words(self.at, 0, text, "note")
        self.at += 1

    def _within(self, characters: float) -> int:
        """Find the last column of a note, so that it can be read without scrolling."""
        wide, last = 0.0, 0
        for n, column in enumerate(max(self.sheet.tables, key=lambda table: len(table.columns)).columns):
            wide += column.width
            if wide <= characters:
                last = n
        return max(1, last)

    def _table(self, table: Table) -> None:
        self.starts.append(self.at)
        if table.heading:
            self._line("heading", table.heading, 20)
        if not table.rows and table.empty:
            self.cells.words(self.at, 0, table.empty, "empty")
            self.at += 2
            return
        top = self.at
        if table.headed:
            self._header(table)
        self._rows(table)
        if table.chart:
            draw(self.workbook, self.target, table, top)
            self.at = max(self.at, top + chart_rows(table))
        self.at += 1

    def _header(self, table: Table) -> None:
        wanted = max(lines(column.heading, _width(column) - 1.5) for column in table.columns)
        done(self.target.set_row(self.at, row_height(wanted) + 4))
        for n, column in enumerate(table.columns):
            self.cells.words(self.at, n, column.heading, "header")
        if self.sheet.listing:
            self._list(table)
        self.at += 1

    def _list(self, table: Table) -> None:
        self.target.freeze_panes(self.at + 1, self.sheet.keep)
        self.target.repeat_rows(self.at)
        if self.sheet.keep:
            done(self.target.repeat_columns(0, self.sheet.keep - 1))
        done(self.target.autofilter(self.at, 0, self.at + len(table.rows), len(table.columns) - 1))

    def _rows(self, table: Table) -> None:
        columns = [
            (n, each.value, each.style, each.tone or _toneless, int(_width(each) * _ROOM))
            for n, each in enumerate(table.columns)
        ]
        for row in table.rows:
            self._row(row, columns)
            self.at += 1

    def _row(self, row: Any, columns: Sequence[_Plan]) -> None:
        tall, at, write = 1, self.at, self.cells.write
        for n, value_of, style, tone_of, room in columns:
            value = value_of(row)
            write(at, n, value, style, tone_of(row))
            if type(value) is str and (len(value) > room or "\n" in value):
                tall = max(tall, lines(value, room))
        if tall > 1:
            done(self.target.set_row(at, row_height(tall)))


def _toneless(_row: Any) -> Tone:
    return Tone.NONE


def _width(column: Column) -> float:
    """Give a column's width, and no less than its longest heading word needs beside the filter's arrow."""
    return max(column.width, *(len(word) * 1.1 + 1.5 for word in (column.heading.split() or [""])))
