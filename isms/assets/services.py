"""The levels of assets as a projection: computed from the whole register, stored for search and sorting."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from isms.assets import queries, rules
from isms.assets.models import AssetLevel
from isms.classification.rules import ASPECTS, Decision, required
from isms.classification.rules_flow import Register
from isms.classification.rules_inheritance import Standing, standings
from isms.classification.rules_paths import Path, because
from isms.organisation.services import settings

_CHUNK = 500
"""How many rows one IN may name: well below what any engine refuses."""

Stored = dict[str, Any]


class Level(NamedTuple):
    """Where an asset stands, and per aspect the ids from what causes its level to the asset itself."""

    standing: Standing
    because: Mapping[str, Path]


def enabled(session: Session) -> tuple[str, ...]:
    """Name the aspects that the organisation classifies by; C, I and A unless it says otherwise."""
    chosen = settings(session).get("aspects") or ASPECTS[:3]
    return tuple(aspect for aspect in ASPECTS if aspect in chosen)


def register(session: Session) -> Register:
    """Fetch all that levels follow from; what has ended passes nothing on."""
    handles: dict[str, list[str]] = {asset: [] for asset in session.scalars(queries.identifiers())}
    for asset, kind in session.execute(queries.handled()):
        handles[asset].append(kind)
    return Register(
        handles,
        {row.id: row.levels for row in session.execute(queries.information_levels())},
        [(row.asset_id, row.depends_on_id, row.aspects or None) for row in session.execute(queries.dependencies())],
        {
            row.asset_id: Decision(row.levels, rules.direction(row.direction), frozenset(row.aspects), row.reason)
            for row in session.execute(queries.decisions())
        },
        enabled(session),
    )


def levels(session: Session) -> dict[str, Level]:
    """Compute the levels of every asset, by id, from seven selects whatever their number.

    What has ended is not stale: there is nothing left to decide.
    """
    whole = register(session)
    explained = because(whole)
    found = {asset: Level(standing, explained.paths(asset)) for asset, standing in standings(whole).items()}
    for asset in session.scalars(queries.ended()):
        found[asset] = found[asset]._replace(standing=replace(found[asset].standing, stale=()))
    return found


def refresh(session: Session) -> int:
    """Make the stored levels those that follow from the register; gives how many rows were wrong or missing."""
    wrong = _wrong(session)
    ids = sorted(wrong)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        kept = {row.asset_id: row for row in session.scalars(select(AssetLevel).where(AssetLevel.asset_id.in_(some)))}
        for asset in some:
            row = kept.get(asset) or AssetLevel(organisation_id=session.info["organisation"], asset_id=asset)
            for name, value in wrong[asset].items():
                setattr(row, name, value)
            session.add(row)
    session.flush()
    return len(wrong)


def differences(session: Session) -> Iterator[str]:
    """Name the assets whose stored levels are not those that follow from the register."""
    return iter(sorted(_wrong(session)))


def needed(session: Session, asset_id: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give the controls that an asset's levels require by the organisation's protection package.

    A control is (framework, identifier); its value the package's rules that ask for it, such as "C3".
    Raises NoResultFound for an unknown asset.
    """
    row = session.execute(queries.levels_of(asset_id)).one()
    package = session.execute(queries.package(settings(session).get("package", "basic")))
    asked = {rule.id: [(rule.framework_id, control) for control in rule.controls] for rule in package}
    return required(rules.effective(row, enabled(session)), asked)


def _wrong(session: Session) -> dict[str, Stored]:
    """Compute what should be stored wherever it is stored otherwise, or not at all."""
    stored = {row.asset_id: row._asdict() for row in session.execute(queries.stored())}
    computed = ((asset, _stored(asset, level)) for asset, level in levels(session).items())
    return {asset: row for asset, row in computed if stored.get(asset) != row}


def _stored(asset: str, level: Level) -> Stored:
    standing = level.standing
    return {
        "asset_id": asset,
        **{aspect.lower(): standing.effective.get(aspect, 0) for aspect in ASPECTS},
        "inherited": dict(standing.inherited),
        "stale": "".join(standing.stale),
        "because": {aspect: list(path) for aspect, path in level.because.items()},
    }
