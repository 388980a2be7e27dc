"""What the pages of the catalogue show, gathered."""

from importlib.metadata import version
from typing import Any

from sqlalchemy.orm import Session

from isms.accounts.queries import names
from isms.catalogue import labels, queries, services
from isms.catalogue.forms import OwnControlForm
from isms.catalogue.models import Catalogue, ProtectionRule
from isms.catalogue.rules import ATTRIBUTES, THEMES, Control, Wanted, by_theme, neighbours
from isms.catalogue.rules_keys import name
from isms.web.history import entries
from isms.web.history import labels as field_labels
from isms.web.panels import panels

WORDS = {
    "theme_name": labels.theme_name,
    "attribute_name": labels.attribute_name,
    "value_name": labels.value_name,
    "kind_name": labels.kind_name,
    "short_name": labels.short_name,
    "notes": labels.notes,
    "attributes": ATTRIBUTES,
}
ASPECTS = {"Confidentiality": "C", "Integrity": "I", "Availability": "A"}


def register(session: Session, wanted: Wanted) -> dict[str, Any]:
    """Gather the register of controls, grouped by theme; it is no longer than a catalogue, so it is not paged."""
    everything = services.controls(session)
    fitting = [control for control in everything if wanted.fits(control)]
    return {
        "groups": by_theme(fitting),
        "shown": len(fitting),
        "total": len(everything),
        "wanted": wanted,
        "themes": [(theme, labels.theme_name(theme)) for theme in THEMES],
        "values": [
            (value, f"{attribute}: {said}") for _key, attribute, values in labels.all_values() for value, said in values
        ],
        "aspects": ASPECTS,
        **WORDS,
    }


def details(session: Session, control: Control) -> dict[str, Any]:
    """Gather a control's page: its words, what other features know of it, where else the same is asked."""
    before, after = neighbours(services.controls(session), control.key)
    shown = panels("control", name(*control.key))
    people = dict(session.execute(names()).all())
    return {
        "control": control,
        "before": before,
        "after": after,
        "heads": [panel for panel in shown if panel.name == "facts"],
        "chain": [panel for panel in shown if not panel.side and panel.name != "facts"],
        "beside": [panel for panel in shown if panel.side and panel.name != "facts"],
        "elsewhere": services.corresponding(session, *control.key),
        "history": entries(session, ("adopted_control", "/".join(control.key)), people, field_labels(OwnControlForm)),
        **WORDS,
    }


def _in_order(rule: ProtectionRule) -> tuple[int, int]:
    return ("CIAT".index(rule.aspect), rule.level)


def framework(session: Session, catalogue: Catalogue) -> dict[str, Any]:
    """Gather what a catalogue holds: requirements, controls or rules of protection."""
    return {
        "catalogue": catalogue,
        "requirements": session.scalars(queries.requirements_of(catalogue.id)).all(),
        "controls": session.scalars(queries.controls_of(catalogue.id)).all(),
        "rules": sorted(session.scalars(queries.rules_of(catalogue.id)), key=_in_order),
        "pairs": session.scalar(queries.number_of_pairs(catalogue.id)),
        "adopted": {control.key for control in services.controls(session)},
        **WORDS,
    }


def about(session: Session) -> dict[str, Any]:
    """Gather what the page on rights and sources says."""
    return {"catalogues": session.scalars(queries.catalogues()).all(), "version": version("isms")}


def frameworks(session: Session) -> dict[str, Any]:
    """Gather the list of catalogues."""
    return {"catalogues": session.scalars(queries.catalogues()).all(), **WORDS}
