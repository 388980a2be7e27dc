"""Words and shapes of values that every template may use."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from flask import Flask, url_for

from isms import i18n
from isms.access.rules import Role
from isms.i18n import gettext as _
from isms.i18n import lazy
from isms.web.charts import band_class
from isms.web.clock import STOCKHOLM

_STATIC = Path(__file__).parent.parent / "static"
_LETTERS = {"C": "K", "I": "R", "A": "T", "T": "S"}
_ASPECTS = {"C": lazy("Confidentiality"), "I": lazy("Integrity"), "A": lazy("Availability"), "T": lazy("Traceability")}
_LEVELS = (lazy("None or negligible"), lazy("Moderate"), lazy("Considerable"), lazy("Serious"))
ROLES = {
    Role.ADMINISTRATOR: lazy("Administrator"),
    Role.COORDINATOR: lazy("Information security coordinator"),
    Role.SYSTEM_OWNER: lazy("System owner"),
    Role.RISK_OWNER: lazy("Risk owner"),
    Role.MANAGEMENT: lazy("Management"),
    Role.INTERNAL_AUDITOR: lazy("Internal auditor"),
    Role.EXTERNAL_AUDITOR: lazy("External auditor"),
    Role.REPORTER: lazy("Reporter"),
}


def aspect_letter(aspect: str) -> str:
    """Give the letter of an aspect as the reader's language writes it: K R T S or C I A T."""
    return _LETTERS[aspect] if i18n.language() == "sv" else aspect


def aspect_name(aspect: str) -> str:
    """Name an aspect in the reader's language."""
    return str(_ASPECTS[aspect])


def level_name(level: int) -> str:
    """Name a level of protection, 0–3."""
    return str(_LEVELS[level])


def classification(
    levels: Mapping[str, int], stale: Iterable[str] = (), raised: Iterable[str] = (), lowered: Iterable[str] = ()
) -> str:
    """Say a classification in words: C3 I2: confidentiality serious (stale, …), integrity considerable."""
    known = tuple((aspect, levels[aspect]) for aspect in _LETTERS if aspect in levels)
    return _classification(i18n.language(), known, (tuple(stale), tuple(raised), tuple(lowered)))


@lru_cache(maxsize=4096)
def _classification(_language: str, levels: tuple[tuple[str, int], ...], how: tuple[tuple[str, ...], ...]) -> str:
    """Remember what was said in each language: a register says the same of many rows."""
    signs = " ".join(f"{aspect_letter(aspect)}{level}" for aspect, level in levels)
    words = (f"{aspect_name(aspect)} {level_name(level)}".lower() + _how(aspect, how) for aspect, level in levels)
    return f"{signs}: {', '.join(words)}"


def _how(aspect: str, how: tuple[tuple[str, ...], ...]) -> str:
    said = (
        _("stale, the decision is lower than what is inherited"), _("raised by decision"), _("lowered by decision")
    )  # fmt: skip
    return next((f" ({words})" for words, aspects in zip(said, how, strict=True) if aspect in aspects), "")


def role_name(role: Role) -> str:
    """Name a role of the program."""
    return str(ROLES[role])


def moment(value: datetime | None) -> str:
    """Write a point in time as people in Sweden read it: 2026-11-22 09:14."""
    return value.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M") if value else "–"


def day(value: date | None) -> str:
    """Write a date: 2026-11-22."""
    return value.isoformat() if value else "–"


def amount(value: int | None) -> str:
    """Write a sum in Swedish kronor with spaces between thousands."""
    return "–" if value is None else f"{value:,}".replace(",", "\N{NO-BREAK SPACE}") + "\N{NO-BREAK SPACE}" + _("SEK")


@cache
def _hash(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]


def static(name: str) -> str:
    """Give the address of a file of the look; its hash lets browsers keep it for a year."""
    return url_for("static", filename=name, v=_hash(name))


def use(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.globals.update(
        aspect_letter=aspect_letter, aspect_name=aspect_name, level_name=level_name, role_name=role_name, static=static,
        either=i18n.either, band_class=band_class, classification=classification,
    )  # fmt: skip
    app.jinja_env.filters.update(moment=moment, day=day, amount=amount)
