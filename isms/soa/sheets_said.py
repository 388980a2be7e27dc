"""What all sheets of the Statement's workbook share: which issue it is, and the words for what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from isms.catalogue.labels import theme_name
from isms.exchange.voice import Voice
from isms.implementations.labels import DEFICIENCY, STATUS
from isms.soa.rules_content import Content

LOADED = "load"
"""Who decided what an import brought."""


@dataclass(frozen=True)
class Signed:
    """Who did something, by the id of the person, and on which day."""

    person: str = ""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One issue of a Statement: frozen under a number, or today's draft; `before` is what was frozen before it."""

    content: Content
    sha256: str
    number: int | None = None
    newest: int | None = None
    prepared: Signed = Signed()
    approved: Signed = Signed()
    before: Content | None = None
    changes: tuple[Content, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether nobody has approved it."""
        return self.number is None


@dataclass(frozen=True)
class Names:
    """Names of what the content holds only the ids of; `link` leads to the standard's own page."""

    people: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    link: str = ""


@dataclass(frozen=True)
class Said:
    """An issue with the names and the voice that tell it."""

    issue: Issue
    names: Names
    say: Voice

    @property
    def content(self) -> Content:
        """What the issue says."""
        return self.issue.content

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The words of how far a control has come."""
        return {str(key): text for key, text in self.say.words(STATUS).items()}

    @cached_property
    def deficiencies(self) -> dict[str, str]:
        """The words of what is lacking."""
        return {str(key): text for key, text in self.say.words(DEFICIENCY).items()}

    @cached_property
    def themes(self) -> dict[str, str]:
        """The names of the themes."""
        return self.say.names(("organizational", "people", "physical", "technological", ""), theme_name)

    @cached_property
    def applicability(self) -> dict[bool | str, str]:
        """The words of whether a control applies, by yes and no, or by the state that keeps it from either."""
        return {
            True: self.say("Yes"),
            False: self.say("No"),
            "undecided": self.say("Undecided"),
            "contradiction": self.say("Contradiction"),
        }

    @cached_property
    def edition(self) -> str:
        """Which issue it is: a version, or a draft."""
        if self.issue.number is None:
            return self.say("Draft")
        return self.say("Version %(number)s", number=self.issue.number)

    @cached_property
    def mark(self) -> str:
        """What stands on every page of a draft."""
        return self.say("DRAFT – not approved") if self.issue.draft else ""

    def person(self, identifier: str) -> str:
        """Name who did something."""
        if identifier == LOADED:
            return self.say("Imported")
        return self.names.people.get(identifier, identifier)

    def role(self, identifier: str) -> str:
        """Name a position in the organisation."""
        return self.say.either(*self.names.roles[identifier]) if identifier in self.names.roles else identifier


def day(text: str) -> date | None:
    """Read a date of a Statement's content, where empty is none."""
    return date.fromisoformat(text) if text else None
