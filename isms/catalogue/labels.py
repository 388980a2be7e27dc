"""Themes, attributes and their values in either language; the keys stay as ISO/IEC 27002 spells them in English.

The Swedish words are those that Inera has published from the Swedish edition of the standard.
"""

from isms.catalogue.models import Requirement
from isms.catalogue.rules import ATTRIBUTES
from isms.i18n import either, lazy
from isms.i18n import gettext as _

_THEMES = {
    "organizational": lazy("Organizational controls"),
    "people": lazy("People controls"),
    "physical": lazy("Physical controls"),
    "technological": lazy("Technological controls"),
    "": lazy("Own controls"),
}
_ATTRIBUTES = {
    "control_type": lazy("Control type"),
    "properties": lazy("Information security properties"),
    "cybersecurity_concepts": lazy("Cybersecurity concepts"),
    "operational_capabilities": lazy("Operational capabilities"),
    "security_domains": lazy("Security domains"),
}


def theme_name(theme: str) -> str:
    """Name a theme; the empty one holds own controls that have none."""
    return str(_THEMES[theme])


def attribute_name(attribute: str) -> str:
    """Name an attribute of ISO/IEC 27002:2022."""
    return str(_ATTRIBUTES[attribute])


def value_name(value: str) -> str:
    """Name a value of an attribute; English drops the underscores, Swedish has its own words."""
    return _(value.replace("_", " "))


def all_values() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """List every attribute with its name and its values with theirs, for filters and forms."""
    return [
        (attribute, attribute_name(attribute), [(value, value_name(value)) for value in values])
        for attribute, values in ATTRIBUTES.items()
    ]


_KINDS = {
    "controls": lazy("Controls"),
    "requirements": lazy("Requirements"),
    "mapping": lazy("Mapping"),
    "protection": lazy("Protection package"),
}
_SHORT = {
    "iso-27002-2022": "ISO/IEC 27002:2022",
    "iso-27002-2013": "ISO/IEC 27002:2013",
    "iso-27001-2022": "ISO/IEC 27001:2022",
    "eu-2024-2690": "(EU) 2024/2690",
    "nis2-2022-2555-art-21": lazy("NIS 2 art. 21(2)"),
}


def kind_name(kind: str) -> str:
    """Name what a catalogue holds."""
    return str(_KINDS[kind])


def short_name(framework: str) -> str:
    """Name a framework where there is little room; one that is not known keeps its identifier."""
    return str(_SHORT.get(framework, framework))


def notes(requirement: Requirement) -> list[str]:
    """Give the notes of a requirement in the reader's language, and where Swedish law has it."""
    found = [requirement.notes.get(name) for name in ("amendment", "note")]
    said = [note if isinstance(note, str) else either(note["sv"], note["en"]) for note in found if note]
    place = requirement.notes.get("national")
    return [*said, *([f"SFS {place['law']}, {place['ref']}"] if place else [])]
