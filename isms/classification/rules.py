"""Levels, decisions about them, and what a level requires (ISO/IEC 27001:2022, A.5.12)."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

ASPECTS = ("C", "I", "A", "T")
"""Confidentiality, integrity, availability, and traceability where it is switched on."""

STOP_LEVEL = 4

Levels = Mapping[str, int]
"""Aspect to level 0–3; an aspect that nobody rated is missing."""

Control = TypeVar("Control", bound=Hashable)

_BY_TEXT = {"0": 0, "1": 1, "2": 2, "3": 3}


class StopLevel(ValueError):
    """A sign that the information may concern Sweden's security, and must not be kept here at all."""


def level(value: object) -> int:
    """Accept a level 0–3, as a number or the text of one.

    Raises StopLevel for 4 and ValueError for anything else; neither repeats what was entered.
    """
    text = str(value).strip() if isinstance(value, int | str) else ""
    if text == str(STOP_LEVEL):
        raise StopLevel("Level 4 may not be registered here; turn to the protective security manager")
    if text not in _BY_TEXT:
        raise ValueError("A level is 0, 1, 2 or 3")
    return _BY_TEXT[text]


def worst(consequences: Mapping[str, object]) -> Levels:
    """Let the worst consequence category decide each aspect.

    An aspect has one figure, or a mapping of category to figure; one without any figure stays unrated.
    Raises ValueError for an unknown aspect, and what `level` raises.
    """
    figures = {aspect: _figures(given) for aspect, given in consequences.items()}
    if not figures.keys() <= set(ASPECTS):
        raise ValueError("An aspect is one of C, I, A and T")
    return {aspect: max(found) for aspect, found in figures.items() if found}


def _figures(given: object) -> list[int]:
    if isinstance(given, Mapping):
        return [level(figure) for figure in given.values()]
    return [level(given)]


class Direction(StrEnum):
    """What a decision meant to do with the level that is inherited."""

    RAISE = "raise"
    LOWER = "lower"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Decision:
    """The levels somebody decided for an asset, and whether that was meant to lower some of them.

    Raises what `level` raises; aspects without a level are undecided.
    """

    levels: Levels
    direction: Direction = Direction.PLAIN
    aspects: frozenset[str] = frozenset()
    reason: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", worst(self.levels))
        object.__setattr__(self, "aspects", frozenset(self.aspects))

    @property
    def lowers(self) -> frozenset[str]:
        """Aspects where the decision holds even below what is inherited: named, decided, and with a reason."""
        if self.direction is not Direction.LOWER or not self.reason.strip():
            return frozenset()
        return self.aspects.intersection(self.levels)


def rules_called(levels: Levels, package: Mapping[str, Collection[Control]]) -> tuple[str, ...]:
    """Say which rules of a protection package ("C3": confidentiality at 3) hold: all levels up to the asset's."""
    asked = (f"{aspect}{step}" for aspect in ASPECTS if aspect in levels for step in range(levels[aspect] + 1))
    return tuple(rule for rule in asked if rule in package)


def required(levels: Levels, package: Mapping[str, Collection[Control]]) -> dict[Control, tuple[str, ...]]:
    """Give every control that an asset at these levels needs, with the rules that ask for it."""
    reasons: dict[Control, tuple[str, ...]] = {}
    for rule in rules_called(levels, package):
        for control in package[rule]:
            reasons[control] = (*reasons.get(control, ()), rule)
    return reasons


def gap(needed: Collection[Control], implemented: Collection[Control]) -> tuple[Control, ...]:
    """Give the controls an asset needs and lacks, in the order they were required."""
    return tuple(control for control in needed if control not in implemented)
