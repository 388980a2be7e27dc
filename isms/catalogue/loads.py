"""What a file says of controls: own ones, beside those of Annex A that every organisation takes into account."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from isms.catalogue.models import CONTROLS, OWN, AdoptedControl, Control
from isms.catalogue.rules import ATTRIBUTES, THEMES
from isms.exchange.entries import Entry, Of, may, must, unknown
from isms.exchange.kinds import one_of
from isms.exchange.loading import Load, Section
from isms.i18n import gettext as _

_OWN = (
    must("title", column="title_sv"),
    may("title_en"),
    may("theme", one_of({"": "", **{theme: theme for theme in THEMES}})),
    may("intent", column="intent_sv"),
    may("intent_en"),
)

Key = tuple[str, str]
"""Framework, identifier."""


def resolver(load: Load) -> Callable[[Entry, str], list[Key]]:
    """Give what reads the controls that an object names: those of the catalogue first, else own ones."""
    known = {identity: (framework, identity) for framework, identity in _adopted(load)}

    def controls(entry: Entry, key: str) -> list[Key]:
        named = entry.ids(key)
        for identity in named.keys() - known.keys():
            entry.fault(unknown(identity, _("the controls")), key, named[identity])
        return [known[identity] for identity in named if identity in known]

    return controls


def columns(keys: list[Key]) -> list[dict[str, str]]:
    """Give controls as columns of a linking row."""
    return [{"framework_id": framework, "control_id": identity} for framework, identity in keys]


def keys(load: Load) -> dict[str, Key]:
    """Find every control of the organisation by its identifier, as it will be; the catalogue's come first."""
    return {identity: (framework, identity) for framework, identity in _adopted(load)}


def _adopted(load: Load) -> list[Key]:
    found = load.rows(AdoptedControl).view("framework_id", "id")
    return sorted(((framework, identity) for framework, identity in found), key=lambda key: key[0] != OWN)


def _controls(load: Load) -> None:
    selected = select(Control.id, Control.position).where(Control.framework_id == CONTROLS)
    shared = dict(load.session.execute(selected).all())
    if not shared:
        load.document.fault((), _("The catalogue %(id)s is not there; run `isms init` first.", id=CONTROLS))
    for identity, position in shared.items():
        if (CONTROLS, identity) not in load.rows(AdoptedControl).stored:
            of = Of("controls", identity)
            load.want(AdoptedControl, of, framework_id=CONTROLS, id=identity, position=position)
    for place, own in enumerate(load.entries("own_controls"), start=1):
        if own.id in shared:
            own.fault(_("The id is that of a control in the catalogue."), "id")
        _own(load, own, place)


def _own(load: Load, own: Entry, place: int) -> None:
    row: dict[str, Any] = own.read(_OWN)
    attributes = {name: _values(own, name) for name in ATTRIBUTES if name in own}
    if attributes:
        row["attributes"] = attributes
    if (OWN, own.id) not in load.rows(AdoptedControl).stored:
        row["position"] = place
    load.want(AdoptedControl, own.of, framework_id=OWN, id=own.id, **row)


def _values(own: Entry, name: str) -> list[str]:
    for place, value in enumerate(own.items(name)):
        if value not in ATTRIBUTES[name]:
            own.fault(_("Must be one of: %(words)s.", words=", ".join(ATTRIBUTES[name])), name, place)
    return [str(value) for value in own.items(name)]


SECTIONS = (Section("own_controls", _controls),)
