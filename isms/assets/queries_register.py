"""Selections for the register of assets: searched, filtered, counted; those asked for often are built once."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from isms.accounts.models import Person
from isms.assets.models import Asset, AssetLevel, ClassificationDecision
from isms.assets.queries import LEVELS, Rows
from isms.assets.queries_pages import named
from isms.organisation.models import Unit

CAPPED = 999
"""Beyond so many, a count in the menu or a headline says no more."""


@dataclass(frozen=True)
class Wanted:
    """What the register is asked for; `units` None is all, `level` the least that some aspect holds."""

    q: str = ""
    kind: str = ""
    units: frozenset[str] | None = None
    level: int = 0
    state: str = ""


@lru_cache(maxsize=64)
def register(wanted: Wanted, today: date) -> Rows:
    """Select the register's columns of the assets that are asked for."""
    level = (AssetLevel.organisation_id == Asset.organisation_id) & (AssetLevel.asset_id == Asset.id)
    decision = ClassificationDecision.asset_id == Asset.id
    decision &= ClassificationDecision.organisation_id == Asset.organisation_id
    person = (Person.organisation_id == Asset.organisation_id) & (Person.id == Asset.system_owner_id)
    unit = (Unit.organisation_id == Asset.organisation_id) & (Unit.id == Asset.owner_unit_id)
    return (
        select(
            Asset.id, Asset.name, Asset.kind, Asset.next_review, Asset.ended_on, Asset.owner_unit_id,
            Unit.name.label("unit"), Person.name.label("owner"), *LEVELS,
            AssetLevel.inherited, AssetLevel.stale, AssetLevel.because, ClassificationDecision.levels.label("decided"),
        )
        .join(AssetLevel, level)
        .join(Unit, unit)
        .outerjoin(Person, person)
        .outerjoin(ClassificationDecision, decision)
        .where(*_conditions(wanted, today))
    )  # fmt: skip


@lru_cache(maxsize=64)
def matching(wanted: Wanted, today: date) -> Select[str]:
    """Select the ids of the assets that are asked for, and nothing else: for counting."""
    return select(Asset.id).where(*_conditions(wanted, today))


def stale() -> Select[str]:
    """Select the ids of the assets with a stale classification, from their stored levels alone."""
    return select(AssetLevel.asset_id).where(AssetLevel.stale > "")


def at_most(rows: Select[str], limit: int = CAPPED) -> Select[int]:
    """Count rows, but no further than `limit` and one."""
    return select(func.count()).select_from(rows.limit(limit + 1).subquery())


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Asset.ended_on.is_not(None) if wanted.state == "ended" else Asset.ended_on.is_(None)
    ]
    if wanted.q:
        found.append(named(Asset, wanted.q))
    if wanted.kind:
        found.append(Asset.kind == wanted.kind)
    if wanted.units is not None:
        found.append(Asset.owner_unit_id.in_(sorted(wanted.units)))
    if wanted.level:
        high = or_(*(each >= wanted.level for each in (AssetLevel.c, AssetLevel.i, AssetLevel.a, AssetLevel.t)))
        found.append(Asset.id.in_(select(AssetLevel.asset_id).where(high)))
    return [*found, *_state(wanted.state, today)]


def _state(state: str, today: date) -> list[Any]:
    states = {
        "stale": Asset.id.in_(stale()),
        "undecided": Asset.id.not_in(select(ClassificationDecision.asset_id)),
        "overdue": Asset.next_review < today,
    }
    return [states[state]] if state in states else []
