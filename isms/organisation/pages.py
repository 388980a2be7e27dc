"""What the pages of the organisation show: its tree, a unit, and what a scope holds."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.i18n import lazy
from isms.organisation import queries
from isms.organisation.models import JobRole, Organisation, Scope, Unit
from isms.organisation.rules import Parents, lineage, units_in_scope
from isms.organisation.rules_tree import branches, decided_by
from isms.web.panels import panels

KINDS = {
    "kommun": lazy("municipality"),
    "fullmaktige": lazy("council"),
    "revision": lazy("auditors"),
    "styrelse": lazy("executive board"),
    "namnd": lazy("committee"),
    "krisledningsnamnd": lazy("crisis management committee"),
    "forvaltning": lazy("department"),
    "avdelning": lazy("division"),
    "enhet": lazy("unit"),
    "bolag": lazy("company"),
    "kommunalforbund": lazy("joint authority"),
}


def kind_name(kind: str) -> str:
    """Name a kind of unit; one that is not known keeps the word of its file."""
    return str(KINDS.get(kind, kind))


def _units(session: Session) -> tuple[Sequence[Any], Parents]:
    rows = session.execute(queries.units()).all()
    return rows, {row.id: row.parent_id for row in rows}


def overview(session: Session) -> dict[str, Any]:
    """Gather the tree of units with their heads, and every scope with what it names."""
    rows, parents = _units(session)
    own = session.get_one(Organisation, session.info["organisation"])
    named = session.execute(queries.named()).all()
    return {
        "organisation": own,
        "tree": branches(parents),
        "units": {row.id: row for row in rows},
        "kind": kind_name,
        "people": next((each.panel for each in panels("organisation", own.id) if each.name == "people"), None),
        "scopes": [
            (scope, [row for row in named if row.scope_id == scope.id]) for scope in session.scalars(queries.whole())
        ],
    }


def unit(session: Session, found: Unit) -> dict[str, Any]:
    """Gather what the page of one unit shows."""
    rows, parents = _units(session)
    known = {row.id: row for row in rows}
    above = list(lineage(found.id, parents))[:0:-1]
    return {
        "unit": found,
        "trail": [(known[each].name, url_for(".unit", identifier=each)) for each in above],
        "below": [row for row in rows if row.parent_id == found.id],
        "kind": kind_name,
        "head": session.get(JobRole, (found.organisation_id, found.head_role_id)) if found.head_role_id else None,
        "scopes": _scopes_of(session, found.id, parents),
        "panels": panels("unit", found.id),
    }


def _scopes_of(session: Session, unit_id: str, parents: Parents) -> list[tuple[Scope, bool]]:
    named = session.execute(queries.named()).all()
    found = []
    for scope in session.scalars(queries.whole()):
        inside = [row.unit_id for row in named if row.scope_id == scope.id and row.included]
        outside = [row.unit_id for row in named if row.scope_id == scope.id and not row.included]
        found.append((scope, unit_id in units_in_scope(parents, inside, outside)))
    return found


def scope(session: Session, found: Scope) -> dict[str, Any]:
    """Gather what a scope holds: the tree, and for each unit the named one that decides."""
    rows, parents = _units(session)
    named = {row.unit_id: row for row in session.execute(queries.boundaries(found.id))}
    decides = decided_by(parents, named)
    return {
        "scope": found,
        "tree": branches(parents),
        "units": {row.id: row for row in rows},
        "named": named,
        "decides": {each: named[nearest] if nearest else None for each, nearest in decides.items()},
        "inside": sum(bool(nearest and named[nearest].included) for nearest in decides.values()),
    }
