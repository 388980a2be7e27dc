"""What the register of assets shows: its rows in words, its headline, its filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, func
from sqlalchemy.orm import Session

from isms.accounts.models import Person
from isms.assets import panels, queries, queries_register, rules, services
from isms.assets.forms import KINDS
from isms.assets.models import Asset, AssetLevel
from isms.assets.queries_register import Wanted
from isms.assets.rules import Basis
from isms.classification.rules_inheritance import Standing
from isms.i18n import gettext as _
from isms.i18n import lazy
from isms.organisation.models import Unit
from isms.organisation.queries import tree
from isms.organisation.rules import units_in_scope
from isms.web.filters import aspect_letter

STATES = (
    ("stale", lazy("Stale classification")),
    ("undecided", lazy("No decision")),
    ("overdue", lazy("Review overdue")),
    ("ended", lazy("Ended")),
)
SORTS: dict[str, SQLColumnExpression[Any]] = {
    "name": Asset.name_key,
    "kind": Asset.kind,
    "level": ((AssetLevel.c * 4 + AssetLevel.i) * 4 + AssetLevel.a) * 4 + AssetLevel.t,
    "unit": Unit.name,
    "owner": func.coalesce(Person.name, ""),
    "review": func.coalesce(Asset.next_review, date.max),
    "id": Asset.id,
}


@dataclass(frozen=True)
class Told:
    """What a row says beside its columns."""

    standing: Standing
    stale: bool
    basis: str
    late: bool


def told(session: Session, rows: Sequence[Any], today: date) -> dict[str, Told]:
    """Say for each row of the register where the asset stands, what that rests on, and whether it is late."""
    aspects = services.enabled(session)
    found = {}
    for row in rows:
        standing = rules.standing(row, aspects)
        late = rules.overdue(row.next_review, row.ended_on, today)
        found[row.id] = Told(standing, bool(standing.stale), basis_words(standing), late)
    return found


def basis_words(standing: Standing) -> str:
    """Say what an asset's levels rest on: inherited, raised C, lowered A, stale."""
    kind, aspects = rules.basis(standing)
    letters = " ".join(map(aspect_letter, aspects))
    return {
        Basis.STALE: _("Stale level"),
        Basis.RAISED: _("Raised %(aspects)s", aspects=letters),
        Basis.LOWERED: _("Lowered %(aspects)s", aspects=letters),
        Basis.INHERITED: _("Inherited"),
        Basis.NOTHING: "",
    }[kind]


def counts(session: Session, today: date) -> dict[str, int]:
    """Count all assets, and those whose classification is stale or whose review is overdue; large ones are capped."""
    total = session.scalar(queries_register.at_most(queries_register.matching(Wanted(), today))) or 0
    return {"total": total, "stale": panels.stale(session, today), "overdue": panels.overdue(session, today)}


def filters(session: Session) -> dict[str, Any]:
    """Gather what the register can be filtered by."""
    used = session.scalars(queries.kinds()).all()
    units = sorted(((row.id, row.name) for row in session.execute(tree())), key=lambda pair: pair[1])
    return {"kinds": {kind: KINDS.get(kind, kind) for kind in used}, "units": units, "states": STATES}


def wanted(session: Session, asked: Mapping[str, str]) -> Wanted:
    """Read what the address asks for; a unit stands for all below it, and what cannot be read is not asked."""
    level = asked.get("level", "")
    return Wanted(
        asked.get("q", ""),
        asked.get("kind", ""),
        _under(session, asked.get("unit", "")),
        int(level) if level in ("1", "2", "3") else 0,
        asked.get("state", ""),
    )


def _under(session: Session, unit: str) -> frozenset[str] | None:
    if not unit:
        return None
    return units_in_scope({row.id: row.parent_id for row in session.execute(tree())}, {unit}, ())
