"""The tree of units as it is drawn, and which unit named in a scope decides for each (ISO/IEC 27001 clause 4.3)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from isms.organisation.rules import Parents, nearest_above


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with the units under it, in the order they were given."""

    unit: str
    below: tuple["Branch", ...]


def branches(parents: Parents) -> tuple[Branch, ...]:
    """Grow the tree from its roots; a unit whose parent is unknown, or that is above itself, is a root of none."""
    under: defaultdict[str | None, list[str]] = defaultdict(list)
    for unit, parent in parents.items():
        under[parent].append(unit)

    def grow(unit: str) -> Branch:
        return Branch(unit, tuple(map(grow, under[unit])))

    return tuple(map(grow, under[None]))


def decided_by(parents: Parents, named: Collection[str]) -> dict[str, str | None]:
    """Return the nearest unit named in a scope, going up from each unit; None where none is, which is out."""
    return {unit: nearest_above(unit, parents, named.__contains__) for unit in parents}
