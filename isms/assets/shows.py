"""What `isms show assets` prints."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.assets import queries_register, rules, services
from isms.assets.models import Asset
from isms.assets.queries_register import Wanted
from isms.organisation.services import units_in_scope

COLUMNS = ("id", "name", "decided", "inherited", "effective", "stale")


def assets(session: Session, scope: str | None, today: date) -> Sequence[Mapping[str, Any]]:
    """List the assets in use, those of a scope's units where one is named, with their levels and why."""
    aspects = services.enabled(session)
    units = units_in_scope(session, scope) if scope else None
    rows = session.execute(queries_register.register(Wanted(units=units), today).order_by(Asset.id))
    return [_row(row, aspects) for row in rows]


def _row(row: Any, aspects: Sequence[str]) -> dict[str, Any]:
    standing = rules.standing(row, aspects)
    return {
        "id": row.id,
        "name": row.name,
        "decided": dict(standing.decided) or None,
        "inherited": dict(standing.inherited),
        "effective": dict(standing.effective),
        "stale": list(standing.stale),
        "because": {aspect: row.because.get(aspect, []) for aspect in aspects},
    }
