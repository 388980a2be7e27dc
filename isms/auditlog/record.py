"""The listener that writes the log: changes are collected at each flush and written last, before the commit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Session

from isms.auditlog.models import Change
from isms.db import Database, OrganisationData

_LOCK = 0x150_27001  # so that two writers on PostgreSQL never number an entry alike


def record(database: Database) -> None:
    """Log every change that the database's sessions make; register after all projections."""
    event.listen(database.sessions, "after_flush", _collect)
    event.listen(database.sessions, "after_rollback", _forget)
    database.before_commit(_write)


def changed(session: Session) -> set[type]:
    """Name the classes whose objects changed in this transaction so far."""
    return {type(thing) for thing, _, _ in session.info.get("changes", ())}


def _collect(session: Session, _context: object) -> None:
    found = session.info.setdefault("changes", [])
    for kind, things in (("added", session.new), ("changed", session.dirty), ("removed", session.deleted)):
        for thing in things:
            if isinstance(thing, OrganisationData) and not isinstance(thing, Change):
                fields = dict(_differences(thing, kind))
                if fields:
                    found.append((thing, kind, fields))


def _differences(thing: Any, kind: str) -> Iterator[tuple[str, list[Any]]]:
    """List the columns that differ, each as [before, after], in values that JSON knows."""
    state = inspect(thing)
    for name in state.mapper.column_attrs.keys():  # noqa: SIM118 - not a dict
        if kind == "changed":
            history = state.attrs[name].history
            if history.has_changes():
                yield name, [_plain(history.deleted[0] if history.deleted else None), _plain(getattr(thing, name))]
        elif (value := _plain(state.dict.get(name))) not in (None, ""):
            yield name, [None, value] if kind == "added" else [value, None]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


def _write(session: Session) -> None:
    """Write one entry for each object that changed; derived rows say so themselves and are left out."""
    session.flush()
    changes = session.info.pop("changes", [])
    logged = [(t, k, f) for t, k, f in changes if not getattr(t, "derived", False)]
    if not logged:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(select(func.pg_advisory_xact_lock(_LOCK)))
    act = session.info["act"]
    heads: dict[str, int] = {}
    now = datetime.now(UTC)
    for thing, kind, fields in logged:
        own = thing.organisation_id
        if own not in heads:
            heads[own] = _head(session, own)
        heads[own] += 1
        session.add(
            Change(
                organisation_id=own, id=heads[own], at=now, actor=act.actor, reason=act.reason,
                object_type=type(thing).__tablename__, object_id=identity(thing), kind=kind, fields=fields,
            )
        )  # fmt: skip
    session.flush()
    session.info.pop("changes", None)


def identity(thing: Any) -> str:
    """Name an object inside its organisation: its key without the organisation, joined by a slash."""
    keys = [column.key for column in inspect(type(thing)).primary_key if column.key != "organisation_id"]
    return "/".join(str(getattr(thing, key)) for key in keys)


def _head(session: Session, organisation: str) -> int:
    return (
        session.scalar(select(func.coalesce(func.max(Change.id), 0)).where(Change.organisation_id == organisation)) or 0
    )


def _forget(session: Session) -> None:
    session.info.pop("changes", None)
