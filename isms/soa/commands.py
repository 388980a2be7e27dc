"""The commands `isms soa …`: decide, propose, approve, compare."""

from typing import Any

import click
from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.accounts.acting import account_for, acting
from isms.accounts.passwords import verifies
from isms.catalogue.services import controls
from isms.console import (
    Console,
    as_option,
    cannot,
    organisation_option,
    password,
    printed,
    scope_of,
    scope_option,
    wrong,
)
from isms.i18n import gettext as _
from isms.soa import services, versions
from isms.soa.rules_content import Content
from isms.soa.services import Refused, Verdict
from isms.web.clock import now, today

COLUMNS = ("control", "changes", "added", "removed", "decided_by", "reason")


@click.group()
def soa() -> None:
    """Decide, propose, approve and compare the Statement of Applicability."""


@soa.command()
@scope_option
@click.option("--control", "numbers", required=True, multiple=True, metavar="C", help="Such as 5.15; repeatable.")
@click.option("--include", is_flag=False, flag_value="", metavar="REASON", help="The control applies, for this reason.")
@click.option("--exclude", metavar="REASON", help="The control is excluded, for this reason.")
@as_option
@organisation_option
@click.pass_obj
def decide(console: Console, /, person: str, organisation: str | None, **asked: Any) -> None:
    """Decide that controls apply (--include REASON) or are excluded (--exclude REASON)."""
    verdict = _verdict(asked["include"], asked["exclude"])
    with acting(console, person, Permission.STATEMENT_DECIDE, organisation) as session:
        scope = str(scope_of(session, asked["scope"], needed=True))
        keys = [_control(session, number) for number in asked["numbers"]]
        try:
            services.decide(session, scope, keys, verdict, now())
        except Refused as refusal:
            wrong(str(refusal))
    click.echo(_("Decided in %(scope)s: %(controls)s.", scope=scope, controls=", ".join(asked["numbers"])), err=True)


@soa.command()
@scope_option
@as_option
@organisation_option
@click.pass_obj
def propose(console: Console, scope: str | None, person: str, organisation: str | None) -> None:
    """Put the Statement forward for approval; refused while a row is undecided or contradictory."""
    with acting(console, person, Permission.STATEMENT_PROPOSE, organisation) as session:
        try:
            statement = services.propose(session, str(scope_of(session, scope, needed=True)), today=today(), now=now())
        except Refused as refusal:
            wrong(str(refusal))
        click.echo(_("Proposed. SHA-256 of the content: %(hash)s", hash=statement.sha256), err=True)


@soa.command()
@scope_option
@as_option
@organisation_option
@click.pass_obj
def approve(console: Console, scope: str | None, person: str, organisation: str | None) -> None:
    """Approve the proposed Statement and freeze it; asks for the approver's password."""
    with console.reading(organisation) as session:
        stored = account_for(session, person).password
    if not verifies(password(_("Password of %(person)s", person=person)), stored):
        wrong(_("This is not the password of %(person)s. Nothing was approved.", person=person))
    with acting(console, person, Permission.STATEMENT_APPROVE, organisation) as session:
        chosen = str(scope_of(session, scope, needed=True))
        try:
            version = services.approve(session, chosen, shown=None, today=today(), now=now())
        except Refused as refusal:
            wrong(str(refusal))
        said = _(
            "Approved and frozen as version %(number)s. SHA-256: %(hash)s", number=version.number, hash=version.sha256
        )
        click.echo(said, err=True)


@soa.command()
@scope_option
@click.argument("old")
@click.argument("new", default="draft")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@organisation_option
@click.pass_obj
def diff(console: Console, /, old: str, new: str, form: str, **asked: str | None) -> None:
    """Compare two versions: OLD and NEW are 1, 2, … or draft for what would be frozen today."""
    with console.reading(asked["organisation"]) as session:
        scope = str(scope_of(session, asked["scope"], needed=True))
        before, after = (_version(session, scope, name) for name in (old, new))
        printed(versions.changes(before, after), COLUMNS, form)


def _version(session: Session, scope: str, name: str) -> Content:
    try:
        return versions.content(session, scope, name, today())
    except LookupError:
        cannot(_("There is no version %(name)s. Versions are 1, 2, … or draft.", name=name))


def _verdict(include: str | None, exclude: str | None) -> Verdict:
    if (include is None) == (exclude is None):
        raise click.UsageError(_("Say either --include REASON or --exclude REASON."))
    if exclude is not None:
        return Verdict(included=False, reason=exclude)
    return Verdict(included=True, reason=include or _("Decision of the organisation"))


def _control(session: Session, number: str) -> tuple[str, str]:
    found = next(((each.framework, each.id) for each in controls(session) if each.id == number), None)
    return found or cannot(
        _("There is no control %(number)s. Write it as in the catalogue, such as 5.15.", number=number)
    )
