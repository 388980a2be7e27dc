"""Selections of the action plan."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from isms.accounts.models import Person
from isms.actions.models import Action, ActionControl
from isms.actions.rules import FINISHED, Status
from isms.i18n import spellings
from isms.organisation.models import JobRole, Unit

Rows = Select[*tuple[Any, ...]]


class Wanted(NamedTuple):
    """What the plan is narrowed to; empty means all."""

    words: str = ""
    status: str = ""
    unit: str = ""
    due: str = ""
    funded: str = ""


OPEN = Action.status.not_in(FINISHED)
UNFUNDED = and_(OPEN, func.coalesce(Action.funded, False).is_(False))
RANK = case({status: rank for rank, status in enumerate(Status)}, value=Action.status)


def late(today: date) -> ColumnElement[bool]:
    """Write the rule `overdue` as a condition."""
    return and_(OPEN, Action.due < today)


def rows() -> Rows:
    """Select actions with the names of their unit and of who answers for them."""
    own = Action.organisation_id
    return (
        select(
            Action.id, Action.title, Action.source, Action.unit_id, Action.due, Action.cost, Action.funded,
            Action.status, Unit.name.label("unit"), Person.name.label("person"), JobRole.name.label("role"),
        )
        .outerjoin(Unit, and_(Unit.organisation_id == own, Unit.id == Action.unit_id))
        .outerjoin(Person, and_(Person.organisation_id == own, Person.id == Action.responsible_id))
        .outerjoin(JobRole, and_(JobRole.organisation_id == own, JobRole.id == Action.responsible_role))
    )  # fmt: skip


def register(wanted: Wanted, today: date) -> Rows:
    """Select the plan."""
    return rows().where(*_narrowed(wanted, today))


def sums(wanted: Wanted, today: date) -> Rows:
    """Select what the narrowed plan costs (SEK), what of that lacks money, and how much is overdue.

    What is dropped costs nothing; what is finished needs no more money.
    """
    counted = case((Action.status != Status.DROPPED, Action.cost), else_=0)
    return select(
        func.coalesce(func.sum(counted), 0).label("cost"),
        func.coalesce(func.sum(case((UNFUNDED, Action.cost), else_=0)), 0).label("unfunded"),
        func.coalesce(func.sum(case((late(today), 1), else_=0)), 0).label("overdue"),
    ).where(*_narrowed(wanted, today))


def _narrowed(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = [matches(word) for word in wanted.words.split()]
    if wanted.status == "open":
        narrowed.append(OPEN)
    if wanted.status in list(Status):
        narrowed.append(Action.status == Status(wanted.status))
    if wanted.unit:
        narrowed.append(Action.unit_id == wanted.unit)
    if wanted.due:
        narrowed.append(late(today))
    money = {"yes": Action.funded.is_(True), "no": Action.funded.is_(False), "unknown": Action.funded.is_(None)}
    narrowed.extend(condition for name, condition in money.items() if name == wanted.funded)
    return narrowed


def matches(word: str) -> ColumnElement[bool]:
    """Write that a word occurs in the id, title or source."""
    return or_(
        *(
            column.icontains(each, autoescape=True)
            for each in spellings(word)
            for column in (Action.id, Action.title, Action.source)
        )
    )


def found(words: str, limit: int) -> Rows:
    """Select what the search finds by words."""
    return rows().where(*map(matches, words.split())).order_by(Action.id).limit(limit)


def for_sources(ids: Collection[str]) -> Rows:
    """Select the actions that the given risks, documents or findings called for, the soonest first."""
    return rows().where(Action.source.in_(ids)).order_by(Action.due.is_(None), Action.due, Action.id)


def of_control(framework: str, control: str) -> Rows:
    """Select the actions that improve a control, the soonest first."""
    link = and_(
        ActionControl.organisation_id == Action.organisation_id,
        ActionControl.action_id == Action.id,
        ActionControl.framework_id == framework,
        ActionControl.control_id == control,
    )
    return rows().join(ActionControl, link).order_by(Action.due.is_(None), Action.due, Action.id)


def of_unit(unit_id: str) -> Rows:
    """Select a unit's actions that are not finished, the soonest first."""
    return rows().where(Action.unit_id == unit_id, OPEN).order_by(Action.due.is_(None), Action.due, Action.id)


def controls_of(action_id: str) -> Select[ActionControl]:
    """Select the controls that an action improves."""
    return select(ActionControl).where(ActionControl.action_id == action_id)


def overdue(today: date) -> Rows:
    """Select what should have been finished before today, the longest overdue first."""
    return rows().where(late(today)).order_by(Action.due, Action.id)


def overdue_count(today: date) -> Select[int]:
    """Select how many actions are overdue."""
    return select(func.count()).select_from(Action).where(late(today))


def due_between(today: date, until: date) -> Rows:
    """Select what is due from today until a day."""
    return rows().where(OPEN, Action.due >= today, Action.due <= until).order_by(Action.due, Action.id)


def units() -> Rows:
    """Select (id, name) of the units that have actions."""
    have = select(Action.unit_id).where(Action.unit_id.is_not(None))
    return select(Unit.id, Unit.name).where(Unit.id.in_(have)).order_by(Unit.name, Unit.id)


def ids() -> Select[str]:
    """Select every id, from which the next is made."""
    return select(Action.id)


def roles() -> Rows:
    """Select (id, name) of every job role, for choices."""
    return select(JobRole.id, JobRole.name).order_by(JobRole.name, JobRole.id)
