"""What a feature offers to the rest, as data: pages, panels, menu, search, things to do, projections, commands.

The engines below (pages, search, exchange) run what features contribute, so a new feature adds itself to old pages
without touching them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click
from flask import Blueprint
from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.exchange.loading import Section


@dataclass(frozen=True, kw_only=True)
class Link:
    """A line of the menu; `group` counts from 0 at the top, `count` says how much there waits for someone."""

    label: str
    endpoint: str
    permission: Permission
    group: int
    order: int = 0
    count: Callable[[Session, date], int] | None = None


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What one feature knows of another's object, hung on the object's page.

    `of` names the page: control, asset, information_type, risk, obligation, supplier, unit. `select` gives what the
    template shows as `panel`, or None to be left out; `side` puts it in the narrow column.
    """

    of: str
    name: str
    permission: Permission
    template: str
    select: Callable[[Session, str, date], Any]
    side: bool = False
    order: int = 0


@dataclass(frozen=True)
class Hit:
    """One find of the search."""

    id: str
    title: str
    url: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """What the search looks through; `find` takes the words as typed, trimmed, and gives a few hits, best first."""

    label: str
    permission: Permission
    find: Callable[[Session, str, int], Sequence[Hit]]


@dataclass(frozen=True)
class Todo:
    """A line of the start page: what, why or who, when, and where to do it.

    `group` is blocks, late, waits or soon; `tone` is bad, warn or quiet; `icon` a name of the sprite.
    """

    group: str
    title: str
    detail: str
    url: str
    when: str = ""
    tone: str = "quiet"
    icon: str = "none"


@dataclass(frozen=True, kw_only=True)
class Projection:
    """Rows that are derived: `refresh` makes them true again when an object of `watches` changed.

    `differences` names what is stored otherwise than computed, for `isms rebuild --check`.
    """

    name: str
    watches: frozenset[type]
    refresh: Callable[[Session], int]
    differences: Callable[[Session], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Show:
    """A list that `isms show NAME` prints: `rows` gives objects with stable keys, `columns` those of the table."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Session, str | None, date], Sequence[Mapping[str, Any]]]
    needs_scope: bool = False


@dataclass(frozen=True, kw_only=True)
class Export:
    """A workbook that `isms export NAME` and the pages write: `write(session, scope, language, today) -> bytes`."""

    name: str
    permission: Permission
    write: Callable[[Session, str | None, str, date], bytes]
    needs_scope: bool = False


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One feature's whole declaration; `name` is its package.

    `addresses` says which of some ids are the feature's own, with the address of each, for those who hold only ids.
    """

    name: str
    blueprint: Blueprint | None = None
    links: tuple[Link, ...] = ()
    panels: tuple[Panel, ...] = ()
    sources: tuple[Source, ...] = ()
    todo: tuple[tuple[Permission, Callable[[Session, date], Sequence[Todo]]], ...] = ()
    projections: tuple[Projection, ...] = ()
    sections: tuple[Section, ...] = ()
    shows: tuple[Show, ...] = ()
    exports: tuple[Export, ...] = ()
    commands: tuple[click.Command, ...] = ()
    addresses: Callable[[Session, Collection[str]], Mapping[str, str]] | None = None
