"""The command `isms`: set up, load, serve, show, decide, export."""

import gc
import sys
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from isms import config, schema
from isms.catalogue.services_loading import check, load_catalogues
from isms.console import (
    Console,
    cannot,
    organisation_option,
    printed,
    scope_of,
    scope_option,
    speak,
    write_file,
    wrong,
)
from isms.db import Act
from isms.demo.filling import fill
from isms.exchange.loading import load_file
from isms.exchange.reading import Faults
from isms.exchange.workbook import Unwritable
from isms.feature import Export, Show
from isms.features import FEATURES, open_database
from isms.i18n import gettext as _
from isms.i18n import speaking
from isms.organisation.models import Organisation
from isms.web.clock import now, today

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="isms")
@click.pass_context
def main(context: click.Context) -> None:
    """Run the ISMS compliance engine: from a municipality's registers to an approved Statement of Applicability.

    The database is ISMS_DATABASE_URL, else instance/isms.db. Commands end with 0 when all is well, 1 when something
    was found wrong or refused, 2 when they could not do it.
    """
    speak()
    context.obj = context.obj or Console(open_database)


@main.command()
@click.pass_obj
def init(console: Console) -> None:
    """Create or upgrade the database and load the catalogues; may be run again."""
    _prepare(console)


def _prepare(console: Console) -> None:
    database = console.database
    schema.upgrade(database.engine)
    with database.writing(None, Act("init", "catalogues")) as session:
        changed = load_catalogues(session, config.resources("controls"), now())
    click.echo(_("The database is ready. Catalogues loaded anew: %(num)s.", num=len(changed)), err=True)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def load(console: Console, file: Path) -> None:
    """Load an organisation from a YAML FILE: all or nothing, and again without harm."""
    _must_be_ready(console)
    try:
        report = load_file(console.database, file, [section for feature in FEATURES for section in feature.sections])
    except Faults as faults:
        for fault in faults.faults:
            click.echo(str(fault), err=True)
        wrong(_("Nothing was stored. Faults in %(file)s: %(num)s.", file=file.name, num=len(faults.faults)))
    for line in report.lines():
        click.echo(line)


def _must_be_ready(console: Console) -> None:
    if not schema.is_current(console.database.engine):
        cannot(_("The database is missing or too old. Run `isms init` first."))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.pass_obj
def serve(console: Console, port: int, host: str) -> None:
    """Serve the pages until Ctrl-C."""
    _must_be_ready(console)
    from waitress import create_server  # noqa: PLC0415 - other commands start faster without it

    from isms.app import create_app  # noqa: PLC0415

    try:
        server = create_server(create_app(console.settings, console.database), host=host, port=port, threads=8)
    except OSError as fault:
        cannot(
            _("Port %(port)s cannot be used: %(fault)s. Choose another with --port.", port=port, fault=fault.strerror)
        )
    click.echo(_("Serving on %(url)s – stop with Ctrl-C.", url=f"http://{host}:{port}"))
    gc.freeze()  # what lives as long as the process need not be looked through for garbage at every request
    sys.stdout.flush()
    server.run()


@main.command("demo")
@click.pass_obj
def demonstrate(console: Console) -> None:
    """Fill an empty database with Exempelkommunen and one person per role, whose passwords are printed once."""
    _prepare(console)
    people = fill(console.database, cheap=console.settings.cheap_passwords)
    for person in people:
        click.echo(f"{person.role:<18} {person.name:<24} {person.email:<34} {person.password}")
    if people:
        click.echo(_("These passwords are shown only now. Change one with `isms user password PERSON`."))


@main.group()
def catalogue() -> None:
    """Look after the catalogues of controls."""


@catalogue.command("check")
@click.pass_obj
def catalogue_check(console: Console) -> None:
    """Check every catalogue file, and that the database holds what the files say."""
    with console.database.session() as session:
        found = check(config.resources("controls"), session if schema.is_current(console.database.engine) else None)
    for fault in found:
        click.echo(str(fault), err=True)
    if found:
        wrong(_("Faults in the catalogues: %(num)s.", num=len(found)))
    click.echo(_("The catalogues are sound."), err=True)


@main.group()
def show() -> None:
    """Print a register as a table or as JSON."""


@main.group()
def export() -> None:
    """Write a workbook."""


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; end with 1 when something differs.")
@organisation_option
@click.pass_obj
def rebuild(console: Console, organisation: str | None, *, only_check: bool) -> None:
    """Compute again what is stored derived, or only compare it (--check)."""
    projections = [projection for feature in FEATURES for projection in feature.projections]
    with console.reading(organisation) as session:
        own = session.info["organisation"]
        differing = [f"{each.name}: {line}" for each in projections for line in each.differences(session)]
    for line in differing:
        click.echo(line, err=True)
    if only_check:
        if differing:
            wrong(_("Differences: %(num)s. Run `isms rebuild` to mend them.", num=len(differing)))
        click.echo(_("What is stored equals what is computed."), err=True)
        return
    with console.database.writing(own, Act("rebuild", "stored made equal to computed")) as session:
        count = sum(each.refresh(session) for each in projections)
    click.echo(_("Rows made true: %(num)s.", num=count), err=True)


def _offer_show(offer: Show) -> None:
    @show.command(offer.name)
    @scope_option
    @organisation_option
    @click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
    @click.pass_obj
    def command(console: Console, /, scope: str | None, organisation: str | None, form: str) -> None:
        with console.reading(organisation) as session:
            chosen = scope_of(session, scope, needed=offer.needs_scope)
            printed(offer.rows(session, chosen, today()), offer.columns, form)

    command.help = f"Print {offer.name}; without --scope {'the only scope' if offer.needs_scope else 'all of them'}."


def _offer_export(offer: Export) -> None:
    @export.command(offer.name)
    @scope_option
    @organisation_option
    @click.option("--language", type=click.Choice(["sv", "en", "both"]), help="Else the organisation's own.")
    @click.option("-o", "output", required=True, type=_FILE, help="The file to write.")
    @click.pass_obj
    def command(console: Console, /, output: Path, organisation: str | None, **asked: str | None) -> None:
        with console.reading(organisation) as session:
            chosen = scope_of(session, asked["scope"], needed=offer.needs_scope)
            write_file(output, _written(session, offer, chosen, asked["language"], today()))
        click.echo(_("Wrote %(path)s.", path=output), err=True)

    command.help = f"Write the workbook of {offer.name}."


def _written(session: Session, offer: Export, scope: str | None, language: str | None, day: date) -> bytes:
    own = session.get_one(Organisation, session.info["organisation"])
    try:
        with speaking(language or own.language):
            return offer.write(session, scope, language or own.language, day)
    except Unwritable as fault:
        wrong(str(fault))


for _feature in FEATURES:
    for _show in _feature.shows:
        _offer_show(_show)
    for _export in _feature.exports:
        _offer_export(_export)
    for _command in _feature.commands:
        main.add_command(_command)
