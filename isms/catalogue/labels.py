"""Themes, attributes and their values in either language; the keys stay as ISO/IEC 27002 spells them in English.

The Swedish words are those that Inera has published from the Swedish edition of the standard.
"""

from isms.catalogue.rules import ATTRIBUTES
from isms.i18n import gettext as _
from isms.i18n import lazy

_THEMES = {
    "organizational": lazy("Organizational"),
    "people": lazy("People"),
    "physical": lazy("Physical"),
    "technological": lazy("Technological"),
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
