"""The content of a Statement: everything that its pages, workbooks and hash are made of, as plain values.

Nothing in it depends on when or by whom it is written down, so that two Statements that say the same have one hash.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from isms.soa.rules import Control, Reason, Row

FORMAT = "isms-statement/1"

Content = dict[str, Any]


def row_content(row: Row, control: Mapping[str, Any], decision: Mapping[str, str], met: Mapping[str, Any]) -> Content:
    """Return one row: the control, what was derived, what was decided and why, and how it is met."""
    standing = row.implementation
    return {
        **control,
        "framework": row.framework,
        "control": row.control,
        "state": row.state.value,
        "applicable": row.applicable,
        "reasons": [reason_content(reason) for reason in row.reasons],
        "exclusion": row.exclusion,
        "justification": decision.get("reason", "") if decision.get("included") else "",
        "decided_by": decision.get("decided_by", ""),
        "decided_on": decision.get("decided_on", ""),
        "implementation": {
            "status": standing.status.value,
            "deficiency": standing.deficiency.value if standing.deficiency else None,
            "maturity": standing.maturity,
            "wanted": standing.wanted,
            **met,
        },
    }


def reason_content(reason: Reason) -> Content:
    """Return a reason; only a classification counts the assets behind it."""
    counted = {"count": reason.count} if reason.kind == "classification" else {}
    return {"kind": reason.kind.value, "ref": reason.ref, **counted}


def counts(controls: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Count the controls of each theme."""
    return dict(Counter(str(control["theme"]) for control in controls))


def latest(decisions: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """Return the newest decision of each kind for every risk, given oldest first."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for each in decisions:
        found[each.risk_id][each.kind.value] = each
    return found


def iso(value: date | None) -> str:
    """Write a date, or nothing."""
    return value.isoformat() if value else ""


def by_control(rows: Sequence[Content]) -> dict[Control, Content]:
    """Find the rows of a Statement by framework and identifier."""
    return {(row["framework"], row["control"]): row for row in rows}
