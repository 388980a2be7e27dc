"""How what waits for someone is grouped, and what a state of implementation counts as."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

GROUPS = ("blocks", "late", "waits", "soon")
"""What blocks the Statement, what is late, what waits for a decision, what comes soon: the order of the start page."""

SHARES = ("implemented", "partly", "planned")


class Grouped(Protocol):
    """Anything that says which group it belongs to."""

    @property
    def group(self) -> str:
        """One of GROUPS."""


Line = TypeVar("Line", bound=Grouped)


def in_groups(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Return the lines by group in the order of GROUPS, without empty groups; raises KeyError for an unknown group."""
    found: dict[str, list[Line]] = {group: [] for group in GROUPS}
    for line in lines:
        found[line.group].append(line)
    return {group: held for group, held in found.items() if held}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the controls of one theme are implemented: how many of each status, of `total`."""

    theme: str
    counts: Mapping[str, int]
    total: int

    @property
    def implemented(self) -> int:
        """How many are wholly implemented."""
        return self.counts["implemented"]


def coverage(controls: Iterable[tuple[str, str]]) -> list[Coverage]:
    """Fold (theme, status) of every control by theme, in the order the themes come; silence is never implemented."""
    statuses: dict[str, Counter[str]] = {}
    for theme, status in controls:
        statuses.setdefault(theme, Counter())[status] += 1
    return [
        Coverage(theme, {share: counts[share] for share in SHARES}, counts.total())
        for theme, counts in statuses.items()
    ]
