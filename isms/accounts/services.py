"""Acts on accounts: give a person one, set its password, begin and end a sign-in."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from isms.access.rules import Role
from isms.accounts.models import Account, Grant, Person, SignIn


def grant(session: Session, person: Person, *roles: Role) -> None:
    """Give a person roles in the program; those already held stay."""
    for role in roles:
        key = (person.organisation_id, person.id, role)
        if session.get(Grant, key) is None:
            session.add(Grant(organisation_id=person.organisation_id, person_id=person.id, role=role))
    session.flush()


def set_password(session: Session, person: Person, password_hash: str, email: str = "") -> Account:
    """Give a person an account, or the one there is a new password; every sign-in made with the old one ends."""
    account = account_of(session, person)
    if account is None:
        account = Account(
            organisation_id=person.organisation_id, person_id=person.id, email=(email or address(person)).lower()
        )
        session.add(account)
    account.password = password_hash
    account.fs_uniquifier = secrets.token_hex(16)
    session.flush()
    return account


def address(person: Person) -> str:
    """Make up the address that a person signs in with when none was given; `.example` reaches nobody."""
    return f"{person.id}@{person.organisation_id}.example"


def account_of(session: Session, person: Person) -> Account | None:
    """Find the account of a person."""
    own = (Account.organisation_id == person.organisation_id, Account.person_id == person.id)
    return session.scalar(select(Account).where(*own))


def begin(session: Session, account: Account, now: datetime) -> str:
    """Begin a sign-in and give the secret that the cookie holds; only its hash is stored."""
    secret = secrets.token_urlsafe(32)
    session.add(SignIn(id=fingerprint(secret), account_id=account.id, began_at=now))
    session.flush()
    return secret


def end(session: Session, secret: str, now: datetime) -> None:
    """End a sign-in on the server, whatever cookie is still around."""
    if found := session.get(SignIn, fingerprint(secret)):
        found.ended_at = now
        session.flush()


def fingerprint(secret: str) -> str:
    """Hash the secret of a sign-in for storing and finding it."""
    return hashlib.sha256(secret.encode()).hexdigest()
