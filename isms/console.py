"""What every command shares: the database, whose organisation and scope, who acts, and how it ends.

Commands end with 0 when all is well, 1 when something was found wrong or refused, 2 when they could not do it.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from isms import i18n
from isms.config import Settings, settings
from isms.db import Database
from isms.i18n import gettext as _
from isms.organisation import queries


def wrong(text: str) -> NoReturn:
    """End with 1: something was found wrong, or a rule refuses."""
    click.echo(text, err=True)
    sys.exit(1)


def cannot(text: str) -> NoReturn:
    """End with 2: it could not be done at all."""
    click.echo(text, err=True)
    sys.exit(2)


def speak() -> None:
    """Speak the language of ISMS_LANGUAGE, else the terminal's own; English when that is not Swedish."""
    wanted = os.environ.get("ISMS_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    i18n.use_language("sv" if wanted.lower().startswith("sv") else "en")


@dataclass
class Console:
    """The installation as a command sees it; `open_database` is handed in by the front door."""

    open_database: Callable[[str], Database]

    @cached_property
    def settings(self) -> Settings:
        """The settings of the installation."""
        try:
            return settings()
        except ValueError as fault:
            cannot(str(fault))

    @cached_property
    def database(self) -> Database:
        """The database of the installation."""
        return self.open_database(self.settings.database_url)

    @contextmanager
    def reading(self, organisation: str | None = None) -> Iterator[Session]:
        """Read one organisation's data: the one named, or the only one there is."""
        with _told(), self.database.session() as session:
            session.info["organisation"] = chosen(session, organisation)
            yield session


@contextmanager
def _told() -> Iterator[None]:
    """Turn a database that is missing, locked or too old into a sentence."""
    try:
        yield
    except (OperationalError, ProgrammingError) as fault:
        cannot(
            _("The database cannot be used (%(fault)s). Run `isms init`, which makes or upgrades it.", fault=fault.orig)
        )


def chosen(session: Session, wanted: str | None) -> str:
    """Choose the organisation: the one named, or the only one; ends with 2 when that is not clear."""
    known: list[str] = [row.id for row in session.execute(queries.organisations())]
    if wanted in known:
        return str(wanted)
    if wanted is None and len(known) == 1:
        return known[0]
    if not known:
        cannot(_("There is no organisation yet. Load one with `isms load FILE`."))
    if wanted:
        cannot(_("There is no organisation %(name)s. There are: %(known)s.", name=wanted, known=", ".join(known)))
    cannot(_("There are several organisations. Name one with --organisation: %(known)s.", known=", ".join(known)))


def scope_of(session: Session, wanted: str | None, *, needed: bool) -> str | None:
    """Choose the scope: the one named; the only one, where one is needed; else none. Ends with 2 when not clear."""
    known: list[str] = [row.id for row in session.execute(queries.scopes())]
    if wanted is not None and wanted not in known:
        cannot(_("There is no scope %(name)s. There are: %(known)s.", name=wanted, known=", ".join(known) or "–"))
    if wanted or not needed:
        return wanted
    if len(known) != 1:
        cannot(_("Name a scope with --scope: %(known)s.", known=", ".join(known) or "–"))
    return known[0]


def password(prompt: str, *, confirm: bool = False) -> str:
    """Ask for a password on a terminal, else read it from ISMS_PASSWORD."""
    if not sys.stdin.isatty():
        given = os.environ.get("ISMS_PASSWORD")
        return given or cannot(_("There is no terminal to ask on: give the password in ISMS_PASSWORD."))
    asked: str = click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True)
    return asked


def printed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str) -> None:
    """Print objects as JSON, or as a table for people."""
    if form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
        return
    cells = [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max(len(line[n]) for line in [list(columns), *cells]) for n in range(len(columns))]
    for line in [list(columns), ["-" * width for width in widths], *cells]:
        click.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        levels = all(isinstance(part, int) for part in value.values())
        return " ".join(f"{key}{part}" if levels else _cell(part) for key, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_cell(part) for part in value)
    if isinstance(value, bool) or value is None:
        return "–" if value is None else _("yes") if value else _("no")
    return str(value)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; ends with 2 when it cannot be written."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as fault:
        cannot(_("%(path)s cannot be written: %(fault)s.", path=path, fault=fault.strerror))


organisation_option = click.option("--organisation", metavar="ID", help="Whose data; needed where there are several.")
scope_option = click.option("--scope", metavar="ID", help="The ISMS scope, such as LIS-KOMMUN.")
as_option = click.option("--as", "person", metavar="PERSON", required=True, help="Who does it, such as p03.")
