"""Selections of how controls are met."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from isms.accounts.models import Person
from isms.assets.models import Asset, AssetLevel
from isms.assets.queries import LEVELS
from isms.catalogue.models import OWN, AdoptedControl, Control
from isms.i18n import spellings
from isms.implementations.models import Implementation
from isms.implementations.rules import Deficiency, Ordered, Status
from isms.organisation.models import Scope, ScopeUnit

Rows = Select[*tuple[Any, ...]]


class Wanted(NamedTuple):
    """What the register is narrowed to; empty means all."""

    words: str = ""
    where: str = ""
    status: str = ""
    deficiency: str = ""
    theme: str = ""
    responsible: str = ""
    review: str = ""


SUBJECT = func.coalesce(Asset.name, Scope.name)
POSITION = case((AdoptedControl.framework_id == OWN, 10_000), else_=0) + AdoptedControl.position
TITLE_SV = func.coalesce(func.nullif(AdoptedControl.title_sv, ""), Control.title_sv)
TITLE_EN = func.coalesce(func.nullif(AdoptedControl.title_en, ""), Control.title_en)
THEME = func.coalesce(func.nullif(AdoptedControl.theme, ""), Control.theme, "")
STANDING = (
    Implementation.id, Implementation.framework_id, Implementation.control_id, Implementation.status,
    Implementation.deficiency, Implementation.maturity, Implementation.wanted, Implementation.provider_id,
)  # fmt: skip


def ranked(column: InstrumentedAttribute[Any], scale: type[Ordered]) -> ColumnElement[int]:
    """Write a scale's order as a column, for sorting; what nobody has judged comes before the first."""
    return func.coalesce(case({each: each.rank for each in scale}, value=column), -1)


def rows() -> Rows:
    """Select how each control is met, with its title, where it applies and who answers for it."""
    mine = Implementation.organisation_id
    return (
        select(
            *STANDING, Implementation.scope_id, Implementation.asset_id, Implementation.how,
            Implementation.next_review, Implementation.last_review, Person.name.label("responsible"),
            SUBJECT.label("subject"), TITLE_SV.label("title_sv"), TITLE_EN.label("title_en"),
        )
        .join(
            AdoptedControl,
            and_(
                AdoptedControl.organisation_id == mine,
                AdoptedControl.framework_id == Implementation.framework_id,
                AdoptedControl.id == Implementation.control_id,
            ),
        )
        .outerjoin(
            Control, and_(Control.framework_id == AdoptedControl.framework_id, Control.id == AdoptedControl.id)
        )
        .outerjoin(Asset, and_(Asset.organisation_id == mine, Asset.id == Implementation.asset_id))
        .outerjoin(Scope, and_(Scope.organisation_id == mine, Scope.id == Implementation.scope_id))
        .outerjoin(Person, and_(Person.organisation_id == mine, Person.id == Implementation.responsible_id))
    )  # fmt: skip


def register(wanted: Wanted, scope_id: str | None, providers: Collection[str], today: date) -> Rows:
    """Select the register of a scope and of all assets.

    `providers` are those whose own standing is the wanted status: what inherits from them stands so too.
    """
    places = {"scope": Implementation.scope_id == scope_id, "asset": Implementation.asset_id.is_not(None)}
    narrowed = [matches(word) for word in wanted.words.split()]
    narrowed.append(places.get(wanted.where, or_(*places.values())))
    if wanted.status in list(Status):
        own = and_(Implementation.provider_id.is_(None), Implementation.status == Status(wanted.status))
        narrowed.append(or_(own, Implementation.provider_id.in_(providers)))
    if wanted.deficiency in list(Deficiency):
        narrowed.append(Implementation.deficiency == Deficiency(wanted.deficiency))
    if wanted.theme:
        narrowed.append(THEME.in_([wanted.theme]))
    if wanted.responsible:
        narrowed.append(Implementation.responsible_id == wanted.responsible)
    if wanted.review:
        narrowed.append(Implementation.next_review < today)
    return rows().where(*narrowed)


