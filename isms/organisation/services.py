"""What others ask of an organisation: its settings, and which units a scope holds."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from isms.organisation import rules
from isms.organisation.models import Organisation, Scope, ScopeUnit, Unit


def settings(session: Session) -> dict[str, Any]:
    """Read the local choices of the session's organisation; empty where it has made none."""
    own = session.info["organisation"]
    return session.scalar(select(Organisation.settings).where(Organisation.id == own)) or {}


def units_in_scope(session: Session, scope_id: str) -> frozenset[str]:
    """Say which units a scope holds: the nearest unit named in it, going up the tree, decides (clause 4.3).

    Raises NoResultFound for a scope that the organisation does not have.
    """
    session.scalars(select(Scope.id).where(Scope.id == scope_id)).one()
    parents = {row.id: row.parent_id for row in session.execute(select(Unit.id, Unit.parent_id))}
    named = session.execute(select(ScopeUnit.unit_id, ScopeUnit.included).where(ScopeUnit.scope_id == scope_id)).all()
    return rules.units_in_scope(
        parents, {row.unit_id for row in named if row.included}, {row.unit_id for row in named if not row.included}
    )
