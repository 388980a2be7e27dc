"""How a sheet is printed: A4 landscape, with what it is and its page number on every page."""

from collections.abc import Sequence
from functools import lru_cache

from xlsxwriter.worksheet import Worksheet

from isms.exchange.sheets import Book, Sheet

_LINE, _AROUND, _TALLEST = 13, 2, 409
"""Points of a line of text, of the space around all of them, and of the tallest row that there may be."""
PAGE_ROWS = 33
"""Lines on a page that is printed at its own size."""
_A4 = 9
_LONGEST = 60


def set_up(target: Worksheet, sheet: Sheet, book: Book) -> None:
    """Choose paper, margins, header and footer."""
    target.set_paper(_A4)
    target.set_landscape()
    target.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.65)
    target.hide_gridlines(2)
    if sheet.scale:
        target.set_print_scale(sheet.scale)
    else:
        target.fit_to_pages(sheet.pages_wide, 0)
    target.set_header(_header(book))
    target.set_footer(_footer(book))


def _header(book: Book) -> str:
    mark = f'&C&"{"Calibri,Bold"}"&11&KB3261E{_plain(book.mark)}' if book.mark else ""
    return f"&L&9{_plain(book.company)}{mark}&R&9{_plain(book.edition)}"


def _footer(book: Book) -> str:
    page = book.page % {"page": "&P", "pages": "&N"}
    return f"&L&9{_plain(book.title)}&C&9&A&R&9{page}"


def _plain(text: str) -> str:
    """Cut and write a text so that nothing in it is read as a code; a digit after a size would become part of it."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return (" " if short[:1].isdigit() else "") + short.replace("&", "&&")


def row_height(count: int) -> int:
    """Give the height in points of a row with so many lines."""
    return min(_LINE * count + _AROUND, _TALLEST)


@lru_cache(maxsize=1 << 14)
def lines(text: str, characters: float) -> int:
    """Estimate how many lines a text takes in so many characters' width, whole words kept."""
    return sum(_wrapped(line, max(1, int(characters))) for line in text.split("\n"))


def _wrapped(line: str, width: int) -> int:
    count, used = 1, 0
    for word in line.split():
        if used and used + 1 + len(word) > width:
            count, used = count + 1, 0
        used += len(word) + (1 if used else 0)
        count, used = count + (used - 1) // width, (used - 1) % width + 1
    return count


def break_pages(target: Worksheet, starts: Sequence[int], end: int, scale: int) -> None:
    """Begin a new page before each table that would not fit on what is left of the last."""
    page, breaks, capacity = 0, [], PAGE_ROWS * 100 // scale
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        if stop - page > capacity and start > page:
            breaks.append(start)
            page = start
    target.set_h_pagebreaks(breaks)
