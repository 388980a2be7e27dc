"""What the levels of assets require, what they have of it, and what is missing: a few selects, never one per asset."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from isms.assets.models import Asset
from isms.assets.queries import package
from isms.assets.rules import effective
from isms.assets.services import enabled, needed
from isms.catalogue.rules import Control
from isms.catalogue.services import controls
from isms.classification.rules import required
from isms.implementations import queries
from isms.implementations.rules import Deficiency, Status, asset_gap
from isms.implementations.services import ControlKey, Provided, best, provided, standing
from isms.organisation.queries import tree
from isms.organisation.rules import nearest_above
from isms.organisation.services import settings


class Origin(StrEnum):
    """Where an asset has a control from."""

    OWN = "own"
    INHERITED = "inherited"
    COMMON = "common"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Need:
    """A control that an asset needs, the rules that ask for it ("C3"), and how far it has come."""

    control: Control
    rules: tuple[str, ...]
    status: Status
    origin: Origin
    missing: bool
    deficiency: Deficiency | None = None
    how: str = ""
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """How many of the controls that an asset needs are missing."""

    asset_id: str
    name: str
    needed: int
    missing: int


def needs(session: Session, asset_id: str, following: Provided | None = None) -> tuple[Need, ...]:
    """Give the controls that an asset needs, those missing first; `following` is what `provided` gave, if it did."""
    following = provided(session) if following is None else following
    asked = needed(session, asset_id)
    unit = session.get_one(Asset, (session.info["organisation"], asset_id)).owner_unit_id
    rows = {(row.framework_id, row.control_id): row for row in session.execute(queries.of_asset(asset_id))}
    own = {key: standing(row, following).status for key, row in rows.items()}
    common = Common(session, following).of(unit)
    lacking = asset_gap(asked, own, common)
    found = [
        _need(control, asked[control.key], rows.get(control.key), (own, common, lacking))
        for control in controls(session)
        if control.key in asked
    ]
    return tuple(sorted(found, key=lambda need: not need.missing))


Statuses = Mapping[ControlKey, Status]


def _need(control: Control, rules: tuple[str, ...], row: Any, known: tuple[Statuses, Statuses, Statuses]) -> Need:
    own, common, lacking = (each.get(control.key) for each in known)
    mine = own if own is not None and (own is not Status.NOT_ASSESSED or common is None) else None
    origin = Origin.COMMON if mine is None and common is not None else Origin.NOWHERE
    if mine is not None:
        origin = Origin.INHERITED if row.provider_id else Origin.OWN
    status = lacking or Status.IMPLEMENTED
    if row is None:
        return Need(control, rules, status, origin, lacking is not None)
    return Need(control, rules, status, origin, lacking is not None, row.deficiency, row.how, row.id)


def gaps(session: Session, person_id: str) -> tuple[Gap, ...]:
    """Count what is missing on each asset that a person is system owner of; assets that lack nothing are left out."""
    assets = session.execute(queries.assets_of(person_id)).all()
    ids = [asset.id for asset in assets]
    aspects, following = enabled(session), provided(session)
    common = Common(session, following)
    rules = session.execute(package(settings(session).get("package", "basic"))).all()
    asked = {rule.id: [(rule.framework_id, control) for control in rule.controls] for rule in rules}
    levels = {row.asset_id: row for row in session.execute(queries.levels_of(ids))}
    own: dict[str, dict[ControlKey, Status]] = {}
    for row in session.execute(queries.on_assets(ids)):
        own.setdefault(row.asset_id, {})[row.framework_id, row.control_id] = standing(row, following).status
    found = []
    for asset in (each for each in assets if each.id in levels):
        wanted = required(effective(levels[asset.id], aspects), asked)
        missing = asset_gap(wanted, own.get(asset.id, {}), common.of(asset.owner_unit_id))
        found.append(Gap(asset.id, asset.name, len(wanted), len(missing)))
    return tuple(gap for gap in found if gap.missing)


class Common:
    """The common controls of the scopes that hold a unit, by unit; three selects in all, besides `provided`."""

    def __init__(self, session: Session, following: Provided) -> None:
        self.parents = {row.id: row.parent_id for row in session.execute(tree())}
        rows = session.execute(queries.named_units())
        self.named = {
            scope: {row.unit_id: row.included for row in units} for scope, units in groupby(rows, lambda r: r.scope_id)
        }
        self.met: dict[str, list[tuple[ControlKey, Status]]] = {}
        for row in session.execute(queries.of_scope(*self.named)):
            pair = ((row.framework_id, row.control_id), standing(row, following).status)
            self.met.setdefault(row.scope_id, []).append(pair)

    def of(self, unit: str) -> dict[ControlKey, Status]:
        """Say how far each control has come for all assets of a unit."""
        return best(pair for scope in self._holding(unit) for pair in self.met.get(scope, ()))

    def _holding(self, unit: str) -> Iterable[str]:
        for scope, named in self.named.items():
            nearest = nearest_above(unit, self.parents, named.__contains__)
            if nearest is not None and named[nearest]:
                yield scope
