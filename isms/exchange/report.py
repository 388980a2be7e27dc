"""What a load did, said for people."""

from collections.abc import Iterator
from dataclasses import dataclass

from isms.i18n import gettext as _
from isms.i18n import ngettext


@dataclass(frozen=True, slots=True)
class Count:
    """How many objects of a section were added and changed."""

    section: str
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a load stored, and what is worth knowing about the file it came from."""

    file: str
    organisation: str
    counts: tuple[Count, ...] = ()
    left: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def changes(self) -> int:
        """How many objects are stored otherwise than before."""
        return sum(count.added + count.changed for count in self.counts)

    def lines(self) -> Iterator[str]:
        """Say it line by line in the chosen language: the sum first, then sections, warnings and notes."""
        number = ngettext("%(num)s change", "%(num)s changes", self.changes)
        yield f"{self.file} → {self.organisation}: {number}"
        for count in self.counts:
            yield "  " + _("%(section)s: %(added)s added, %(changed)s changed", **_said(count))
        if self.left:
            named = ", ".join(f"{section} ({number})" if number else section for section, number in self.left)
            yield _("Left, since nothing reads them yet: %(sections)s.", sections=named)
        yield from (_("Warning: %(said)s", said=text) for text in self.warnings)
        yield from (_("Note: %(said)s", said=text) for text in self.notes)


def _said(count: Count) -> dict[str, object]:
    return {"section": count.section, "added": count.added, "changed": count.changed}
