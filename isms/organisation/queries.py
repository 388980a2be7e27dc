"""Selections of units, scopes and what a scope names."""

from typing import Any

from sqlalchemy import Select, select

from isms.organisation.models import Organisation, Scope, ScopeUnit, Unit


def organisations() -> Select[str, str]:
    """Select (id, name) of every organisation of the installation."""
    return select(Organisation.id, Organisation.name).order_by(Organisation.id)


def tree() -> Select[*tuple[Any, ...]]:
    """Select (id, parent_id, name) of every unit."""
    return select(Unit.id, Unit.parent_id, Unit.name).order_by(Unit.id)


def scopes() -> Select[*tuple[Any, ...]]:
    """Select (id, name) of the organisation's scopes."""
    return select(Scope.id, Scope.name).order_by(Scope.id)


def boundaries(scope_id: str) -> Select[*tuple[Any, ...]]:
    """Select (unit_id, included, reason, agreement, name) of the units that a scope names."""
    return (
        select(ScopeUnit.unit_id, ScopeUnit.included, ScopeUnit.reason, ScopeUnit.agreement, Unit.name)
        .join(Unit, Unit.id == ScopeUnit.unit_id)
        .where(ScopeUnit.scope_id == scope_id, Unit.organisation_id == ScopeUnit.organisation_id)
        .order_by(ScopeUnit.unit_id)
    )
