"""Selections of people and their roles."""

from sqlalchemy import Select, select

from isms.accounts.models import Account, Grant, Person, SignIn


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
    """Select the account of a sign-in that has not been ended."""
    return (
        select(Account)
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
