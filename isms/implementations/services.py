"""Acts on how controls are met, and how they stand when what is inherited is followed to its provider."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from isms.catalogue.models import CONTROLS
from isms.i18n import gettext as _
from isms.implementations import queries
from isms.implementations.models import Implementation
from isms.implementations.rules import Resolved, Standing, Status, resolved, resolved_all
from isms.web.errors import Refusal

ControlKey = tuple[str, str]
Provided = Mapping[str, Resolved]


def one(session: Session, identifier: str) -> Implementation:
    """Fetch an implementation by its id; raises NoResultFound."""
    return session.get_one(Implementation, (session.info["organisation"], identifier))


def own(row: Any) -> Standing:
    """Read what an implementation says of itself."""
    return Standing(row.status, row.deficiency, row.maturity, row.wanted)


def provided(session: Session) -> Provided:
    """Follow every common control to where it comes from; one query, however many inherit."""
    rows = session.execute(queries.providers()).all()
    return resolved_all({r.id: own(r) for r in rows}, {r.id: r.provider_id for r in rows if r.provider_id})


def standing(row: Any, common: Provided) -> Standing:
    """Say how a control stands in one place: its own words, or its provider's where it inherits."""
    if row.provider_id is None:
        return own(row)
    return common[row.provider_id].standing if row.provider_id in common else Standing()


def standings(session: Session, scope_id: str) -> dict[ControlKey, Standing]:
    """Say how each control stands for a scope, by (framework, control); two queries."""
    common = provided(session)
    rows = session.execute(queries.of_scope(scope_id))
    return {(row.framework_id, row.control_id): standing(row, common) for row in rows}


def standing_so(common: Provided, status: str) -> list[str]:
    """Name the providers that stand at a status, for narrowing a register to it."""
    return [identifier for identifier, found in common.items() if found.standing.status == status]


def best(standings: Iterable[tuple[ControlKey, Status]]) -> dict[ControlKey, Status]:
    """Keep the furthest status of each control, where several scopes serve the same asset."""
    found: dict[ControlKey, Status] = {}
    for control, status in standings:
        found[control] = max(status, found.get(control, status))
    return found


def circular(session: Session, identifier: str, provider_id: str | None) -> bool:
    """Whether inheriting from a provider would lead back to where it began."""
    if not provider_id:
        return False
    above = {row.id: row.provider_id for row in session.execute(queries.links())}
    return bool(resolved(identifier, {}, above | {identifier: provider_id}).cycle)


def new(session: Session, control: ControlKey, *, scope_id: str | None, asset_id: str | None) -> Implementation:
    """Begin to say how a control is met for a scope or an asset; it is not in the session yet."""
    framework, number = control
    told = number if framework == CONTROLS else f"{framework}/{number}"
    return Implementation(
        organisation_id=session.info["organisation"], id=f"{asset_id or scope_id}:{told}", framework_id=framework,
        control_id=number, scope_id=None if asset_id else scope_id, asset_id=asset_id or None,
        status=Status.NOT_ASSESSED,
    )  # fmt: skip


def save(session: Session, implementation: Implementation, values: Mapping[str, Any]) -> Implementation:
    """Store how a control is met. Raises Refusal when it would inherit from itself, however far round."""
    if circular(session, implementation.id, values.get("provider_id")):
        raise Refusal(_("This would inherit from itself. Choose another that it is inherited from, or none."))
    for field, value in values.items():
        setattr(implementation, field, value)
    session.add(implementation)
    session.flush()
    return implementation
