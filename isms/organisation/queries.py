"""Selections of units, scopes and what a scope names."""

from typing import Any

from sqlalchemy import Select, and_, select

from isms.organisation.models import JobRole, Organisation, Scope, ScopeUnit, Unit


def organisations() -> Select[str, str]:
    """Select (id, name) of every organisation of the installation."""
    return select(Organisation.id, Organisation.name).order_by(Organisation.id)


def settings(organisation_id: str) -> Select[dict[str, Any]]:
    """Select the local choices of one organisation."""
    return select(Organisation.settings).where(Organisation.id == organisation_id)


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


def units() -> Select[*tuple[Any, ...]]:
    """Select every unit with the title of its head."""
    role = and_(JobRole.organisation_id == Unit.organisation_id, JobRole.id == Unit.head_role_id)
    return (
        select(
            Unit.id, Unit.name, Unit.parent_id, Unit.kind, Unit.legal_entity, Unit.own_authority, Unit.head_role_id,
            JobRole.name.label("head_sv"), JobRole.name_en.label("head_en"),
        )
        .outerjoin(JobRole, role)
        .order_by(Unit.name, Unit.id)
    )  # fmt: skip


def whole() -> Select[Scope]:
    """Select the organisation's scopes as they are decided."""
    return select(Scope).order_by(Scope.decided_on.is_(None), Scope.id)


def named() -> Select[*tuple[Any, ...]]:
    """Select the units that every scope names, those that are in first."""
    there = and_(Unit.organisation_id == ScopeUnit.organisation_id, Unit.id == ScopeUnit.unit_id)
    columns = (ScopeUnit.scope_id, ScopeUnit.unit_id, ScopeUnit.included, ScopeUnit.reason, ScopeUnit.agreement)
    return select(*columns, Unit.name).join(Unit, there).order_by(ScopeUnit.included.desc(), Unit.name)
