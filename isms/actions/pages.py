"""What the pages of the action plan show beside the thing itself: names, choices, history."""

from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, func
from sqlalchemy.orm import Session

from isms.accounts.queries import names
from isms.actions import queries, rules, services
from isms.actions.forms import ActionForm
from isms.actions.labels import FUNDED, ICONS, STATUS, funded
from isms.actions.models import Action
from isms.catalogue.rules_keys import name
from isms.catalogue.services import controls
from isms.i18n import gettext as _
from isms.obligations.pages import named
from isms.organisation.queries import tree
from isms.web.history import entries, labels
from isms.web.panels import addresses, panels

SORTS: dict[str, SQLColumnExpression[Any]] = {
    "title": func.lower(Action.title),
    "source": Action.source,
    "unit": func.coalesce(Action.unit_id, ""),
    "due": func.coalesce(Action.due, date.max),
    "cost": func.coalesce(Action.cost, -1),
    "status": queries.RANK,
    "id": Action.id,
}
WORDS = {"statuses": STATUS, "icons": ICONS, "money": FUNDED, "funded": funded}


def filters(session: Session) -> dict[str, Any]:
    """Gather what the plan can be narrowed by."""
    return {
        **WORDS,
        "status_choices": [("open", _("Not finished")), *STATUS.items()],
        "units": session.execute(queries.units()).all(),
    }


def details(session: Session, action: Action, today: date) -> dict[str, Any]:
    """Gather what the page of one action shows."""
    improved = services.improved(session, action.id)
    people = dict(session.execute(names()).all())
    return {
        **WORDS,
        "action": action,
        "row": session.execute(queries.rows().where(Action.id == action.id)).one(),
        "overdue": rules.overdue(action.status, action.due, today),
        "finished": action.status in rules.FINISHED,
        "controls": [each for each in controls(session) if name(*each.key) in improved],
        "sources": addresses({action.source}),
        "panels": panels("action", action.id),
        "history": entries(session, ("action", action.id), people, labels(ActionForm)),
    }


def offered(session: Session) -> dict[str, Any]:
    """Gather what the form lets people choose from."""
    return {
        "controls": [named(each) for each in controls(session)],
        "units": [(row.id, row.name) for row in session.execute(tree())],
        "people": session.execute(names()).all(),
        "roles": session.execute(queries.roles()).all(),
    }
