"""What risks offer to the rest."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.actions import feature as actions
from isms.actions.queries import for_sources
from isms.catalogue.rules_keys import key
from isms.feature import Feature, Hit, Link, Panel, Projection, Show, Source, Todo
from isms.i18n import gettext as _
from isms.i18n import lazy, natural, ngettext
from isms.organisation.services import units_in_scope
from isms.risks import loads, queries, queries_register, services
from isms.risks.models import Risk
from isms.risks.overview import Bands
from isms.risks.rules import Status, calls_for_controls
from isms.risks.sheets import RISKS
from isms.risks.views import bp
from isms.risks.words import TREATMENTS, standing

COUNTED = ("late", "acceptance_expired", "acceptance_stale")
WAITING = ("plan_missing", "plan_stale", "acceptance_missing")


def _panel(session: Session, rows: Any) -> dict[str, Any] | None:
    found = session.execute(rows).all()
    if not found:
        return None
    marks = Bands(services.criteria(session))
    still = sum(row.status is not Status.CLOSED for row in found)
    return {"rows": found, "open": still, "marks": marks, "standing": standing, "treatments": TREATMENTS}


def _of_control(session: Session, control: str, _today: date) -> dict[str, Any] | None:
    named = key(control)
    found = _panel(session, queries_register.naming(*named))
    return found and found | {"calls": lambda row: calls_for_controls(row.status, row.treatment, [named])}


def _planned(session: Session, control: str, today: date) -> dict[str, Any] | None:
    """Show what is planned for the risks that name a control."""
    risks = [row.id for row in session.execute(queries_register.naming(*key(control)))]
    found = actions.shown(session, for_sources(risks), today)
    return found | {"title": _("In the action plan, for its risks")} if found["rows"] else None


def _of_asset(session: Session, asset: str, _today: date) -> dict[str, Any] | None:
    return _panel(session, queries_register.concerning(asset))


def _of_unit(session: Session, unit: str, _today: date) -> dict[str, Any] | None:
    return _panel(session, queries_register.owned(unit))


def _find(session: Session, words: str, limit: int) -> Sequence[Hit]:
    return [
        Hit(row.id, row.title, url_for("risks.detail", identifier=row.id), _("Risk"))
        for row in session.execute(queries_register.found(words, limit))
    ]


def _waiting(session: Session, states: tuple[str, ...], today: date) -> dict[str, int]:
    return dict(zip(states, session.execute(queries_register.waiting(states, today)).one(), strict=True))


def _count(session: Session, today: date) -> int:
    return sum(session.execute(queries_register.overdue(today)).one())


def _todo(session: Session, today: date) -> Sequence[Todo]:
    """List one line for each state that asks for something, linked to the register narrowed to it."""
    found = _waiting(session, COUNTED + WAITING, today)
    return [_line(state, number) for state, number in found.items() if number]


def _line(state: str, number: int) -> Todo:
    said = {
        "late": ("late", "bad", "clock", ngettext(
            "%(num)s risk is past its date", "%(num)s risks are past their dates", number),
            _("Rate them again, or give a new date with the owner.")),
        "acceptance_expired": ("late", "bad", "clock", ngettext(
            "%(num)s acceptance has expired", "%(num)s acceptances have expired", number),
            _("The owner accepts again, or the risk is treated.")),
        "acceptance_stale": ("late", "warn", "alert", ngettext(
            "%(num)s acceptance is stale", "%(num)s acceptances are stale", number),
            _("The risk was changed after it was accepted.")),
        "plan_missing": ("waits", "quiet", "none", ngettext(
            "%(num)s treatment plan awaits its owner", "%(num)s treatment plans await their owners", number),
            _("The risk owner approves the plan (6.1.3 f).")),
        "plan_stale": ("waits", "warn", "alert", ngettext(
            "%(num)s approval of a plan is stale", "%(num)s approvals of plans are stale", number),
            _("The risk was changed after its plan was approved.")),
        "acceptance_missing": ("waits", "warn", "none", ngettext(
            "%(num)s retained risk is not accepted", "%(num)s retained risks are not accepted", number),
            _("Silence is never an acceptance.")),
    }  # fmt: skip
    group, tone, icon, title, detail = said[state]
    return Todo(group, title, detail, url_for("risks.index", state=state), "", tone, icon)


def rows(session: Session, scope: str | None, _today: date) -> Sequence[Mapping[str, Any]]:
    """List what `isms show risks` prints: those of the scope's units, or all."""
    units = units_in_scope(session, scope) if scope else None
    controls: dict[str, list[str]] = {}
    for risk, _framework, control in session.execute(queries.links()):
        controls.setdefault(risk, []).append(control)
    found = session.execute(queries.shown()).all()
    return [_row(row, controls.get(row.id, [])) for row in found if units is None or row.owner_unit_id in units]


def _row(row: Any, controls: list[str]) -> dict[str, Any]:
    return {
        "id": row.id, "title": row.title, "band": row.band, "planned_band": row.planned_band,
        "treatment": row.treatment.value, "controls": sorted(controls, key=natural), "status": row.status.value,
        "owner_unit": row.owner_unit_id, "owner": row.owner_id, "likelihood": row.likelihood,
        "consequence": row.consequence,
    }  # fmt: skip


def _hang(of: str, select: Any) -> Panel:
    return Panel(
        of=of, name="risks", permission=Permission.RISK_READ, template="risks/_panel.html", select=select, order=10
    )


def _addresses(session: Session, ids: Collection[str]) -> dict[str, str]:
    known = session.scalars(queries.ids().where(Risk.id.in_(ids)))
    return {risk: url_for("risks.detail", identifier=risk) for risk in known}


FEATURE = Feature(
    name="risks",
    blueprint=bp,
    addresses=_addresses,
    links=(
        Link(
            label=lazy("Risks"), endpoint="risks.index", permission=Permission.RISK_READ, group=2, order=0, count=_count
        ),
    ),
    panels=(
        _hang("control", _of_control),
        _hang("asset", _of_asset),
        _hang("unit", _of_unit),
        Panel(
            of="control",
            name="planned",
            permission=Permission.ACTION_READ,
            template="actions/_panel.html",
            select=_planned,
            order=41,
        ),
    ),
    sources=(Source(label=lazy("Risks"), permission=Permission.RISK_READ, find=_find),),
    todo=((Permission.RISK_READ, _todo),),
    projections=(
        Projection(name="risk bands", watches=frozenset(), refresh=services.refresh, differences=services.differences),
    ),
    exports=(RISKS,),
    sections=loads.SECTIONS,
    shows=(
        Show(
            name="risks",
            columns=("id", "title", "band", "planned_band", "treatment", "status", "owner_unit"),
            rows=rows,
        ),
    ),
)
