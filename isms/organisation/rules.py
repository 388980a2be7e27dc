"""Which units a scope holds, and who answers for a unit (ISO/IEC 27001 clauses 4.3 and 5.3)."""

from collections.abc import Callable, Collection, Iterator, Mapping

Parents = Mapping[str, str | None]


def lineage(unit: str, parents: Parents) -> Iterator[str]:
    """Walk from a unit up to its root, itself first.

    Raises ValueError that names the units of a cycle, so that no walk can hang.
    """
    walked: dict[str, None] = {}
    here: str | None = unit
    while here is not None:
        if here in walked:
            raise ValueError(f"The units are above themselves: {_circle(here, parents)}.")
        walked[here] = None
        yield here
        here = parents.get(here)


def nearest_above(unit: str, parents: Parents, fits: Callable[[str], bool]) -> str | None:
    """Return the unit itself if it fits, else the nearest one above it that does."""
    return next(filter(fits, lineage(unit, parents)), None)


def units_in_scope(parents: Parents, include: Collection[str], exclude: Collection[str]) -> frozenset[str]:
    """Return the units for which the nearest unit named in the scope, going up the tree, is included.

    Where none is named the unit is out. Raises ValueError for a unit named both ways, and for a cycle.
    """
    both = sorted(set(include) & set(exclude))
    if both:
        raise ValueError(f"The scope both includes and excludes {', '.join(both)}.")
    included, named = frozenset(include), frozenset(include) | frozenset(exclude)
    return frozenset(unit for unit in parents if nearest_above(unit, parents, named.__contains__) in included)


def holder(role: str, unit: str, parents: Parents, holders: Mapping[tuple[str, str], Collection[str]]) -> str | None:
    """Return who holds a role in a unit or the nearest unit above it, the smallest id where several do.

    `holders` maps (role, unit) to person ids.
    """
    place = nearest_above(unit, parents, lambda each: bool(holders.get((role, each))))
    return None if place is None else min(holders[role, place])


def tree_faults(parents: Parents) -> dict[str, str]:
    """Return what is wrong with the tree, as a reason per unit; empty when every unit reaches a root.

    A cycle is told once, at the smallest of its ids.
    """
    unknown = {
        unit: f"has the unknown parent {parent}"
        for unit, parent in parents.items()
        if parent is not None and parent not in parents
    }
    return unknown | {first: f"is above itself: {_circle(first, parents)}" for first in _cycles(parents)}


def _cycles(parents: Parents) -> list[str]:
    """Return the smallest unit of each cycle; every unit is walked over once."""
    done: set[str] = set()
    found = []
    for unit in parents:
        walk: dict[str, int] = {}
        here: str | None = unit
        while here is not None and here not in done and here not in walk:
            walk[here] = len(walk)
            here = parents.get(here)
        if here in walk:
            found.append(min(list(walk)[walk[here] :]))
        done |= walk.keys()
    return found


def _circle(unit: str, parents: Parents) -> str:
    circle = [unit]
    while (above := parents[circle[-1]]) is not None and above != unit:
        circle.append(above)
    return " → ".join([*circle, unit])
