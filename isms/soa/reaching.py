"""The chain from its beginning: which rows of which Statements a risk, a law or an asset calls for.

A fixed number of selects, and no Statement is derived, since only one object's reasons are asked for.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Select
from sqlalchemy.orm import Session

from isms.assets.models import Asset
from isms.assets.services import needed
from isms.catalogue.rules import Control as CatalogueControl
from isms.catalogue.services import controls
from isms.implementations.queries import named_units
from isms.obligations.models import Obligation as StoredObligation
from isms.organisation.queries import scopes, tree
from isms.organisation.rules import units_in_scope
from isms.risks.models import Risk
from isms.soa import queries_chain as queries
from isms.soa.rules import Control, Kind, in_order
from isms.soa.rules_reasons import Obligation, TreatedRisk


@dataclass(frozen=True)
class Called:
    """The rows of one scope's Statement that an object calls for; `excluded` are those that contradict it."""

    scope: str
    name: str
    controls: tuple[CatalogueControl, ...]
    excluded: frozenset[Control]


def by_risk(session: Session, risk_id: str, _today: date) -> list[Called]:
    """Say which rows a risk calls for."""
    risk = session.get_one(Risk, (session.info["organisation"], risk_id))
    named = _keys(session, queries.controls_of_risk(risk_id))
    found = TreatedRisk(risk.id, risk.owner_unit_id, risk.status, risk.treatment, named)
    return _called(session, named if found.calls else (), lambda units: found.unit in units)


def by_obligation(session: Session, obligation_id: str, today: date) -> list[Called]:
    """Say which rows a law or contract calls for."""
    stored = session.get_one(StoredObligation, (session.info["organisation"], obligation_id))
    named = _keys(session, queries.controls_of_obligation(obligation_id))
    units = session.scalars(queries.units_of_obligation(obligation_id)).all()
    found = Obligation(stored.id, Kind(stored.kind.value), stored.in_force, stored.ends, units, named)
    return _called(session, named, lambda inside: found.binds(inside, today))


def by_asset(session: Session, asset_id: str, _today: date) -> list[Called]:
    """Say which rows an asset in use calls for by its levels."""
    asset = session.get_one(Asset, (session.info["organisation"], asset_id))
    named = list(needed(session, asset_id)) if asset.ended_on is None else []
    return _called(session, named, lambda units: asset.owner_unit_id in units)


def _keys(session: Session, rows: Select[str, str]) -> list[Control]:
    return [(row.framework_id, row.control_id) for row in session.execute(rows)]


def _called(session: Session, named: Collection[Control], holds: Callable[[frozenset[str]], bool]) -> list[Called]:
    if not named:
        return []
    known = {control.key: control for control in controls(session)}
    asked = tuple(known[key] for key in in_order(set(named)) if key in known)
    excluded: dict[str, set[Control]] = {}
    for row in session.execute(queries.excluded()):
        excluded.setdefault(row.scope_id, set()).add((row.framework_id, row.control_id))
    return [
        Called(scope, name, asked, frozenset(excluded.get(scope, set()) & set(named)))
        for scope, name, units in _scopes(session)
        if holds(units)
    ]


def _scopes(session: Session) -> Iterable[tuple[str, str, frozenset[str]]]:
    parents = {row.id: row.parent_id for row in session.execute(tree())}
    named = {scope: list(rows) for scope, rows in groupby(session.execute(named_units()), lambda row: row.scope_id)}
    for scope, name in session.execute(scopes()):
        sides: dict[bool, set[str]] = {True: set(), False: set()}
        for row in named.get(scope, ()):
            sides[row.included].add(row.unit_id)
        yield scope, name, units_in_scope(parents, sides[True], sides[False])
