"""What a register of assets says of an asset, and what is wrong with a decision (A.5.9, A.5.12)."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from isms.classification.rules import Direction, Levels
from isms.classification.rules_inheritance import Standing

_DIRECTIONS = {"raise": Direction.RAISE, "lower": Direction.LOWER}


def direction(stored: str) -> Direction:
    """Read what a decision meant to do; "set" says neither raising nor lowering."""
    return _DIRECTIONS.get(stored, Direction.PLAIN)


def effective(row: Any, aspects: Collection[str]) -> Levels:
    """Read the levels that hold from a row with a column for each aspect."""
    return {aspect: getattr(row, aspect) for aspect in aspects}


def standing(row: Any, aspects: Collection[str]) -> Standing:
    """Read where an asset stands from a row with its stored levels and what was `decided` (None for nothing)."""
    return Standing(
        {aspect: level for aspect, level in (row.decided or {}).items() if aspect in aspects},
        {aspect: row.inherited.get(aspect, 0) for aspect in aspects},
        effective(row, aspects),
        tuple(row.stale),
    )


class Basis(StrEnum):
    """What an asset's levels rest on, the first that is true."""

    STALE = "stale"
    LOWERED = "lowered"
    RAISED = "raised"
    INHERITED = "inherited"
    NOTHING = "nothing"


def basis(found: Standing) -> tuple[Basis, tuple[str, ...]]:
    """Say what levels rest on, and in which aspects."""
    for kind, aspects in ((Basis.STALE, found.stale), (Basis.LOWERED, found.lowered), (Basis.RAISED, found.raised)):
        if aspects:
            return kind, aspects
    return (Basis.INHERITED if any(found.inherited.values()) else Basis.NOTHING), ()


def overdue(next_review: date | None, ended_on: date | None, today: date) -> bool:
    """Whether a review should have been held by now; what has ended is not reviewed."""
    return next_review is not None and ended_on is None and next_review < today


class Fault(StrEnum):
    """Why a decision of levels cannot stand."""

    NOTHING_DECIDED = "nothing_decided"
    NO_REASON = "no_reason"
    NO_ASPECT = "no_aspect"
    NOT_LOWER = "not_lower"
    NOT_HIGHER = "not_higher"
    BELOW_INHERITED = "below_inherited"


def decision_faults(
    way: Direction, levels: Levels, lowered: Collection[str], reason: str, inherited: Levels
) -> dict[str, Fault]:
    """Say what is wrong with a decision, by field: "levels", "reason", "aspects" or the letter of an aspect.

    A level below what is inherited holds only where a lowering names its aspect and gives a reason; without that
    it would be stale the moment it was made.
    """
    if not levels:
        return {"levels": Fault.NOTHING_DECIDED}
    faults: dict[str, Fault] = {}
    if way is not Direction.PLAIN and not reason.strip():
        faults["reason"] = Fault.NO_REASON
    if way is Direction.LOWER and not lowered:
        faults["aspects"] = Fault.NO_ASPECT
    if way is Direction.RAISE and not any(level > inherited.get(aspect, 0) for aspect, level in levels.items()):
        faults["levels"] = Fault.NOT_HIGHER
    return faults | _level_faults(levels, lowered if way is Direction.LOWER else (), inherited)


def _level_faults(levels: Levels, lowered: Collection[str], inherited: Levels) -> dict[str, Fault]:
    below = {aspect for aspect, level in inherited.items() if levels.get(aspect, level) < level}
    not_lower = {aspect: Fault.NOT_LOWER for aspect in lowered if aspect not in below}
    return not_lower | {aspect: Fault.BELOW_INHERITED for aspect in levels if aspect in below - set(lowered)}


def consequences(whole: Mapping[str, int | None], by_category: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """Join what was rated altogether with what was rated by category, which says more and so is kept."""
    plain = {aspect: level for aspect, level in whole.items() if level is not None}
    return plain | {aspect: dict(given) for aspect, given in by_category.items() if given}


def resting(wanted: Collection[str], only_available: Collection[str], now: Mapping[str, str]) -> dict[str, str]:
    """Say which aspects each dependency carries: "A" where only availability rests on it, "" for all.

    What already carries some aspects of its own choosing keeps them while it stays chosen.
    """
    kept = {base: now[base] if now.get(base, "A") != "A" else "" for base in wanted}
    return kept | dict.fromkeys(only_available, "A")
