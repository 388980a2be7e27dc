"""Who works where and heads what: the list of people, and what accounts tell of units."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission, Role
from isms.accounts import queries
from isms.accounts.models import Person
from isms.organisation.models import Unit
from isms.organisation.queries import units
from isms.organisation.rules import holder
from isms.web import session as web
from isms.web.pages import page
from isms.web.tables import listing

bp = Blueprint("people", __name__, url_prefix="/people")
SORTS = {"name": Person.name, "unit": Unit.name, "id": Person.id}


@bp.get("")
@requires(Permission.ORGANISATION_READ)
def index() -> Response:
    """List people with their positions, units and roles here."""
    words = request.args.get("q", "")
    found = listing(web.session, queries.register(words), SORTS, "name")
    return page("accounts/people.html", page=found, words=words, roles=roles(web.session, found.rows))


def roles(session: Session, rows: Any) -> dict[str, list[Role]]:
    """Gather the roles that some people hold in the program."""
    found: defaultdict[str, list[Role]] = defaultdict(list)
    for row in session.execute(queries.grants([row.id for row in rows])):
        found[row.person_id].append(row.role)
    return found


@dataclass(frozen=True)
class Places:
    """Who heads each unit, by name, and how many work there."""

    heads: dict[str, str]
    counts: Counter[str]


def places(session: Session, _organisation: str, _today: date) -> Places:
    """Say who heads each unit: whoever holds its head role there or in the nearest unit above."""
    rows = session.execute(units()).all()
    people = session.execute(queries.positions()).all()
    parents, names = {row.id: row.parent_id for row in rows}, {row.id: row.name for row in people}
    holders: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in people:
        holders[row.job_role_id, row.unit_id].append(row.id)
    heads = {row.id: holder(row.head_role_id, row.id, parents, holders) for row in rows if row.head_role_id}
    return Places(
        {unit: names[head] for unit, head in heads.items() if head}, Counter(row.unit_id for row in people)
    )  # fmt: skip


def of_unit(session: Session, unit: str, today: date) -> dict[str, Any]:
    """Select who works in a unit, and who heads it."""
    return {
        "rows": session.execute(queries.in_unit(unit)).all(),
        "head": places(session, "", today).heads.get(unit),
    }
