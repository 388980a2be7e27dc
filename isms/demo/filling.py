"""Fill a database with Exempelkommunen, and give one person of each role an account."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from isms import config
from isms.access.rules import Role
from isms.accounts import services
from isms.accounts.models import Account, Person
from isms.accounts.passwords import hashed
from isms.catalogue.services_loading import load_catalogues
from isms.db import Act, Database
from isms.exchange.loading import load_file
from isms.features import FEATURES
from isms.organisation.models import Organisation
from isms.web.clock import now

ORGANISATION = "exempelkommunen"
FILE = Path(__file__).parent / "exempelkommunen.yaml"
PEOPLE = {
    Role.ADMINISTRATOR: "admin",
    Role.COORDINATOR: "p03",
    Role.SYSTEM_OWNER: "p06",
    Role.RISK_OWNER: "p26",
    Role.MANAGEMENT: "p01",
    Role.INTERNAL_AUDITOR: "p19",
    Role.EXTERNAL_AUDITOR: "p18",
    Role.REPORTER: "p04",
}


@dataclass(frozen=True)
class Made:
    """An account that was made, with the password that is shown only once."""

    role: str
    name: str
    email: str
    password: str


def fill(database: Database, *, password: str | None = None, cheap: bool = False) -> list[Made]:
    """Load the catalogues and Exempelkommunen, and make the accounts that are not there yet.

    Without a `password` everyone gets a random one of their own.
    """
    with database.writing(None, Act("demo", "catalogues")) as session:
        load_catalogues(session, config.resources("controls"), now())
    with database.session(ORGANISATION) as session:
        new = session.get(Organisation, ORGANISATION) is None
    if new:  # what people have changed in the demo since is theirs
        load_file(database, FILE, [section for feature in FEATURES for section in feature.sections])
    with database.session(ORGANISATION) as session:
        known = set(session.scalars(select(Account.person_id).where(Account.organisation_id == ORGANISATION)))
    missing = {role: person for role, person in PEOPLE.items() if person not in known}
    secrets_of = {role: password or secrets.token_urlsafe(12) for role in missing}
    hashes = {role: hashed(secret, cheap=cheap) for role, secret in secrets_of.items()}
    with database.writing(ORGANISATION, Act("demo", "one person per role")) as session:
        return [_account(session, role, secrets_of[role], hashes[role]) for role in missing]


def _account(session: Session, role: Role, secret: str, password_hash: str) -> Made:
    key = (ORGANISATION, PEOPLE[role])
    person = session.get(Person, key) or Person(organisation_id=key[0], id=key[1], name="Administratör Demo")
    session.add(person)
    session.flush()
    services.grant(session, person, role)
    account = services.set_password(session, person, password_hash)
    return Made(role.value, person.name, account.email, secret)
