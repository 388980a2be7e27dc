"""Selections of people and their roles."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from isms.accounts.models import Account, Grant, Person, SignIn
from isms.i18n import spellings
from isms.organisation.models import JobRole, Unit

Rows = Select[*tuple[Any, ...]]


def people() -> Select[Person]:
    """Select everyone in order of name."""
    return select(Person).order_by(Person.name, Person.id)


def roles_of(person_id: str) -> Select[Grant]:
    """Select the roles of one person."""
    return select(Grant).where(Grant.person_id == person_id).order_by(Grant.role)


def names() -> Select[str, str]:
    """Select (id, name) of everyone, for choices and for showing who did something."""
    return select(Person.id, Person.name).order_by(Person.name, Person.id)


def signed_in(fs_uniquifier: str, sign_in_id: str) -> Select[Account]:
    """Select the account of a sign-in that has not been ended, with its person."""
    return (
        select(Account)
        .options(joinedload(Account.person))
        .join(SignIn, SignIn.account_id == Account.id)
        .where(
            Account.fs_uniquifier == fs_uniquifier,
            Account.active.is_(True),
            SignIn.id == sign_in_id,
            SignIn.ended_at.is_(None),
        )
    )


def by_address(email: str) -> Select[Account]:
    """Select the account that signs in with an address, whatever its case."""
    return select(Account).where(Account.email == email.strip().lower())


def began(sign_in_id: str) -> Select[SignIn]:
    """Select a sign-in by the hash of its secret."""
    return select(SignIn).where(SignIn.id == sign_in_id)


def placed() -> Rows:
    """Select everyone with their position and unit."""
    role = and_(JobRole.organisation_id == Person.organisation_id, JobRole.id == Person.job_role_id)
    place = and_(Unit.organisation_id == Person.organisation_id, Unit.id == Person.unit_id)
    return (
        select(
            Person.id, Person.name, Person.unit_id, Unit.name.label("unit"), JobRole.name.label("role_sv"),
            JobRole.name_en.label("role_en"),
        )
        .outerjoin(JobRole, role)
        .outerjoin(Unit, place)
    )  # fmt: skip


def register(words: str) -> Rows:
    """Select people whose name, position or unit has all the words."""
    columns = (Person.name, JobRole.name, JobRole.name_en, Unit.name)
    return placed().where(
        *(
            or_(*(column.icontains(each, autoescape=True) for each in spellings(word) for column in columns))
            for word in words.split()
        )
    )


def in_unit(unit_id: str) -> Rows:
    """Select who works in a unit."""
    return placed().where(Person.unit_id == unit_id).order_by(Person.name, Person.id)


def positions() -> Rows:
    """Select (id, name, job_role_id, unit_id) of everyone who works in a unit."""
    return select(Person.id, Person.name, Person.job_role_id, Person.unit_id).where(Person.unit_id.is_not(None))


def grants(person_ids: Collection[str]) -> Rows:
    """Select (person_id, role) of the roles that some people hold."""
    return select(Grant.person_id, Grant.role).where(Grant.person_id.in_(person_ids)).order_by(Grant.role)
