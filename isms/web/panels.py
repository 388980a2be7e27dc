"""Panels: what other features know of the object that a page shows."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import current_app

from isms.access.marks import may
from isms.feature import Feature
from isms.web import session as web
from isms.web.clock import today


def features() -> tuple[Feature, ...]:
    """Give the features of the running application."""
    found: tuple[Feature, ...] = current_app.extensions["features"]
    return found


@dataclass(frozen=True)
class Shown:
    """A panel with what it shows; its template reads `p.panel`."""

    name: str
    template: str
    panel: Any
    side: bool


def panels(of: str, identifier: str) -> list[Shown]:
    """Gather the panels of an object that the signed-in person may see, in order; each makes its own query."""
    offered = [p for feature in features() for p in feature.panels if p.of == of and may(p.permission)]
    shown = []
    for offer in sorted(offered, key=lambda each: each.order):
        found = offer.select(web.session, identifier, today())
        if found is not None:
            shown.append(Shown(offer.name, offer.template, found, offer.side))
    return shown


def addresses(ids: Collection[str]) -> dict[str, str]:
    """Find where the objects with some ids are shown, whichever feature holds them; unknown ids are left out."""
    found: dict[str, str] = {}
    for feature in features():
        if ids and feature.addresses:
            found |= feature.addresses(web.session, ids)
    return found
