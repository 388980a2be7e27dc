"""What others ask of an organisation: its settings, and which units a scope holds."""

from typing import Any

from sqlalchemy.orm import Session

from isms.organisation import queries, rules
from isms.organisation.models import Scope


def settings(session: Session) -> dict[str, Any]:
    """Read the local choices of the session's organisation; empty where it has made none."""
    own = session.info["organisation"]
    return session.scalar(queries.settings(own)) or {}


def units_in_scope(session: Session, scope_id: str) -> frozenset[str]:
    """Say which units a scope holds: the nearest unit named in it, going up the tree, decides (clause 4.3).

    Raises NoResultFound for a scope that the organisation does not have.
    """
    session.scalars(queries.scopes().where(Scope.id == scope_id)).one()
    parents = {row.id: row.parent_id for row in session.execute(queries.tree())}
    named = session.execute(queries.boundaries(scope_id)).all()
    return rules.units_in_scope(
        parents, {row.unit_id for row in named if row.included}, {row.unit_id for row in named if not row.included}
    )
