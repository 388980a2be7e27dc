"""The commands `isms user …`."""

from typing import Any

import click

from isms.access.rules import Role
from isms.accounts import services
from isms.accounts.models import Person
from isms.accounts.passwords import TooShort, hashed
from isms.console import Console, cannot, organisation_option, password, wrong
from isms.db import Act
from isms.i18n import gettext as _
from isms.organisation.models import Unit


@click.group()
def user() -> None:
    """Give people accounts and roles."""


@user.command()
@click.argument("person")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", "roles", type=click.Choice([role.value for role in Role]), multiple=True, required=True,
              help="What the person is; may be repeated.")  # fmt: skip
@click.option("--unit", help="The unit the person belongs to.")
@click.option("--email", default="", help="What the person signs in with; else PERSON@ORGANISATION.example.")
@organisation_option
@click.pass_obj
def add(console: Console, /, person: str, organisation: str | None, **asked: Any) -> None:
    """Add PERSON (an id such as p40) with roles and an account; the password is asked for."""
    with console.reading(organisation) as session:
        own = session.info["organisation"]
        unit = asked["unit"] and str(asked["unit"])
        if unit and session.get(Unit, (own, unit)) is None:
            cannot(_("There is no unit %(unit)s.", unit=unit))
        if session.get(Person, (own, person)):
            wrong(_("%(person)s is already there. `isms user password %(person)s` sets a new password.", person=person))
    secret = _hash(console, person)
    with console.database.writing(own, Act("user add", "account given")) as session:
        made = Person(organisation_id=own, id=person, name=str(asked["name"]), unit_id=unit or None)
        session.add(made)
        session.flush()
        services.grant(session, made, *map(Role, asked["roles"]))
        account = services.set_password(session, made, secret, str(asked["email"]))
        click.echo(_("%(person)s signs in with %(email)s.", person=person, email=account.email), err=True)


@user.command("password")
@click.argument("person")
@organisation_option
@click.pass_obj
def set_password(console: Console, person: str, organisation: str | None) -> None:
    """Set the password of PERSON, who gets an account if there is none; every sign-in of theirs ends."""
    with console.reading(organisation) as session:
        own = session.info["organisation"]
        if session.get(Person, (own, person)) is None:
            cannot(_("There is no person %(person)s in the organisation.", person=person))
    secret = _hash(console, person)
    with console.database.writing(own, Act("user password", "password set")) as session:
        account = services.set_password(session, session.get_one(Person, (own, person)), secret)
        click.echo(_("%(person)s signs in with %(email)s.", person=person, email=account.email), err=True)


def _hash(console: Console, person: str) -> str:
    try:
        return hashed(
            password(_("New password of %(person)s", person=person), confirm=True),
            cheap=console.settings.cheap_passwords,
        )
    except TooShort as fault:
        wrong(str(fault))
