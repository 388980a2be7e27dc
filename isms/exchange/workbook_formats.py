"""How cells look: one format for each style, tone and kind of value, made when it is first needed."""

from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from isms.exchange.sheets import Style, Tone

FONT, SIZE = "Calibri", 10
LINES = "#BFC7D1"
TONES = {
    Tone.GOOD: "#DCEFE3",
    Tone.HALF: "#FFF4CC",
    Tone.WARN: "#FBE0C4",
    Tone.BAD: "#F6CFCB",
    Tone.QUIET: "#ECEFF2",
}
_BODY = {"font_name": FONT, "font_size": SIZE, "valign": "top", "text_wrap": True, "border": 1, "border_color": LINES}
_STYLES: dict[Style, dict[str, Any]] = {
    Style.PLAIN: {},
    Style.STRONG: {"bold": True, "bg_color": "#ECEFF2"},
    Style.CENTRED: {"align": "center"},
    Style.MONEY: {"num_format": "#,##0", "align": "right", "indent": 1},
    Style.LEFT: {"align": "left"},
}
_WORDS: dict[str, dict[str, Any]] = {
    "title": {"font_name": FONT, "font_size": 16, "bold": True},
    "mark": {"font_name": FONT, "font_size": 11, "bold": True, "font_color": "#B3261E"},
    "note": {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "top", "font_color": "#44505C"},
    "empty": {"font_name": FONT, "font_size": SIZE, "italic": True},
    "heading": {"font_name": FONT, "font_size": 12, "bold": True},
    "header": _BODY | {"bold": True, "bg_color": "#D5E0EC", "valign": "vcenter", "border_color": "#7F8C99"},
}

Key = tuple[Style, Tone, type, bool]


class Formats:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._cells: dict[Key, Format] = {}
        self._words: dict[tuple[str, bool], Format] = {}

    def cell(self, style: Style, tone: Tone, kind: type, *, quoted: bool) -> Format:
        """Give the format of a value of a kind; `quoted` tells programs that it is text, whatever it looks like."""
        key = (style, tone, kind, quoted)
        if key not in self._cells:
            self._cells[key] = self._book.add_format(_properties(*key))
        return self._cells[key]

    def words(self, name: str, *, quoted: bool) -> Format:
        """Give the format of a title, mark, note, heading, header, or of what is said of an empty table."""
        key = (name, quoted)
        if key not in self._words:
            self._words[key] = self._book.add_format(_WORDS[name] | ({"quote_prefix": True} if quoted else {}))
        return self._words[key]


def _properties(style: Style, tone: Tone, kind: type, quoted: bool) -> dict[str, Any]:  # noqa: FBT001 - a key's parts
    found = _BODY | _STYLES[style]
    if tone:
        found |= {"bg_color": TONES[tone]}
    if issubclass(kind, date):
        found |= {"num_format": "yyyy-mm-dd", "align": "left"}
    if kind in (int, float) and style is Style.STRONG:
        found |= {"align": "left"}
    return found | ({"quote_prefix": True} if quoted else {})
