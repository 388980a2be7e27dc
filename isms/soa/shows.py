"""What `isms show soa` prints."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.feature import Show
from isms.soa.deriving import current
from isms.soa.rules import Row
from isms.soa.rules_content import reason_content


def rows(session: Session, scope_id: str | None, today: date) -> Sequence[Mapping[str, Any]]:
    """Return the Statement as it reads today, one object per control, with the keys that TESTING.md promises."""
    return [_row(row) for row in current(session, str(scope_id), today).rows]


def _row(row: Row) -> dict[str, Any]:
    met = row.implementation
    return {
        "control": row.control,
        "framework": row.framework,
        "state": row.state.value,
        "applicable": row.applicable,
        "reasons": [reason_content(reason) for reason in row.reasons],
        "exclusion": row.exclusion or None,
        "implementation": {
            "status": met.status.value,
            "deficiency": met.deficiency.value if met.deficiency else None,
            "maturity": met.maturity,
        },
    }


COLUMNS = ("control", "state", "applicable", "reasons", "exclusion", "implementation")

SOA = Show(name="soa", columns=COLUMNS, rows=rows, needs_scope=True)
