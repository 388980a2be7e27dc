"""Put one value into one cell, as what it is and as nothing else."""

from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from isms.exchange.sheets import Cell, Link, Style, Tone
from isms.exchange.workbook import Unwritable
from isms.exchange.workbook_formats import Formats
from isms.i18n import gettext as _

LONGEST = 32_767
"""UTF-16 units that a cell holds."""
MOST_LINKS = 65_000
LONGEST_LINK = 2_000
_RISKY = frozenset("=+-@{\t\r\n\0")
_FIRST_DAY = date(1900, 1, 1)


def done(code: int | None) -> None:
    """Make sure that the writer did what it was asked; it answers anything but 0 or nothing when it did not."""
    if code:
        raise Unwritable(_("The workbook could not be written (code %(code)s).", code=code))


class Cells:
    """The cells of one sheet."""

    def __init__(self, target: Worksheet, formats: Formats) -> None:
        self.target: Any = target
        self.formats = formats
        self._links = 0
        self._known: dict[tuple[Any, ...], Format] = {}
        self._kinds: dict[type, Callable[[int, int, Any, Format], int]] = {
            str: target.write_string,
            int: target.write_number,
            float: self._float,
            date: self._date,
            datetime: self._date,
            Link: self._link,
            type(None): self._blank,
        }

    def words(self, row: int, column: int, text: str, style: str) -> None:
        """Write a title, mark, note, heading or header."""
        self._checked(row, column, self._text(row, column, text, self.formats.words(style, quoted=text[:1] in _RISKY)))

    def write(self, row: int, column: int, value: Cell, style: Style, tone: Tone) -> None:
        """Write a value. Raises Unwritable for what no cell can hold, naming the cell."""
        if value == "":
            value = None
        kind = type(value)
        key = (style, tone, kind, kind is str and value[0] in _RISKY)  # type: ignore[index]
        looks = self._known.get(key) or self._format(row, column, key)
        if code := self._kinds[kind](row, column, value, looks):
            self._checked(row, column, code)

    def _format(self, row: int, column: int, key: tuple[Any, ...]) -> Format:
        style, tone, kind, quoted = key
        if kind not in self._kinds:
            raise Unwritable(_("%(cell)s: a cell holds no %(kind)s.", cell=self._name(row, column), kind=kind.__name__))
        return self._known.setdefault(key, self.formats.cell(style, tone, kind, quoted=quoted))

    def _text(self, row: int, column: int, text: str, looks: Format) -> int:
        if not text:
            return self._blank(row, column, None, looks)
        code: int = self.target.write_string(row, column, text, looks)
        return code

    def _blank(self, row: int, column: int, _nothing: None, looks: Format) -> int:
        code: int = self.target.write_blank(row, column, None, looks)
        return code

    def _float(self, row: int, column: int, value: float, looks: Format) -> int:
        if not isfinite(value):
            raise Unwritable(_("%(cell)s: %(value)s is no number.", cell=self._name(row, column), value=value))
        code: int = self.target.write_number(row, column, value, looks)
        return code

    def _date(self, row: int, column: int, day: date, looks: Format) -> int:
        if isinstance(day, datetime):
            if day.tzinfo:
                raise Unwritable(_("%(cell)s: a cell holds no time zone.", cell=self._name(row, column)))
        elif day < _FIRST_DAY:
            return self._text(row, column, day.isoformat(), looks)
        code: int = self.target.write_datetime(row, column, day, looks)
        return code

    def _link(self, row: int, column: int, link: Link, looks: Format) -> int:
        self._links += 1
        safe = link.url.startswith(("https://", "http://")) and len(link.url) <= LONGEST_LINK
        if not safe or self._links > MOST_LINKS:
            return self._text(row, column, link.text, looks)
        code: int = self.target.write_url(row, column, link.url, looks, link.text)
        return code

    def _checked(self, row: int, column: int, code: int) -> None:
        if code == -2:  # XlsxWriter has cut the text
            message = _("%(cell)s: the text is longer than the %(max)s characters of a cell. Shorten it.",
                        cell=self._name(row, column), max=f"{LONGEST:,}")  # fmt: skip
            raise Unwritable(message)
        if code:
            raise Unwritable(
                _("%(cell)s could not be written (code %(code)s).", cell=self._name(row, column), code=code)
            )

    def _name(self, row: int, column: int) -> str:
        return f"{self.target.get_name()}!{xl_rowcol_to_cell(row, column)}"
