"""The Statement as a register: narrowed, grouped with what needs a decision first, its reasons counted by kind.

Rows are those of a Statement's content (`rules_content`), so that drafts and frozen versions are shown alike.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isms.soa.rules import OWN, Kind

THEMES = ("organizational", "people", "physical", "technological")
PINNED = "pinned"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the Statement is narrowed to; empty means all. `reason` is a kind, "none" or "exclusion"."""

    q: str = ""
    state: str = ""
    reason: str = ""
    status: str = ""
    theme: str = ""

    def fits(self, row: Row) -> bool:
        """Whether a row is shown."""
        return (
            self.state in ("", standing(row))
            and self.status in ("", row["implementation"]["status"])
            and self.theme in ("", theme(row))
            and (not self.reason or self.reason in kinds(row))
            and all(word in _words(row) for word in self.q.casefold().split())
        )


def standing(row: Row) -> str:
    """Say where a row stands: yes, no, undecided or contradiction."""
    if row["applicable"] is None:
        return str(row["state"])
    return "yes" if row["applicable"] else "no"


def theme(row: Row) -> str:
    """Name the group of a row: its theme, or "own" for the organisation's own controls."""
    return OWN if row["framework"] == OWN else str(row["theme"])


def kinds(row: Row) -> set[str]:
    """Name what justifies a row."""
    found = {each["kind"] for each in row["reasons"]} | ({"exclusion"} if row["exclusion"] else set())
    return found or {"none"}


def _words(row: Row) -> str:
    return f"{row['control']} {row['title_en']} {row['title_sv']}".casefold()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `above` counts those of the theme that are pinned over it."""

    name: str
    rows: Sequence[Row]
    above: int = 0


def grouped(rows: Sequence[Row]) -> list[Group]:
    """Group rows by theme, own controls last; those that need a decision stand first, contradictions before all."""
    pinned = [row for row in rows if row["applicable"] is None]
    pinned.sort(key=lambda row: row["state"] != "contradiction")
    above = Counter(map(theme, pinned))
    groups = [
        Group(name, [row for row in rows if theme(row) == name and row["applicable"] is not None], above[name])
        for name in (*THEMES, OWN)
    ]
    return [group for group in (Group(PINNED, pinned), *groups) if group.rows]


def counted(row: Row, behind: Mapping[str, Collection[str]]) -> dict[str, int]:
    """Count the reasons of a row by kind; a classification counts the assets `behind` its rules, each once."""
    found = Counter(each["kind"] for each in row["reasons"] if each["kind"] != Kind.CLASSIFICATION)
    assets = {asset for each in row["reasons"] if each["kind"] == Kind.CLASSIFICATION for asset in behind[each["ref"]]}
    return {kind: number for kind in Kind if (number := len(assets) if kind is Kind.CLASSIFICATION else found[kind])}


def behind(content: Row) -> dict[str, list[str]]:
    """Give the assets behind each rule of a content."""
    return {each["rule"]: [asset["id"] for asset in each["assets"]] for each in content["classification"]}


def totals(rows: Sequence[Row]) -> dict[str, int]:
    """Count rows by where they stand, and those of the applicable that are implemented."""
    found = Counter(map(standing, rows))
    met = sum(standing(row) == "yes" and row["implementation"]["status"] == "implemented" for row in rows)
    return {**{name: found[name] for name in ("yes", "no", "undecided", "contradiction")}, "implemented": met}
