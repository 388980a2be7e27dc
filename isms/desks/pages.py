"""What the start page gathers: what waits for the person, and how the whole stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from flask import current_app, url_for
from sqlalchemy.orm import Session

from isms import i18n
from isms.access.marks import may
from isms.access.rules import Permission
from isms.assets.models import Asset, InformationType
from isms.catalogue.labels import theme_name
from isms.catalogue.services import controls
from isms.desks import queries, rules
from isms.feature import Feature, Todo
from isms.i18n import gettext as _
from isms.i18n import lazy
from isms.implementations.services import standings
from isms.risks import queries_register
from isms.risks import services as risks
from isms.risks.overview import counts, legend
from isms.web import charts
from isms.web.charts import Part

GROUPS = {
    "blocks": lazy("Blocks the Statement"),
    "late": lazy("Late"),
    "waits": lazy("Waits for a decision"),
    "soon": lazy("Soon"),
}
SHARES = {"implemented": lazy("Implemented"), "partly": lazy("Partly implemented"), "planned": lazy("Planned")}
MOST = 5


@dataclass(frozen=True)
class Waiting:
    """A group of the to-do list as it is shown."""

    name: str
    title: str
    lines: Sequence[Mapping[str, str]]


def waiting(session: Session, features: Sequence[Feature], today: date) -> list[Waiting]:
    """Gather what every feature says that the person has to do, in groups."""
    asked = [ask for feature in features for permission, ask in feature.todo if may(permission)]
    found = rules.in_groups(line for ask in asked for line in ask(session, today))
    return [Waiting(group, str(GROUPS[group]), [_line(each) for each in lines]) for group, lines in found.items()]


def _line(todo: Todo) -> Mapping[str, str]:
    return {
        "text": todo.title, "url": todo.url, "tone": todo.tone, "sign": todo.icon, "when": todo.when,
        "more": todo.detail,
    }  # fmt: skip


def day_in_words(today: date) -> str:
    """Write the day as a heading does: Sunday 22 November 2026."""
    said = format_date(today, "EEEE d MMMM y", locale=i18n.language())
    return said[:1].upper() + said[1:]


def first_steps(session: Session) -> list[Mapping[str, str]]:
    """Say what to begin with when nothing is written down yet; nothing for those who may not write it."""
    if not may(Permission.ASSET_WRITE) or any(session.scalar(queries.first_of(m)) for m in (InformationType, Asset)):
        return []
    steps = (
        (_("Write down what information you handle"), "assets.information_types.create",
         _("Begin with what would hurt most if it were lost, wrong or seen by others.")),
        (_("List the assets that carry it"), "assets.create",
         _("Systems, services and archives; each takes the level of the information it handles.")),
        (_("Write down what may happen"), "risks.index", _("One event, one sentence, and who owns the risk.")),
    )  # fmt: skip
    return [{"text": text, "url": url_for(endpoint), "more": why} for text, endpoint, why in steps]


def themes(session: Session, scope: str | None) -> list[dict[str, Any]]:
    """Gather how far the controls of each theme are implemented in a scope, with a bar for each."""
    if scope is None or not may(Permission.IMPLEMENTATION_READ):
        return []
    found = standings(session, scope)
    all_controls = sorted(controls(session), key=lambda control: (control.own, control.position))
    met = [(c.theme, str(found[c.key].status) if c.key in found else "not_assessed") for c in all_controls]
    return [_theme(each) for each in rules.coverage(met)]


def _theme(found: rules.Coverage) -> dict[str, Any]:
    parts = [Part(str(SHARES[share]).lower(), count) for share, count in found.counts.items()]
    name = theme_name(found.theme)
    url = url_for("catalogue.index", theme=found.theme) if found.theme else url_for("catalogue.index", own=1)
    return {"name": name, "found": found, "url": url, "bar": charts.bar(name, parts, found.total)}


def bands(session: Session) -> list[Any]:
    """Gather how many open risks each band has now and as planned, the worst first."""
    scales = risks.newest(session) if may(Permission.RISK_READ) else None
    return legend(scales, counts(session.execute(queries_register.counted(scales.version)))) if scales else []


def coming(session: Session, today: date) -> list[dict[str, Any]]:
    """Gather the decisions on risks that come next, the soonest first."""
    if not may(Permission.RISK_READ):
        return []
    ending = [
        (row.until, row, _("The acceptance ends")) for row in session.execute(queries.acceptances_ending(today, MOST))
    ]
    due = [(row.due, row, _("To be treated")) for row in session.execute(queries.treatments_due(today, MOST))]
    soonest = sorted([*ending, *due], key=lambda each: (each[0], each[1].id))[:MOST]
    return [
        {"text": f"{row.id} {row.title}", "url": url_for("risks.detail", identifier=row.id), "when": day.isoformat(),
         "more": why, "sign": "clock"}
        for day, row, why in soonest
    ]  # fmt: skip


def statement() -> str | None:
    """Find the address of the Statement, for those who may read it."""
    there = "soa.index" in current_app.view_functions and may(Permission.STATEMENT_READ)
    return url_for("soa.index") if there else None


def whole(session: Session, scope: str | None, today: date) -> dict[str, Any]:
    """Gather what stands beside the to-do list, and what to do first."""
    return {
        "themes": themes(session, scope),
        "bands": bands(session),
        "coming": coming(session, today),
        "steps": first_steps(session),
        "day": day_in_words(today),
        "statement": statement(),
    }
