"""What the pages of implementations show beside the thing itself: names, choices, history."""

from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from isms.accounts.queries import names
from isms.assets.models import Asset
from isms.catalogue.labels import theme_name
from isms.catalogue.rules import THEMES, Control
from isms.catalogue.services import control as catalogue_control
from isms.catalogue.services import controls
from isms.implementations import queries, rules, services
from isms.implementations.forms import ImplementationForm
from isms.implementations.labels import DEFICIENCY, MATURITY, STATUS
from isms.implementations.models import Implementation
from isms.implementations.rules import Deficiency, Status
from isms.obligations.pages import named
from isms.organisation.models import JobRole, Scope
from isms.organisation.queries import scopes
from isms.web.history import entries, labels
from isms.web.panels import panels

SORTS: dict[str, SQLColumnExpression[Any]] = {
    "control": queries.POSITION,
    "where": func.lower(queries.SUBJECT),
    "status": queries.ranked(Implementation.status, Status),
    "deficiency": queries.ranked(Implementation.deficiency, Deficiency),
    "maturity": func.coalesce(Implementation.maturity, -1),
    "review": func.coalesce(Implementation.next_review, date.max),
    "id": Implementation.id,
}


def filters(session: Session) -> dict[str, Any]:
    """Gather what the register can be narrowed by."""
    return {
        "statuses": STATUS.items(),
        "deficiencies": DEFICIENCY.items(),
        "themes": [(theme, theme_name(theme)) for theme in THEMES],
        "people": [(row.id, row.name) for row in session.execute(queries.responsible())],
    }


def details(session: Session, found: Implementation, today: date) -> dict[str, Any]:
    """Gather what the page of one implementation shows; `follows` is the one it inherits from."""
    common = services.provided(session)
    people = dict(session.execute(names()).all())
    follows = session.execute(queries.rows().where(Implementation.id == found.provider_id)).first()
    return {
        "implementation": found,
        "standing": services.standing(found, common),
        "control": catalogue_control(session, found.framework_id, found.control_id),
        "subject": subject(session, found),
        "follows": follows,
        "heirs": session.execute(queries.heirs(found.id)).all(),
        "responsible": people.get(found.responsible_id or ""),
        "role": found.responsible_role and session.get(JobRole, (found.organisation_id, found.responsible_role)),
        "scale": MATURITY,
        "overdue": rules.review_overdue(found.next_review, today),
        "panels": panels("implementation", found.id),
        "history": entries(session, ("implementation", found.id), people, labels(ImplementationForm)),
    }


def subject(session: Session, found: Implementation) -> Scope | Asset:
    """Fetch what an implementation is for: a scope or an asset; raises NoResultFound."""
    if found.asset_id:
        return session.get_one(Asset, (found.organisation_id, found.asset_id))
    return session.get_one(Scope, (found.organisation_id, found.scope_id))


def asked(session: Session, found: Implementation) -> dict[str, Any]:
    """Gather what the form shows above the questions: what the control is about and where it is met."""
    control: Control = catalogue_control(session, found.framework_id, found.control_id)
    return {"implementation": found, "control": control, "subject": subject(session, found)}


def offered(session: Session, found: Implementation) -> dict[str, Any]:
    """Gather what the form lets people choose from; providers are other places of the same control."""
    others = session.execute(queries.choices(found.framework_id, found.control_id, found.id))
    return {
        "providers": [(row.id, f"{row.subject}: {STATUS[row.status]}") for row in others],
        "people": session.execute(names()).all(),
        "roles": [(r.id, r.name) for r in session.execute(select(JobRole.id, JobRole.name).order_by(JobRole.name))],
    }


def places(session: Session) -> dict[str, Any]:
    """Gather the controls, scopes and assets that one can begin with."""
    assets = session.execute(select(Asset.id, Asset.name).where(Asset.ended_on.is_(None)).order_by(Asset.name_key))
    return {
        "controls": [named(each) for each in controls(session)],
        "scopes": [(row.id, row.name) for row in session.execute(scopes())],
        "assets": [(row.id, f"{row.name} ({row.id})") for row in assets],
    }
