"""How single values of a file are read; each kind raises ValueError with the reason for what it does not accept."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from isms.exchange.reading import Unquoted
from isms.i18n import gettext as _

LONGEST_ID = 64
_ID = re.compile(r"[^\W_][\w.-]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOST = 2**31 - 1


def text(value: object) -> str:
    """Accept a text, and nothing as an empty one; raises ValueError with the reason, as all of these do."""
    if value is None:
        return ""
    if isinstance(value, Unquoted | int):
        said = value.text if isinstance(value, Unquoted) else str(value).lower()
        raise ValueError(_("Write it in quotes: '%(said)s'.", said=said))  # noqa: TRY004 - one kind of fault
    if not isinstance(value, str):
        raise ValueError(_("Must be a text."))  # noqa: TRY004 - one kind of fault
    return value.strip()


def identifier(value: object) -> str:
    """Accept an id: letters, digits, point, hyphen and underscore, 64 at most."""
    said = text(value)
    if not said:
        raise ValueError(_("An id is missing."))
    if len(said) > LONGEST_ID:
        raise ValueError(_("An id has at most %(most)s characters.", most=LONGEST_ID))
    if not _ID.fullmatch(said):
        raise ValueError(_("An id holds letters, digits, points, hyphens and underscores."))
    return said


def optional_id(value: object) -> str | None:
    """Accept an id, or nothing."""
    return None if value is None else identifier(value)


def whole(value: object) -> int | None:
    """Accept a whole number from 0, or nothing."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError(_("Must be a whole number, 0 or more."))
    return value


def day(value: object) -> date | None:
    """Accept a date written as 2026-11-22, or nothing."""
    if value is None:
        return None
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(_("Must be a date written as 2026-11-22."))


def truth(value: object) -> bool:
    """Accept true or false; nothing is false."""
    if not isinstance(value, bool | None):
        raise ValueError(_("Must be true or false."))  # noqa: TRY004 - one kind of fault
    return bool(value)


def answer(value: object) -> bool | None:
    """Accept true, false, or nothing said."""
    return None if value is None else truth(value)


def one_of(words: Mapping[str, Any]) -> Callable[[object], Any]:
    """Accept one of some words, whatever its case, and give what it means."""

    def read(value: object) -> Any:
        said = text(value).casefold()
        if said not in words:
            raise ValueError(_("Must be one of: %(words)s.", words=", ".join(words)))
        return words[said]

    return read