def matches(word: str) -> ColumnElement[bool]:
    """Write that a word occurs in the control's number or title, in the place, or in how it is met."""
    columns = (Implementation.control_id, TITLE_SV, TITLE_EN, SUBJECT, Implementation.how)
    return or_(*(column.icontains(each, autoescape=True) for each in spellings(word) for column in columns))


def found(words: str, limit: int) -> Rows:
    """Select what the search finds by words."""
    return rows().where(*map(matches, words.split())).order_by(POSITION, Implementation.id).limit(limit)


def providers() -> Rows:
    """Select the standing of everything that something else inherits from."""
    named = select(Implementation.provider_id).where(Implementation.provider_id.is_not(None))
    return select(*STANDING).where(Implementation.id.in_(named))


def links() -> Rows:
    """Select (id, provider_id) of everything that inherits."""
    return select(Implementation.id, Implementation.provider_id).where(Implementation.provider_id.is_not(None))


def named_units() -> Rows:
    """Select (scope_id, unit_id, included) of every unit that a scope names."""
    return select(ScopeUnit.scope_id, ScopeUnit.unit_id, ScopeUnit.included).order_by(ScopeUnit.scope_id)


def assets_of(person_id: str) -> Rows:
    """Select (id, name, owner_unit_id) of the assets in use that a person is system owner of."""
    mine = and_(Asset.system_owner_id == person_id, Asset.ended_on.is_(None))
    return select(Asset.id, Asset.name, Asset.owner_unit_id).where(mine).order_by(Asset.name, Asset.id)


def levels_of(asset_ids: Collection[str]) -> Rows:
    """Select the levels that hold for some assets."""
    return select(AssetLevel.asset_id, *LEVELS).where(AssetLevel.asset_id.in_(asset_ids))


def on_assets(asset_ids: Collection[str]) -> Rows:
    """Select how controls are met for some assets."""
    return select(*STANDING, Implementation.asset_id).where(Implementation.asset_id.in_(asset_ids))


def choices(framework: str, control: str, without: str) -> Rows:
    """Select (id, subject) of the other places where a control is met, from which it may be inherited."""
    return of_control(framework, control).where(Implementation.id != without)


def of_scope(*scope_ids: str) -> Rows:
    """Select how controls are met for whole scopes."""
    return select(*STANDING, Implementation.scope_id).where(Implementation.scope_id.in_(scope_ids))


def of_asset(asset_id: str) -> Rows:
    """Select how controls are met for one asset."""
    return rows().where(Implementation.asset_id == asset_id).order_by(POSITION)


def of_control(framework: str, control: str) -> Rows:
    """Select how one control is met everywhere, whole scopes first."""
    same = and_(Implementation.framework_id == framework, Implementation.control_id == control)
    return rows().where(same).order_by(Implementation.scope_id.is_(None), SUBJECT, Implementation.id)


def heirs(identifier: str) -> Rows:
    """Select what inherits directly from an implementation."""
    return rows().where(Implementation.provider_id == identifier).order_by(SUBJECT, Implementation.id)


def existing(framework: str, control: str, scope_id: str | None, asset_id: str | None) -> Select[str]:
    """Select the id of what is already written of a control in one place."""
    return select(Implementation.id).where(
        Implementation.framework_id == framework,
        Implementation.control_id == control,
        Implementation.asset_id == asset_id if asset_id else Implementation.scope_id == scope_id,
    )


def responsible() -> Rows:
    """Select (id, name) of those who answer for some implementation."""
    answers = select(Implementation.responsible_id).where(Implementation.responsible_id.is_not(None))
    return select(Person.id, Person.name).where(Person.id.in_(answers)).order_by(Person.name, Person.id)


def reviews_overdue(today: date) -> Select[int]:
    """Select how many reviews should have been done before today."""
    return select(func.count()).select_from(Implementation).where(Implementation.next_review < today)
