"""The register of assets as a workbook: who answers for what, and each level with where it comes from."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.assets import queries_register, rules, services
from isms.assets.forms import KINDS
from isms.assets.models import Asset
from isms.assets.pages_register import basis_words
from isms.assets.queries_register import Wanted
from isms.classification.rules_inheritance import Standing
from isms.exchange.sheets import Cell, Column, Sheet, Style, Table, Tone
from isms.exchange.voice import Voice
from isms.feature import Export
from isms.organisation.services import units_in_scope
from isms.organisation.sheets import register_book
from isms.web.filters import aspect_letter, aspect_name


class Line(NamedTuple):
    """An asset of the register with where it stands."""

    row: Any
    standing: Standing


def write(session: Session, scope_id: str | None, language: str, today: date) -> bytes:
    """Write the assets in use, all of them or those owned in a scope, with their levels and why."""
    say, aspects = Voice(language), services.enabled(session)
    units = units_in_scope(session, scope_id) if scope_id else None
    rows = session.execute(queries_register.register(Wanted(units=units), today).order_by(Asset.id))
    lines = [Line(row, rules.standing(row, aspects)) for row in rows]
    sheets = [sheet(say, lines, aspects)]
    return register_book(session, say, (say("Register of assets"), scope_id), sheets, today)


def sheet(say: Voice, lines: Sequence[Line], aspects: Sequence[str]) -> Sheet:
    """Show the register: each level as decided, as inherited and as it holds."""
    letters = " · ".join(
        f"{say.each(lambda a=a: aspect_letter(a))} {say.each(lambda a=a: aspect_name(a)).lower()}"  # type: ignore[misc]
        for a in aspects
    )
    note = say("Levels 0–3: %(letters)s. What holds is the highest of what is decided and what is inherited, unless a "
               "lowering with its reason says otherwise.", letters=letters)  # fmt: skip
    columns = [*_asset(say), *_levels(say, aspects), *_why(say, aspects)]
    table = Table(columns=columns, rows=lines, empty=say("There is no asset."))
    return Sheet(title=say("Assets"), notes=(note,), tables=(table,), keep=2, pages_wide=2)


def _asset(say: Voice) -> list[Column]:
    kinds = say.words(KINDS)
    return [
        Column(heading=say("Asset"), width=9, value=lambda line: line.row.id, style=Style.STRONG),
        Column(heading=say("Name"), width=36, value=lambda line: line.row.name),
        Column(heading=say("Kind"), width=18, value=lambda line: kinds.get(line.row.kind, line.row.kind)),
        Column(heading=say("Unit that owns it"), width=26, value=lambda line: line.row.unit),
        Column(heading=say("System owner"), width=20, value=lambda line: line.row.owner or ""),
    ]


def _levels(say: Voice, aspects: Sequence[str]) -> list[Column]:
    kinds = (("Decided", "decided"), ("Inherited", "inherited"), ("Effective", "effective"))
    return [
        Column(
            heading=f"{say(heading)} {say.each(lambda a=aspect: aspect_letter(a))}",  # type: ignore[misc]
            width=10,
            value=_level(name, aspect),
            style=Style.CENTRED,
            tone=_tone(aspect) if name == "effective" else None,
        )
        for heading, name in kinds
        for aspect in aspects
    ]


def _level(name: str, aspect: str) -> Callable[[Line], Cell]:
    return lambda line: getattr(line.standing, name).get(aspect)


def _tone(aspect: str) -> Callable[[Line], Tone]:
    tones = (Tone.NONE, Tone.NONE, Tone.HALF, Tone.WARN)
    return lambda line: tones[line.standing.effective.get(aspect, 0)]


def _why(say: Voice, aspects: Sequence[str]) -> list[Column]:
    letters = {aspect: say.each(lambda a=aspect: aspect_letter(a)) for aspect in aspects}  # type: ignore[misc]

    def stale(line: Line) -> str:
        return ", ".join(letters[aspect] for aspect in line.standing.stale if aspect in letters)

    def because(line: Line) -> str:
        paths = ((letters[aspect], line.row.because.get(aspect)) for aspect in aspects)
        return "\n".join(f"{letter}: {' → '.join(path)}" for letter, path in paths if path)

    return [
        Column(heading=say("Stale"), width=10, value=stale,
               tone=lambda line: Tone.BAD if line.standing.stale else Tone.NONE),
        Column(heading=say("Basis"), width=18, value=lambda line: say.each(lambda: basis_words(line.standing))),
        Column(heading=say("Because of, from source to asset"), width=44, value=because),
        Column(heading=say("Next review"), width=12, value=lambda line: line.row.next_review),
    ]  # fmt: skip


ASSETS = Export(name="assets", permission=Permission.ASSET_READ, write=write)
