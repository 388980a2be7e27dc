"""Selections of laws and contracts."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from isms.assets.models import Supplier
from isms.i18n import sort_key
from isms.obligations.models import Kind, Obligation, ObligationControl, ObligationUnit
from isms.obligations.rules import NOTICE, Force
from isms.organisation.models import Unit

Rows = Select[*tuple[Any, ...]]
_Next = aliased(Obligation)


class Wanted(NamedTuple):
    """What the register is narrowed to; empty means all."""

    words: str = ""
    kind: str = ""
    force: str = ""
    area: str = ""
    verify: str = ""


def standing(force: str, today: date) -> ColumnElement[bool]:
    """Write the rule `force` as a condition; a test proves that both agree."""
    ended = and_(Obligation.ends.is_not(None), Obligation.ends <= today)
    over = func.coalesce(ended, False)
    begun = func.coalesce(Obligation.in_force <= today, False)
    return {Force.ENDED: ended, Force.IN_FORCE: and_(~over, begun), Force.COMING: and_(~over, ~begun)}[Force(force)]


def register(wanted: Wanted, today: date) -> Rows:
    """Select the rows of the register, each with what replaced it and how many controls it calls for."""
    controls = (
        select(func.count())
        .where(
            ObligationControl.organisation_id == Obligation.organisation_id,
            ObligationControl.obligation_id == Obligation.id,
        )
        .scalar_subquery()
        .label("controls")
    )
    rows = select(*_COLUMNS, controls).outerjoin(_Next, _replaces())
    return rows.where(*_narrowed(wanted, today))


_COLUMNS = (
    Obligation.id, Obligation.kind, Obligation.number, Obligation.name, Obligation.short, Obligation.area,
    Obligation.in_force, Obligation.ends, Obligation.verify, Obligation.replaced_by_id,
    _Next.name.label("replaced_by"),
)  # fmt: skip


def _replaces() -> ColumnElement[bool]:
    return and_(_Next.organisation_id == Obligation.organisation_id, _Next.id == Obligation.replaced_by_id)


def _narrowed(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = [matches(word) for word in wanted.words.split()]
    if wanted.kind in list(Kind):
        narrowed.append(Obligation.kind == Kind(wanted.kind))
    if wanted.force in list(Force):
        narrowed.append(standing(wanted.force, today))
    if wanted.area:
        narrowed.append(Obligation.area == wanted.area)
    if wanted.verify:
        narrowed.append(Obligation.verify.is_(True))
    return narrowed


def matches(word: str) -> ColumnElement[bool]:
    """Write that a word occurs in the name, short name, number or id, whatever its case."""
    return or_(
        Obligation.name_key.contains(sort_key(word), autoescape=True),
        Obligation.short.icontains(word, autoescape=True),
        Obligation.number.icontains(word, autoescape=True),
        Obligation.id.icontains(word, autoescape=True),
    )


def found(folded: str, limit: int) -> Rows:
    """Select what the search finds by folded words."""
    rows = select(Obligation.id, Obligation.number, Obligation.name)
    return rows.where(*map(matches, folded.split())).order_by(Obligation.name_key, Obligation.id).limit(limit)


def areas() -> Select[str]:
    """Select the areas that are in use."""
    return select(Obligation.area).where(Obligation.area != "").distinct().order_by(Obligation.area)


def names() -> Rows:
    """Select (id, number, name) of all, for choices."""
    return select(Obligation.id, Obligation.number, Obligation.name).order_by(Obligation.name_key, Obligation.id)


def suppliers() -> Rows:
    """Select (id, name) of all suppliers, for choices."""
    return select(Supplier.id, Supplier.name).order_by(Supplier.name, Supplier.id)


def supplier(identifier: str | None) -> Rows:
    """Select (id, name) of one supplier, or of none."""
    return select(Supplier.id, Supplier.name).where(Supplier.id == identifier)


def controls_of(obligation_id: str) -> Select[ObligationControl]:
    """Select the controls that an obligation calls for."""
    return select(ObligationControl).where(ObligationControl.obligation_id == obligation_id)


def unit_links(obligation_id: str) -> Select[ObligationUnit]:
    """Select which units an obligation names."""
    return select(ObligationUnit).where(ObligationUnit.obligation_id == obligation_id)


def units_of(obligation_id: str) -> Rows:
    """Select (id, name) of the units that an obligation names."""
    return (
        select(Unit.id, Unit.name)
        .join(
            ObligationUnit,
            and_(ObligationUnit.organisation_id == Unit.organisation_id, ObligationUnit.unit_id == Unit.id),
        )
        .where(ObligationUnit.obligation_id == obligation_id)
        .order_by(Unit.name, Unit.id)
    )


def calling_for(framework: str, control: str) -> Rows:
    """Select the obligations that call for a control, in force or not."""
    link = and_(
        ObligationControl.organisation_id == Obligation.organisation_id,
        ObligationControl.obligation_id == Obligation.id,
        ObligationControl.framework_id == framework,
        ObligationControl.control_id == control,
    )
    return select(*_COLUMNS).join(ObligationControl, link).outerjoin(_Next, _replaces()).order_by(Obligation.name_key)


def binding(unit_id: str) -> Rows:
    """Select the obligations that name a unit."""
    link = and_(
        ObligationUnit.organisation_id == Obligation.organisation_id,
        ObligationUnit.obligation_id == Obligation.id,
        ObligationUnit.unit_id == unit_id,
    )
    return select(*_COLUMNS).join(ObligationUnit, link).outerjoin(_Next, _replaces()).order_by(Obligation.name_key)


def replaced_by(obligation_id: str) -> Rows:
    """Select (id, number, name) of what an obligation replaced."""
    return (
        select(Obligation.id, Obligation.number, Obligation.name)
        .where(Obligation.replaced_by_id == obligation_id)
        .order_by(Obligation.name_key)
    )


def contracts_ending(today: date) -> Rows:
    """Select (id, name, ends) of the contracts that end within the time of notice."""
    return (
        select(Obligation.id, Obligation.name, Obligation.ends)
        .where(Obligation.kind == Kind.CONTRACT, Obligation.ends > today, Obligation.ends <= today + NOTICE)
        .order_by(Obligation.ends, Obligation.id)
    )


def to_verify() -> Select[int]:
    """Select how many obligations still have to be checked against the original."""
    return select(func.count()).select_from(Obligation).where(Obligation.verify.is_(True))


def ids(kind: Kind) -> Select[str]:
    """Select the ids of one kind, from which the next is made."""
    return select(Obligation.id).where(Obligation.kind == kind)
