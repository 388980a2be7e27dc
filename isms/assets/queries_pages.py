"""Selections for what hangs on one asset, one information type, one supplier or one unit."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from isms.assets.models import Asset, AssetInformation, AssetLevel, Dependency, InformationType, Supplier
from isms.assets.queries import LEVELS, Rows
from isms.i18n import sort_key
from isms.organisation.models import Unit


def _marked(*more: Any) -> Rows:
    """Select assets that have not ended with what their mark needs.

    Unordered: asked for their order, SQLite would walk the whole register by name to find the few.
    """
    level = (AssetLevel.organisation_id == Asset.organisation_id) & (AssetLevel.asset_id == Asset.id)
    return (
        select(
            Asset.id, Asset.name, Asset.kind, *LEVELS, AssetLevel.stale,
            *more,
        )
        .join(AssetLevel, level)
        .where(Asset.ended_on.is_(None))
    )  # fmt: skip


def carried_by(asset_id: str) -> Rows:
    """Select the assets that rest on one, with the aspects of each that do."""
    depends = (Dependency.organisation_id == Asset.organisation_id) & (Dependency.asset_id == Asset.id)
    return _marked(Dependency.aspects).join(Dependency, depends).where(Dependency.depends_on_id == asset_id)


def rests_on(asset_id: str) -> Rows:
    """Select the assets that one rests on, with the aspects that do."""
    carries = (Dependency.organisation_id == Asset.organisation_id) & (Dependency.depends_on_id == Asset.id)
    return _marked(Dependency.aspects).join(Dependency, carries).where(Dependency.asset_id == asset_id)


def handling(information_type_id: str) -> Rows:
    """Select the assets that handle an information type."""
    handles = (AssetInformation.organisation_id == Asset.organisation_id) & (AssetInformation.asset_id == Asset.id)
    own = AssetInformation.information_type_id == information_type_id
    return _marked().join(AssetInformation, handles).where(own)


def delivered_by(supplier_id: str) -> Rows:
    """Select the assets that rest on a supplier."""
    return _marked().where(Asset.supplier_id == supplier_id)


def owned_by(unit_id: str) -> Rows:
    """Select the assets that a unit owns."""
    return _marked().where(Asset.owner_unit_id == unit_id)


def assets_named(ids: Collection[str]) -> Rows:
    """Select some assets with their levels, ended ones too."""
    level = (AssetLevel.organisation_id == Asset.organisation_id) & (AssetLevel.asset_id == Asset.id)
    columns = (Asset.id, Asset.name, *LEVELS)
    return select(*columns).join(AssetLevel, level).where(Asset.id.in_(sorted(ids)))


def information_named(ids: Collection[str]) -> Rows:
    """Select some information types with their levels."""
    return select(InformationType.id, InformationType.name, InformationType.levels).where(
        InformationType.id.in_(sorted(ids))
    )


def information_of(asset_id: str) -> Rows:
    """Select the information types that an asset handles."""
    handled = (AssetInformation.organisation_id == InformationType.organisation_id) & (
        AssetInformation.information_type_id == InformationType.id
    )
    return (
        select(InformationType.id, InformationType.name, InformationType.levels)
        .join(AssetInformation, handled)
        .where(AssetInformation.asset_id == asset_id)
        .order_by(InformationType.name_key, InformationType.id)
    )


def information_types(words: str) -> Rows:
    """Select the register of information types, with how many assets handle each."""
    unit = (Unit.organisation_id == InformationType.organisation_id) & (Unit.id == InformationType.owner_unit_id)
    handlers = select(func.count()).where(
        AssetInformation.organisation_id == InformationType.organisation_id,
        AssetInformation.information_type_id == InformationType.id,
    )
    return (
        select(
            InformationType.id, InformationType.name, InformationType.levels, InformationType.personal_data,
            InformationType.secrecy, Unit.name.label("unit"), handlers.scalar_subquery().label("assets"),
        )
        .join(Unit, unit)
        .where(named(InformationType, words))
    )  # fmt: skip


def suppliers(words: str) -> Rows:
    """Select the register of suppliers, with how many assets rest on each."""
    assets = select(func.count()).where(
        Asset.organisation_id == Supplier.organisation_id, Asset.supplier_id == Supplier.id, Asset.ended_on.is_(None)
    )
    return select(
        Supplier.id, Supplier.name, Supplier.service, Supplier.country_processing, Supplier.dpa, Supplier.critical,
        Supplier.incident_clause_hours, Supplier.contract_end, assets.scalar_subquery().label("assets"),
    ).where(named(Supplier, words))  # fmt: skip


def named(model: Any, words: str) -> ColumnElement[bool]:
    """Ask for what has every word in its name, whatever their case, or in its id."""
    return and_(true(), *(_named(model, word) for word in words.split()))


def _named(model: Any, word: str) -> ColumnElement[bool]:
    by_id = func.lower(model.id).contains(word.lower(), autoescape=True)
    return or_(model.name_key.contains(sort_key(word), autoescape=True), by_id)


def found(model: Any, words: str, limit: int) -> Rows:
    """Select the assets, information types or suppliers that the search finds, those that begin so first."""
    begins = model.name_key.startswith(sort_key(words), autoescape=True)
    rows = select(model.id, model.name).where(named(model, words))
    return rows.order_by(begins.desc(), model.name_key, model.id).limit(limit)


def names(model: Any) -> Select[str, str]:
    """Select (id, name) of all assets, information types or suppliers, for choices."""
    rows = select(model.id, model.name).order_by(model.name_key, model.id)
    return rows.where(Asset.ended_on.is_(None)) if model is Asset else rows
