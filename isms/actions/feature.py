"""What the action plan offers to the rest."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.actions import loads, queries
from isms.actions.labels import ICONS, STATUS
from isms.actions.rules import overdue
from isms.actions.sheets import ACTIONS
from isms.actions.views import bp
from isms.catalogue.rules_keys import key
from isms.feature import Feature, Hit, Link, Panel, Source, Todo
from isms.i18n import gettext as _
from isms.i18n import lazy

SOON = timedelta(days=14)


def shown(session: Session, rows: Any, today: date) -> dict[str, Any]:
    """Fetch actions as the panel of the action plan shows them; `title` replaces its heading."""
    found = [(row, overdue(row.status, row.due, today)) for row in session.execute(rows)]
    late = sum(is_late for _row, is_late in found)
    return {"rows": found, "late": late, "statuses": STATUS, "icons": ICONS, "new": {}, "title": ""}


def _of_risk(session: Session, risk: str, today: date) -> dict[str, Any]:
    return shown(session, queries.for_sources([risk]), today) | {"new": {"source": risk}}


def _of_control(session: Session, control: str, today: date) -> dict[str, Any]:
    return shown(session, queries.of_control(*key(control)), today) | {"new": {"control": control}}


def _of_unit(session: Session, unit: str, today: date) -> dict[str, Any] | None:
    found = shown(session, queries.of_unit(unit), today)
    return found if found["rows"] else None


def _find(session: Session, words: str, limit: int) -> Sequence[Hit]:
    kind = _("Action")
    return [
        Hit(row.id, row.title, url_for("actions.detail", identifier=row.id), kind)
        for row in session.execute(queries.found(words, limit))
    ]


def _todo(session: Session, today: date) -> Sequence[Todo]:
    late = [_line("late", "bad", row) for row in session.execute(queries.overdue(today))]
    soon = session.execute(queries.due_between(today, today + SOON))
    return [*late, *(_line("soon", "warn", row) for row in soon)]


def _line(group: str, tone: str, row: Any) -> Todo:
    who = " · ".join(filter(None, (row.person or row.role, row.unit)))
    url = url_for("actions.detail", identifier=row.id)
    return Todo(group, f"{row.id} {row.title}", who, url, row.due.isoformat(), tone, "clock")


def _count(session: Session, today: date) -> int:
    return session.scalar(queries.overdue_count(today)) or 0


def _panel(of: str, select: Any) -> Panel:
    return Panel(of=of, name="actions", permission=Permission.ACTION_READ, template="actions/_panel.html",
                 select=select, order=40)  # fmt: skip


FEATURE = Feature(
    name="actions",
    blueprint=bp,
    links=(Link(label=lazy("Action plan"), endpoint="actions.index", permission=Permission.ACTION_READ, group=3,
                order=10, count=_count),),
    panels=(_panel("risk", _of_risk), _panel("control", _of_control), _panel("unit", _of_unit)),
    sources=(Source(label=lazy("Action plan"), permission=Permission.ACTION_READ, find=_find),),
    exports=(ACTIONS,),
    sections=loads.SECTIONS,
    todo=((Permission.ACTION_WRITE, _todo),),
)  # fmt: skip
