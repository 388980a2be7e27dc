"""Versions of a Statement: what was frozen, what would be frozen today, and what differs between two."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.implementations.rules import Deficiency, Standing, Status
from isms.soa import queries, rules
from isms.soa.deriving import current
from isms.soa.rules import Control, Kind, Reason, Row
from isms.soa.rules_changes import field_changes
from isms.soa.rules_content import Content, by_control

DRAFT = "draft"


def content(session: Session, scope_id: str, name: str | int, today: date) -> Content:
    """Return what a version says: a number for a frozen one, "draft" for today's. Raises LookupError."""
    if name == DRAFT:
        return current(session, scope_id, today).content
    if not str(name).isdigit():
        raise LookupError(name)
    found = session.scalar(queries.version(scope_id, int(name)))
    if found is None:
        raise LookupError(name)
    return parsed(found.content)


def parsed(stored: str) -> Content:
    """Read the canonical JSON of a frozen Statement."""
    read: Content = json.loads(stored)
    return read


def rows(said: Content) -> tuple[Row, ...]:
    """Return the rows of a content as the values that rules compare."""
    return tuple(_row(row) for row in said["rows"])


def _row(row: Mapping[str, Any]) -> Row:
    met = row["implementation"]
    deficiency = Deficiency(met["deficiency"]) if met["deficiency"] else None
    reasons = tuple(Reason(Kind(each["kind"]), each["ref"], each.get("count", 1)) for each in row["reasons"])
    standing = Standing(Status(met["status"]), deficiency, met["maturity"], met["wanted"])
    return Row(row["framework"], row["control"], reasons, row["exclusion"], standing)


def changes(old: Content, new: Content) -> list[Content]:
    """Return the rows that two Statements say differently, with who decided what holds now, and why."""
    before, after = by_control(old["rows"]), by_control(new["rows"])
    derived = {each.key: each for each in rules.differences(rows(old), rows(new))}
    fields: dict[Control, list[str]] = {key: [] for key in derived}
    for each in field_changes(old["rows"], new["rows"]):
        fields.setdefault(each.key, []).append(each.field)
    return [
        _change(derived.get(key) or rules.Difference(key, None, None), fields[key], before.get(key), after.get(key))
        for key in rules.in_order(fields)
    ]


def _change(found: rules.Difference, fields: list[str], old: Content | None, new: Content | None) -> Content:
    said = new or old or {}
    known = found.changes if found.old or found.new else ()
    return {
        "control": found.key[1],
        "framework": found.key[0],
        "title_en": said["title_en"],
        "title_sv": said["title_sv"],
        "changes": [*known, *(field for field in fields if field not in (*known, "row"))],
        "added": [_reason(reason) for reason in found.added],
        "removed": [_reason(reason) for reason in found.removed],
        "before": said_of(old),
        "after": said_of(new),
        "decided_by": said["decided_by"],
        "decided_on": said["decided_on"],
        "reason": said["justification"] or said["exclusion"],
    }


def said_of(row: Content | None) -> Content | None:
    """Return what a row says, in the fields that are compared."""
    if row is None:
        return None
    met = row["implementation"]
    return {
        "applicable": row["applicable"],
        "state": row["state"],
        "reasons": [f"{each['kind']} {each['ref']}" for each in row["reasons"]],
        "exclusion": row["exclusion"],
        "status": met["status"],
        "deficiency": met["deficiency"],
        "maturity": met["maturity"],
    }


def _reason(reason: Reason) -> Content:
    return {"kind": reason.kind.value, "ref": reason.ref}
