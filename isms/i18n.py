"""Texts in two languages, usable without Flask: English is written in the code, Swedish lies in `translations/`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po
from babel.support import LazyProxy

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")

_FOLDER = Path(__file__).parent / "translations"
_language: ContextVar[Language] = ContextVar("language", default="sv")
_SWEDISH_LETTERS = str.maketrans({"{": "å", "|": "ä", "}": "ö"})
_SWEDISH_LAST = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def language() -> Language:
    """Name the language that texts come in now."""
    return _language.get()


def use_language(wanted: str) -> None:
    """Choose the language from here on in this thread; what is not spoken here becomes Swedish."""
    _language.set("en" if wanted == "en" else "sv")


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak one language inside the block: an export, a mail."""
    token = _language.set("en" if wanted == "en" else "sv")
    try:
        yield
    finally:
        _language.reset(token)


@cache
def texts() -> dict[str, tuple[str, ...]]:
    """Read the Swedish texts of all features: English → its Swedish forms (one, or singular and plural)."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((_FOLDER / "sv").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="sv"):
                if message.id and message.string:
                    key, forms = message.id, message.string
                    key = key[0] if isinstance(key, tuple | list) else key
                    found[key] = tuple(forms) if isinstance(forms, tuple | list) else (forms,)
    return found


def gettext(text: str, **values: object) -> str:
    """Say `text` in the chosen language, with `%(name)s` replaced."""
    said = texts().get(text, (text,))[0] if _language.get() == "sv" else text
    return said % values if values else said


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """Say one thing or `n` things in the chosen language, with `%(num)s` and other names replaced."""
    forms = texts().get(one, (one, many)) if _language.get() == "sv" else (one, many)
    return forms[0 if n == 1 else -1] % {"num": n, **values}


def lazy(text: str) -> str:
    """Say `text` when it is shown: for texts that are written before the language is known."""
    return LazyProxy(gettext, text, enable_cache=False)  # type: ignore[return-value]


def either(swedish: str | None, english: str | None) -> str:
    """Choose between two stored texts; what is missing in one language is shown in the other."""
    first, second = (swedish, english) if _language.get() == "sv" else (english, swedish)
    return first or second or ""


def sort_key(text: str) -> str:
    """Fold a name so that every engine sorts it as Swedish does (å, ä, ö last) and finds it whatever its case."""
    return " ".join(text.casefold().translate(_SWEDISH_LAST).split())


def spellings(word: str) -> tuple[str, ...]:
    """Spell a word, folded by `sort_key` or not, as it may stand in a text: SQLite folds the case of ASCII only."""
    plain = word.translate(_SWEDISH_LETTERS).casefold()
    return tuple(dict.fromkeys((plain, plain.capitalize(), plain.upper())))


def natural(identifier: str) -> tuple[tuple[int, str], ...]:
    """Order identifiers as people count: 5.9 before 5.10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", identifier))


def next_id(existing: Iterable[str], default: str) -> str:
    """Propose the identifier after the highest of its kind: T064 → T065; `default` begins a new series (T001).

    The series is the letters before the digits of `default`, or those that most of `existing` use.
    """
    found = [match for identifier in existing if (match := re.fullmatch(r"(\D*)(\d+)", identifier))]
    if not found:
        return default
    prefix = Counter(match[1] for match in found).most_common(1)[0][0]
    highest = max((match[2] for match in found if match[1] == prefix), key=int)
    return f"{prefix}{int(highest) + 1:0{len(highest)}d}"
