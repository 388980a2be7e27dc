"""What the pages of laws and contracts show beside the thing itself: names, choices, history."""

from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, func
from sqlalchemy.orm import Session

from isms.accounts.queries import names
from isms.catalogue.rules import Control
from isms.catalogue.rules_keys import name
from isms.catalogue.services import controls
from isms.i18n import either, lazy
from isms.obligations import queries, rules, services
from isms.obligations.forms import KINDS, ObligationForm
from isms.obligations.models import Obligation
from isms.obligations.rules import Force
from isms.organisation.queries import tree
from isms.web.history import entries, labels
from isms.web.panels import panels

FORCES = {Force.IN_FORCE: lazy("In force"), Force.COMING: lazy("Coming"), Force.ENDED: lazy("Ended")}
SORTS: dict[str, SQLColumnExpression[Any]] = {
    "number": Obligation.number,
    "name": Obligation.name_key,
    "area": Obligation.area,
    "from": func.coalesce(Obligation.in_force, date.max),
    "to": func.coalesce(Obligation.ends, date.max),
    "id": Obligation.id,
}


def details(session: Session, obligation: Obligation, today: date) -> dict[str, Any]:
    """Gather what the page of one obligation shows."""
    concerned = services.concerned(session, obligation.id)["controls"]
    successor = obligation.replaced_by_id and services.one(session, obligation.replaced_by_id)
    people = dict(session.execute(names()).all())
    return {
        "obligation": obligation,
        "force": rules.force(obligation.in_force, obligation.ends, today),
        "forces": FORCES,
        "kinds": KINDS,
        "successor": successor,
        "replaced": session.execute(queries.replaced_by(obligation.id)).all(),
        "controls": [each for each in controls(session) if name(*each.key) in concerned],
        "units": session.execute(queries.units_of(obligation.id)).all(),
        "supplier": session.execute(queries.supplier(obligation.supplier_id)).first(),
        "panels": panels("obligation", obligation.id),
        "history": entries(session, ("obligation", obligation.id), people, labels(ObligationForm)),
    }


def offered(session: Session, without: str = "") -> dict[str, Any]:
    """Gather what the form lets people choose from; an obligation cannot be replaced by itself."""
    others = session.execute(queries.names())
    return {
        "controls": [
            (name(*each.key), f"{each.id} {either(each.title_sv, each.title_en)}") for each in controls(session)
        ],
        "units": [(row.id, row.name) for row in session.execute(tree())],
        "obligations": [(row.id, f"{row.name} {row.number}") for row in others if row.id != without],
        "suppliers": [tuple(row) for row in session.execute(queries.suppliers())],
    }


def named(control: Control) -> tuple[str, str]:
    """Name a control for a choice: its key as text, and its identifier with its title."""
    return name(*control.key), f"{control.id} {either(control.title_sv, control.title_en)}"
