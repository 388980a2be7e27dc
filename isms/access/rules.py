"""Roles, permissions, and the one table that says who holds which (deny by default)."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the management system; one person may be several."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    SYSTEM_OWNER = "system_owner"
    RISK_OWNER = "risk_owner"
    MANAGEMENT = "management"
    INTERNAL_AUDITOR = "internal_auditor"
    EXTERNAL_AUDITOR = "external_auditor"
    REPORTER = "reporter"


class Permission(StrEnum):
    """A thing that may be done, as `resource:action`."""

    ACCOUNT_OWN = "account:own"
    ACTION_READ = "action:read"
    ACTION_WRITE = "action:write"
    ASSESSMENT_READ = "assessment:read"
    ASSESSMENT_WRITE = "assessment:write"
    ASSET_READ = "asset:read"
    ASSET_WRITE = "asset:write"
    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_WRITE = "catalogue:write"
    CLASSIFICATION_DECIDE = "classification:decide"
    DESK_READ = "desk:read"
    IMPLEMENTATION_READ = "implementation:read"
    IMPLEMENTATION_WRITE = "implementation:write"
    OBLIGATION_READ = "obligation:read"
    OBLIGATION_WRITE = "obligation:write"
    ORGANISATION_READ = "organisation:read"
    PERSON_WRITE = "person:write"
    RISK_ACCEPT = "risk:accept"
    RISK_READ = "risk:read"
    RISK_WRITE = "risk:write"
    SEARCH = "search:read"
    STATEMENT_APPROVE = "statement:approve"
    STATEMENT_DECIDE = "statement:decide"
    STATEMENT_EXPORT = "statement:export"
    STATEMENT_PROPOSE = "statement:propose"
    STATEMENT_READ = "statement:read"


_EVERYBODY = frozenset({Permission.ACCOUNT_OWN, Permission.DESK_READ, Permission.CATALOGUE_READ})
_READERS = _EVERYBODY | {
    Permission.ACTION_READ,
    Permission.ASSESSMENT_READ,
    Permission.ASSET_READ,
    Permission.IMPLEMENTATION_READ,
    Permission.OBLIGATION_READ,
    Permission.ORGANISATION_READ,
    Permission.RISK_READ,
    Permission.SEARCH,
    Permission.STATEMENT_READ,
}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: _EVERYBODY | {Permission.ORGANISATION_READ, Permission.PERSON_WRITE},
    Role.COORDINATOR: _READERS
    | {
        Permission.ACTION_WRITE,
        Permission.ASSESSMENT_WRITE,
        Permission.ASSET_WRITE,
        Permission.CATALOGUE_WRITE,
        Permission.CLASSIFICATION_DECIDE,
        Permission.IMPLEMENTATION_WRITE,
        Permission.OBLIGATION_WRITE,
        Permission.RISK_WRITE,
        Permission.STATEMENT_DECIDE,
        Permission.STATEMENT_EXPORT,
        Permission.STATEMENT_PROPOSE,
    },
    Role.SYSTEM_OWNER: _READERS
    | {
        Permission.ACTION_WRITE,
        Permission.ASSET_WRITE,
        Permission.CLASSIFICATION_DECIDE,
        Permission.IMPLEMENTATION_WRITE,
        Permission.RISK_WRITE,
    },
    Role.RISK_OWNER: _READERS | {Permission.ACTION_WRITE, Permission.RISK_ACCEPT, Permission.RISK_WRITE},
    Role.MANAGEMENT: _READERS | {Permission.RISK_ACCEPT, Permission.STATEMENT_APPROVE, Permission.STATEMENT_EXPORT},
    Role.INTERNAL_AUDITOR: _READERS | {Permission.STATEMENT_EXPORT},
    Role.EXTERNAL_AUDITOR: _READERS | {Permission.STATEMENT_EXPORT},
    Role.REPORTER: _EVERYBODY,
}


def allowed(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether any of the roles holds the permission; no role, no right."""
    return any(permission in GRANTS[role] for role in roles)
