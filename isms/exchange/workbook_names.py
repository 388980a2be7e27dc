"""Names of sheets that every spreadsheet program takes."""

import re
from collections.abc import Iterable

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]+")
_RESERVED = "history"


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Make titles into names that are valid and unlike each other, whatever their case; the titles stay in a cell."""
    taken: set[str] = {_RESERVED}
    names = []
    for title in titles:
        name = _free(_valid(title), taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _valid(title: str) -> str:
    return _cut(_FORBIDDEN.sub("-", title).strip(), LONGEST).strip("' ") or "-"


def _cut(text: str, units: int) -> str:
    """Cut to so many UTF-16 units, as spreadsheet programs count, and never through a character."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while candidate.casefold() in taken:
        ending = f" ({number})"
        candidate = _cut(name, LONGEST - len(ending)) + ending
        number += 1
    return candidate
