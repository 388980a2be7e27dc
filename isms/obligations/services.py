"""Acts on laws and contracts: write one down with the controls and units it concerns."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from isms.catalogue.rules_keys import key, name
from isms.i18n import next_id, sort_key
from isms.obligations import queries
from isms.obligations.models import Kind, Obligation, ObligationControl, ObligationUnit

_FIRST = {Kind.LAW: "L01", Kind.CONTRACT: "A01"}


def one(session: Session, identifier: str) -> Obligation:
    """Fetch an obligation by its id; raises NoResultFound."""
    return session.get_one(Obligation, (session.info["organisation"], identifier))


def new(session: Session, kind: Kind) -> Obligation:
    """Begin an obligation under the next free number of its kind; it is not in the session yet."""
    taken = session.scalars(queries.ids(kind)).all()
    return Obligation(organisation_id=session.info["organisation"], kind=kind, id=next_id(taken, _FIRST[kind]))


def save(session: Session, obligation: Obligation, values: Mapping[str, Any]) -> Obligation:
    """Store an obligation; `values` holds its fields, and `controls` and `units` as lists of what it concerns."""
    for field, value in values.items():
        if field not in ("controls", "units"):
            setattr(obligation, field, value)
    obligation.name_key = sort_key(obligation.name)
    session.add(obligation)
    session.flush()
    _concern_controls(session, obligation, values["controls"])
    _concern_units(session, obligation, values["units"])
    session.flush()
    return obligation


def concerned(session: Session, obligation_id: str) -> dict[str, list[str]]:
    """Name the controls and units that an obligation concerns, as a form holds them."""
    return {
        "controls": [name(each.framework_id, each.control_id) for each in _controls(session, obligation_id)],
        "units": [each.unit_id for each in session.scalars(queries.unit_links(obligation_id))],
    }


def _controls(session: Session, obligation_id: str) -> list[ObligationControl]:
    return list(session.scalars(queries.controls_of(obligation_id)))


def _concern_controls(session: Session, obligation: Obligation, wanted: Iterable[str]) -> None:
    keys = set(map(key, wanted))
    known = {(each.framework_id, each.control_id): each for each in _controls(session, obligation.id)}
    for gone in known.keys() - keys:
        session.delete(known[gone])
    for framework, control in sorted(keys - known.keys()):
        session.add(
            ObligationControl(
                organisation_id=obligation.organisation_id, obligation_id=obligation.id,
                framework_id=framework, control_id=control,
            )
        )  # fmt: skip


def _concern_units(session: Session, obligation: Obligation, wanted: Iterable[str]) -> None:
    keys = set(wanted)
    known = {each.unit_id: each for each in session.scalars(queries.unit_links(obligation.id))}
    for gone in known.keys() - keys:
        session.delete(known[gone])
    own = obligation.organisation_id
    session.add_all(
        ObligationUnit(organisation_id=own, obligation_id=obligation.id, unit_id=unit)
        for unit in sorted(keys - known.keys())
    )
