"""Acting as a person from the command line, with the rights that the person holds."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.orm import Session

from isms.access.rules import Permission, Role, allowed
from isms.accounts.models import Account, Grant, Person
from isms.accounts.queries import roles_of
from isms.accounts.services import account_of
from isms.console import Console, cannot, wrong
from isms.db import Act, writing
from isms.i18n import gettext as _


@contextmanager
def acting(console: Console, person: str, permission: Permission, organisation: str | None = None) -> Iterator[Session]:
    """Act as a person who must hold the permission; committed when the block ends well."""
    with console.reading(organisation) as session:
        if not allowed(roles_held(session, person), permission):
            wrong(_("%(person)s may not do this: it needs %(right)s.", person=person, right=permission.value))
        writing(session, Act(person, "command line"))
        yield session
        session.commit()


def roles_held(session: Session, person: str) -> tuple[Role, ...]:
    """Return the roles of a person; ends with 2 for one who is not there."""
    if session.get(Person, (session.info["organisation"], person)) is None:
        cannot(_("There is no person %(person)s in the organisation.", person=person))
    grants: Sequence[Grant] = session.scalars(roles_of(person)).all()
    return tuple(grant.role for grant in grants)


def account_for(session: Session, person: str) -> Account:
    """Find the account of a person; ends with 2 when there is none."""
    found = session.get(Person, (session.info["organisation"], person))
    account = account_of(session, found) if found else None
    return account or cannot(
        _("%(person)s has no account. Make one with `isms user password %(person)s`.", person=person)
    )
