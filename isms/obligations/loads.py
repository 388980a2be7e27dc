"""What a file says of laws and contracts: since when, until when, for which units, and what they call for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from isms.catalogue import loads as catalogue
from isms.exchange.entries import Field, may, must, points
from isms.exchange.kinds import day, truth
from isms.exchange.loading import Load, Section
from isms.i18n import gettext as _
from isms.i18n import sort_key
from isms.obligations.models import Kind, Obligation, ObligationControl, ObligationUnit
from isms.organisation.rules import tree_faults

_COMMON = (must("name"), may("short"), may("area"), may("duty"), may("verify", truth), may("note"))
_LAW = (
    *_COMMON,
    may("sfs", column="number"),
    may("supervision"),
    may("in_force", day),
    may("repealed", day, "ends"),
    points("replaced_by", "laws", "replaced_by_id"),
)


def _day_after(value: object) -> date | None:
    last = day(value)
    return last and last + timedelta(days=1)


_CONTRACT = (
    *_COMMON,
    may("number"),
    points("supplier", "suppliers", "supplier_id"),
    may("valid_from", day, "in_force"),
    may("valid_until", _day_after, "ends"),
)


def _read(key: str, kind: Kind, fields: tuple[Field, ...]) -> Callable[[Load], None]:
    def read(load: Load) -> None:
        controls = catalogue.resolver(load)
        for entry in load.entries(key):
            entry.leave("status")
            row: dict[str, Any] = entry.read(fields)
            load.want(Obligation, entry.of, id=entry.id, kind=kind, name_key=sort_key(row.get("name", "")), **row)
            fixed = {"obligation_id": entry.id}
            called = catalogue.columns(controls(entry, "controls"))
            load.link(ObligationControl, entry.of, fixed, called)
            units = entry.refs("units", "org_units")
            load.link(ObligationUnit, entry.of, fixed, ({"unit_id": unit} for unit in units))

    return read


def _circles(load: Load) -> None:
    """Refuse laws that replace each other in a circle."""
    laws = {law.id: law for law in load.entries("laws")}
    for identity, reason in tree_faults(dict(load.rows(Obligation).view("id", "replaced_by_id"))).items():
        if identity in laws and ":" in reason:
            laws[identity].fault(_("The law replaces itself."), "replaced_by")


SECTIONS = (
    Section("laws", _read("laws", Kind.LAW, _LAW), Obligation),
    Section("laws", _circles),
    Section("contracts", _read("contracts", Kind.CONTRACT, _CONTRACT), Obligation),
)
