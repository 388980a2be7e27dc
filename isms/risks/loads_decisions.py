"""What a file says was accepted: a decision that binds to the version of the risk as it was loaded."""

from datetime import date
from typing import Any

from sqlalchemy import select

from isms.accounts.loads import Line
from isms.exchange.entries import Entry, Of, may, must, points
from isms.exchange.kinds import day
from isms.exchange.loading import Load
from isms.exchange.storing import Tally
from isms.i18n import gettext as _
from isms.organisation import loads as organisation
from isms.risks.models import DecisionKind, Risk, RiskDecision

_ACCEPTANCE = (
    points("by_role", "roles", "by_role", required=True),
    must("valid_until", day),
    may("decided_on", day),
    may("decision_ref"),
    may("reason"),
)


def accept(load: Load, risk: Entry, row: dict[str, Any], line: Line) -> None:
    """Want the acceptance that a risk states, unless one that says the same is stored already.

    It binds anew only when the file's own words of it changed, never because the risk was edited in the program.
    """
    stated = risk.sub("acceptance")
    if stated is None:
        return
    said = stated.read(_ACCEPTANCE)
    earlier = [stored for key, stored in load.rows(RiskDecision).stored.items() if key[0] == risk.id]
    known = [stored for stored in earlier if stored.kind is DecisionKind.ACCEPTANCE]
    if any(all(getattr(stored, key) == value for key, value in said.items()) for stored in known):
        return
    decided = said.setdefault("decided_on", _as_of(load))
    if (until := said.get("valid_until")) and until < decided:
        stated.fault(_("An acceptance cannot end before it was decided."), "valid_until")
    role, unit = said.get("by_role"), row.get("owner_unit_id")
    said["person_id"] = line.holder(role, unit) if role and unit else None
    said["band"] = row.get("planned_band") or row.get("band")
    number = max((stored.number for stored in known), default=0) + 1
    load.after(lambda tally: _decide(load, risk.of, number, said, tally))


def _as_of(load: Load) -> date:
    return date.fromisoformat(organisation.settings(load).get("as_of") or "0001-01-01")


def _decide(load: Load, of: Of, number: int, said: dict[str, Any], tally: Tally) -> None:
    version = load.session.scalars(select(Risk.version).where(Risk.id == of.id)).one()
    load.session.add(
        RiskDecision(
            organisation_id=load.organisation, risk_id=of.id, kind=DecisionKind.ACCEPTANCE, number=number,
            risk_version=version, **said,
        )
    )  # fmt: skip
    tally.touched.add(of)
