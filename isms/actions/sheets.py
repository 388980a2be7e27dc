"""The action plan as a workbook, with what it costs."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.actions import queries, rules
from isms.actions.labels import FUNDED, STATUS, funded
from isms.actions.models import Action
from isms.actions.rules import FINISHED, Status
from isms.exchange.sheets import Column, Sheet, Style, Table, Tone
from isms.exchange.voice import Voice
from isms.feature import Export
from isms.organisation.services import units_in_scope
from isms.organisation.sheets import register_book


def write(session: Session, scope_id: str | None, language: str, today: date) -> bytes:
    """Write the action plan, all of it or the actions of a scope's units, with its sums."""
    say = Voice(language)
    units = units_in_scope(session, scope_id) if scope_id else None
    found = session.execute(queries.rows().order_by(Action.due.is_(None), Action.due, Action.id)).all()
    rows = [row for row in found if units is None or row.unit_id in units]
    sheets = [plan(say, rows, today), sums(say, rows, today)]
    return register_book(session, say, (say("Action plan"), scope_id), sheets, today)


def plan(say: Voice, rows: Sequence[Any], today: date) -> Sheet:
    """Show what is to be done, by whom, when and for how much, the soonest first."""
    statuses, money = say.words(STATUS), say.words(FUNDED)
    columns = [
        Column(heading=say("Action"), width=9, value=lambda row: row.id, style=Style.STRONG),
        Column(heading=say("What is to be done"), width=50, value=lambda row: row.title),
        Column(heading=say("Comes from"), width=12, value=lambda row: row.source),
        Column(heading=say("Unit"), width=28, value=lambda row: row.unit or ""),
        Column(heading=say("Responsible"), width=24, value=lambda row: row.person or row.role or ""),
        Column(heading=say("Due"), width=12, value=lambda row: row.due, tone=_late(today)),
        Column(heading=say("Cost (SEK)"), width=13, value=lambda row: row.cost, style=Style.MONEY),
        Column(heading=say("Funded"), width=12, value=lambda row: money[funded(row.funded)]),
        Column(heading=say("Status"), width=17, value=lambda row: statuses[row.status]),
    ]
    note = say("A date in colour has passed without the action being finished.")
    table = Table(columns=columns, rows=rows, empty=say("There is no action."))
    return Sheet(title=say("Action plan"), notes=(note,), tables=(table,), keep=2)


def _late(today: date) -> Callable[[Any], Tone]:
    return lambda row: Tone.BAD if rules.overdue(row.status, row.due, today) else Tone.NONE


def sums(say: Voice, rows: Sequence[Any], today: date) -> Sheet:
    """Sum the plan: by status, and what lacks money. What is dropped costs nothing."""
    counted = [row for row in rows if row.status is not Status.DROPPED]
    still = [row for row in counted if row.status not in FINISHED]
    whole = [
        (say("All actions"), len(counted), _cost(counted)),
        (say("Not finished"), len(still), _cost(still)),
        (say("Not finished, money not granted or not known"), *_sum([row for row in still if not row.funded])),
        (say("Overdue"), *_sum([row for row in rows if rules.overdue(row.status, row.due, today)])),
    ]
    statuses = say.words(STATUS)
    number = Counter(row.status for row in rows)
    by_status = [(statuses[s], number[s], _cost([r for r in rows if r.status is s])) for s in Status]
    tables = (_sums(say, say("The plan"), whole), _sums(say, say("By status"), by_status))
    return Sheet(title=say("Sums"), tables=tables)


def _sum(rows: Sequence[Any]) -> tuple[int, int]:
    return len(rows), _cost(rows)


def _cost(rows: Sequence[Any]) -> int:
    return sum(row.cost or 0 for row in rows)


def _sums(say: Voice, heading: str, rows: Sequence[tuple[str, int, int]]) -> Table:
    columns = [
        Column(heading="", width=48, value=lambda row: row[0], style=Style.STRONG),
        Column(heading=say("Actions"), width=14, value=lambda row: row[1], style=Style.CENTRED),
        Column(heading=say("Cost (SEK)"), width=20, value=lambda row: row[2], style=Style.MONEY),
    ]
    return Table(heading=heading, columns=columns, rows=rows)


ACTIONS = Export(name="actions", permission=Permission.ACTION_READ, write=write)
