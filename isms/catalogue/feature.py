"""What the catalogue offers to the rest."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.catalogue import loads
from isms.catalogue.rules import ATTRIBUTES, Control, Wanted
from isms.catalogue.services import controls
from isms.catalogue.views import bp
from isms.feature import Feature, Hit, Link, Show, Source
from isms.i18n import either, lazy
from isms.i18n import gettext as _


def _find(session: Session, words: str, limit: int) -> Sequence[Hit]:
    """Find controls by identifier, title or intent in either language; those whose identifier was typed come first."""
    found = [control for control in controls(session) if Wanted(words).fits(control)]
    found.sort(key=lambda control: control.id.casefold() != words.strip().casefold())
    return [_hit(control) for control in found[:limit]]


def _hit(control: Control) -> Hit:
    title = either(control.title_sv, control.title_en)
    url = url_for("catalogue.detail", framework=control.framework, identifier=control.id)
    return Hit(control.id, title, url, _("Own control") if control.own else _("Control"))


def _rows(session: Session, _scope: str | None, _today: date) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "id": control.id,
            "title": control.title_en or control.title_sv,
            "title_sv": control.title_sv,
            "theme": control.theme,
            **{attribute: list(control.values(attribute)) for attribute in ATTRIBUTES},
        }
        for control in controls(session)
    ]


FEATURE = Feature(
    name="catalogue",
    blueprint=bp,
    links=(
        Link(
            label=lazy("Controls"),
            endpoint="catalogue.index",
            permission=Permission.CATALOGUE_READ,
            group=2,
            order=30,
        ),
    ),
    sources=(Source(label=lazy("Controls"), permission=Permission.CATALOGUE_READ, find=_find),),
    sections=loads.SECTIONS,
    shows=(Show(name="controls", columns=("id", "title", "title_sv", "theme", "control_type"), rows=_rows),),
)
