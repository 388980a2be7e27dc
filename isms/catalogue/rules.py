"""What a control is, how controls are ordered, and how an organisation's own words replace the catalogue's."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

OWN = "own"
"""The framework of an organisation's own controls, which stand beside those of Annex A as equals."""

THEMES = ("organizational", "people", "physical", "technological")
"""The four themes in the order of ISO/IEC 27002:2022, clauses 5–8."""

THEME_COUNTS: Mapping[str, int] = MappingProxyType(dict(zip(THEMES, (37, 8, 14, 34), strict=True)))
"""How many of the 93 controls of ISO/IEC 27002:2022 each theme holds."""

ATTRIBUTES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "control_type": ("Preventive", "Detective", "Corrective"),
        "properties": ("Confidentiality", "Integrity", "Availability"),
        "cybersecurity_concepts": ("Identify", "Protect", "Detect", "Respond", "Recover"),
        "operational_capabilities": (
            "Governance",
            "Asset_management",
            "Information_protection",
            "Human_resource_security",
            "Physical_security",
            "System_and_network_security",
            "Application_security",
            "Secure_configuration",
            "Identity_and_access_management",
            "Threat_and_vulnerability_management",
            "Continuity",
            "Supplier_relationships_security",
            "Legal_and_compliance",
            "Information_security_event_management",
            "Information_security_assurance",
        ),
        "security_domains": ("Governance_and_Ecosystem", "Protection", "Defence", "Resilience"),
    }
)
"""The five attributes and all values they may take (ISO/IEC 27002:2022, 4.2 and Annex A)."""

Text = Mapping[str, str]
"""One text by language: {"sv": …, "en": …}; a language may be missing."""

NO_TEXT: Text = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a control in our own words: its intent, what shows it, and what to ask a system owner."""

    intent: Text = field(default_factory=lambda: NO_TEXT)
    evidence: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(any(self.intent.values()) or self.evidence or self.questions)


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Control:
    """A control as an organisation sees it; an identifier is unique only with its framework.

    `unofficial` says that the Swedish title is our translation, not the standard's: pages mark it.
    """

    framework: str
    id: str
    position: int
    title_sv: str
    title_en: str
    unofficial: bool = False
    theme: str = ""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Words = NO_WORDS
    title_annex_a: str = ""
    new_in_2022: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Framework and identifier."""
        return (self.framework, self.id)

    @property
    def own(self) -> bool:
        """Whether it is the organisation's own, outside every catalogue."""
        return self.framework == OWN

    def values(self, attribute: str) -> tuple[str, ...]:
        """Give the values of one attribute, none where it has none."""
        return self.attributes.get(attribute, ())


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an organisation says of a control itself; what is empty is left to the catalogue."""

    title_sv: str = ""
    title_en: str = ""
    theme: str = ""
    attributes: Mapping[str, Collection[str]] = field(default_factory=dict)
    intent: Text = field(default_factory=lambda: NO_TEXT)


def resolve(known: Control | None, key: tuple[str, str], position: int, adopted: Adopted) -> Control:
    """Give the control that pages show: the organisation's own words where it has any, else the catalogue's.

    A Swedish title that the organisation has put in is its own, so it is no longer marked as unofficial.
    """
    base = known or Control(*key, position, "", "")
    return Control(
        framework=key[0],
        id=key[1],
        position=position,
        title_sv=adopted.title_sv or base.title_sv,
        title_en=adopted.title_en or base.title_en,
        unofficial=base.unofficial and not adopted.title_sv,
        theme=adopted.theme or base.theme,
        attributes=_tuples(adopted.attributes) or base.attributes,
        words=Words(adopted.intent) if any(adopted.intent.values()) and not known else base.words,
        title_annex_a=base.title_annex_a,
        new_in_2022=base.new_in_2022,
    )


def _tuples(attributes: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in attributes.items() if values}


def by_theme(controls: Iterable[Control]) -> dict[str, tuple[Control, ...]]:
    """Group controls by theme in the standard's order; own controls without a theme come last, under ""."""
    groups: dict[str, list[Control]] = {theme: [] for theme in (*THEMES, "")}
    for control in controls:
        groups[control.theme if control.theme in groups else ""].append(control)
    return {theme: tuple(group) for theme, group in groups.items() if group}


def neighbours(controls: tuple[Control, ...], key: tuple[str, str]) -> tuple[Control | None, Control | None]:
    """Give the control before and the one after, None at the ends."""
    place = next((number for number, control in enumerate(controls) if control.key == key), None)
    if place is None:
        return None, None
    after = controls[place + 1] if place + 1 < len(controls) else None
    return (controls[place - 1] if place else None), after


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks a list of controls for; what is empty asks for nothing."""

    words: str = ""
    theme: str = ""
    attribute: str = ""
    own: bool = False

    def fits(self, control: Control) -> bool:
        """Whether a control is among what is asked for; all words must occur in identifier, titles or intent."""
        return (
            (not self.theme or control.theme == self.theme)
            and (not self.own or control.own)
            and (not self.attribute or any(self.attribute in values for values in control.attributes.values()))
            and self._says(control)
        )

    def _says(self, control: Control) -> bool:
        text = " ".join((control.id, control.title_sv, control.title_en, *control.words.intent.values())).casefold()
        return all(word in text for word in self.words.casefold().split())
