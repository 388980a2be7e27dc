"""What the pages of information types show."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from isms.assets import services
from isms.assets.forms_levels import InformationForm, filled
from isms.assets.models import InformationType
from isms.assets.pages import known_people
from isms.organisation.models import Unit
from isms.organisation.queries import tree
from isms.organisation.services import settings
from isms.web.forms import choices
from isms.web.history import entries, labels
from isms.web.panels import panels

FIELDS = ("name", "owner_unit_id", "personal_data", "secrecy", "retention", "note")
SORTS: dict[str, SQLColumnExpression[Any]] = {
    "name": InformationType.name_key,
    "unit": Unit.name,
    "id": InformationType.id,
}


def details(session: Session, kind: InformationType) -> dict[str, Any]:
    """Gather what the page of one information type shows."""
    aspects, categories = scheme(session, kind.consequences)
    split = {aspect: given for aspect, given in kind.consequences.items() if isinstance(given, Mapping)}
    people = known_people(session)
    return {
        "kind": kind,
        "unit": session.get_one(Unit, (kind.organisation_id, kind.owner_unit_id)),
        "aspects": aspects,
        "categories": [(each, {aspect: split[aspect].get(each) for aspect in split}) for each in categories],
        "split": split,
        "panels": panels("information_type", kind.id),
        "history": entries(session, ("information_type", kind.id), people, labels(InformationForm)),
    }


def scheme(session: Session, consequences: Mapping[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    """Name the aspects and the categories of consequence in use, with those that something was rated by before."""
    used = [each for given in consequences.values() if isinstance(given, Mapping) for each in given]
    return services.enabled(session), list(dict.fromkeys([*settings(session).get("categories", ()), *used]))


def chosen(consequences: Mapping[str, Any], categories: Sequence[str]) -> dict[str, Any]:
    """Turn stored consequences into what the form holds."""
    return dict(filled(consequences, categories))


def units(session: Session, *, empty: bool) -> list[SelectChoice]:
    """List the units that may answer for information."""
    named = sorted(((row.id, row.name) for row in session.execute(tree())), key=lambda pair: pair[1])
    return choices(named, empty=empty)
