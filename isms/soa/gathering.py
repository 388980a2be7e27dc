"""Fetch what a Statement is derived from: a fixed number of SELECTs, whatever the size of the organisation."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from isms.catalogue.rules import Control as CatalogueControl
from isms.catalogue.services import controls
from isms.organisation import queries as organisation
from isms.organisation.models import Organisation, Scope
from isms.organisation.services import units_in_scope
from isms.soa import queries
from isms.soa.models import StatementDecision
from isms.soa.rules import Control

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the database holds for one scope, as it was fetched; rules make the Statement of it."""

    organisation: Organisation
    scope: Scope
    units: frozenset[str]
    boundaries: Rows
    unit_names: dict[str, str]
    controls: Sequence[CatalogueControl]
    risks: Rows
    risk_controls: dict[str, list[Control]]
    risk_decisions: Rows
    criteria: dict[int, Any]
    obligations: Rows
    obligation_controls: dict[str, list[Control]]
    obligation_units: dict[str, list[str]]
    levels: Rows
    package: Rows
    implementations: Rows
    followed: Rows
    decisions: dict[Control, StatementDecision]
    actions: Rows


def gathered(session: Session, scope_id: str) -> Gathered:
    """Fetch all that the Statement of one scope rests on; raises NoResultFound for a scope that is not there."""
    own = session.info["organisation"]
    scope = session.get_one(Scope, (own, scope_id))
    organisation_row = session.get_one(Organisation, own)
    implementations = session.execute(queries.implementations(scope_id)).all()
    return Gathered(
        organisation=organisation_row,
        scope=scope,
        units=units_in_scope(session, scope_id),
        boundaries=session.execute(organisation.boundaries(scope_id)).all(),
        unit_names={row.id: row.name for row in session.execute(organisation.tree())},
        controls=controls(session),
        risks=session.execute(queries.risks()).all(),
        risk_controls=_grouped(session.execute(queries.risk_controls())),
        risk_decisions=session.execute(queries.risk_decisions()).all(),
        criteria={version: content for version, content in session.execute(queries.criteria())},  # noqa: C416
        obligations=session.execute(queries.obligations()).all(),
        obligation_controls=_grouped(session.execute(queries.obligation_controls())),
        obligation_units=_listed(session.execute(queries.obligation_units())),
        levels=session.execute(queries.levels()).all(),
        package=session.execute(queries.package(organisation_row.settings.get("package", "basic"))).all(),
        implementations=implementations,
        followed=session.execute(queries.followed()).all(),
        decisions={(d.framework_id, d.control_id): d for d in session.scalars(queries.decisions(scope_id))},
        actions=session.execute(queries.actions()).all(),
    )


def _grouped(rows: Iterable[Any]) -> dict[str, list[Control]]:
    found: defaultdict[str, list[Control]] = defaultdict(list)
    for owner, framework, control in rows:
        found[owner].append((framework, control))
    return found


def _listed(rows: Iterable[Any]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for owner, value in rows:
        found[owner].append(value)
    return found
