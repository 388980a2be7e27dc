"""Selections of assets and all that their levels follow from."""

from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from isms.assets.models import (
    Asset,
    AssetInformation,
    AssetLevel,
    ClassificationDecision,
    Dependency,
    InformationType,
)
from isms.catalogue.models import ProtectionRule

Rows = Select[*tuple[Any, ...]]
"""Rows of columns, read by their names."""

LEVELS = (AssetLevel.c.label("C"), AssetLevel.i.label("I"), AssetLevel.a.label("A"), AssetLevel.t.label("T"))
"""The levels that hold, named as aspects are: a row of its own accord means something else by `t`."""


def identifiers(model: type[Any] = Asset) -> Select[str]:
    """Select the id of every asset, or of every information type or supplier."""
    return select(model.id).order_by(model.id)


def ended() -> Select[str]:
    """Select the ids of the assets that have ended."""
    return select(Asset.id).where(Asset.ended_on.is_not(None))


def handled() -> Select[str, str]:
    """Select (asset, information type) of all that is handled."""
    return select(AssetInformation.asset_id, AssetInformation.information_type_id)


def information_levels() -> Rows:
    """Select (id, levels) of every information type."""
    return select(InformationType.id, InformationType.levels)


def dependencies() -> Rows:
    """Select (asset_id, depends_on_id, aspects) of what rests on what, without what has ended."""
    return (
        select(Dependency.asset_id, Dependency.depends_on_id, Dependency.aspects)
        .join(Asset, (Asset.organisation_id == Dependency.organisation_id) & (Asset.id == Dependency.asset_id))
        .where(Asset.ended_on.is_(None))
    )


def decisions() -> Rows:
    """Select (asset_id, direction, aspects, levels, reason) of every decision."""
    return select(
        ClassificationDecision.asset_id,
        ClassificationDecision.direction,
        ClassificationDecision.aspects,
        ClassificationDecision.levels,
        ClassificationDecision.reason,
    )


def stored() -> Rows:
    """Select the levels of every asset as they are stored."""
    return select(
        AssetLevel.asset_id,
        AssetLevel.c,
        AssetLevel.i,
        AssetLevel.a,
        AssetLevel.t,
        AssetLevel.inherited,
        AssetLevel.stale,
        AssetLevel.because,
    )


def package(package_id: str) -> Rows:
    """Select (id, framework_id, controls) of a protection package's rules."""
    return select(ProtectionRule.id, ProtectionRule.framework_id, ProtectionRule.controls).where(
        ProtectionRule.package_id == package_id
    )


def handled_by(asset_id: str) -> Select[str]:
    """Select the ids of the information types that an asset handles."""
    return select(AssetInformation.information_type_id).where(AssetInformation.asset_id == asset_id)


def information_links(asset_id: str) -> Select[AssetInformation]:
    """Select the links from an asset to what it handles."""
    return select(AssetInformation).where(AssetInformation.asset_id == asset_id)


def dependency_links(asset_id: str) -> Select[Dependency]:
    """Select the links from an asset to what it rests on."""
    return select(Dependency).where(Dependency.asset_id == asset_id)


@cache
def kinds() -> Select[str]:
    """Select the kinds of asset that are in use, in order, with one look into the index for each.

    DISTINCT would read every asset.
    """
    found = select(func.min(Asset.kind).label("kind")).cte("kinds", recursive=True)
    following = select(func.min(Asset.kind)).where(Asset.kind > found.c.kind).correlate(found).scalar_subquery()
    found = found.union_all(select(following).where(found.c.kind.is_not(None)))
    return select(found.c.kind).where(found.c.kind.is_not(None))


def levels_of(asset_id: str) -> Rows:
    """Select the levels that hold for one asset."""
    return select(*LEVELS).where(AssetLevel.asset_id == asset_id)
