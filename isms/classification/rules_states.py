"""An asset's levels in all aspects as one number, its state, so that one walk serves them all."""

from collections.abc import Iterable
from functools import cache

from isms.classification.rules import ASPECTS, Levels, worst

# Two bits an aspect: below 256, where Python keeps every number ready. Above them, a bit says that somebody rated it.
_PLACES = {aspect: 2 * place for place, aspect in enumerate(ASPECTS)}
_RATED = {aspect: 1 << 8 + place for place, aspect in enumerate(ASPECTS)}
_WRITTEN = {(aspect, level): level << _PLACES[aspect] | _RATED[aspect] for aspect in ASPECTS for level in range(4)}
STATE = 0b11111111
STEEP = 0b10101010


def written(levels: Levels) -> int:
    """Write levels as their state, with a mark above it for each aspect that is rated; raises what `level` raises."""
    marked = 0
    try:
        for rated in levels.items():
            marked |= _WRITTEN[rated]
    except KeyError:
        return written(worst(levels))  # raises, unless a level was the text of a number
    return marked


def height(state: int, aspect: str) -> int:
    """Read one aspect's level."""
    return state >> _PLACES[aspect] & 0b11


def heights(state: int, aspects: Iterable[str]) -> dict[str, int]:
    """Read levels back, where what nobody rated is 0."""
    return {aspect: height(state, aspect) for aspect in aspects}


def ratings(marked: int, aspects: Iterable[str]) -> dict[str, int]:
    """Read levels back, only in the aspects that are marked as rated."""
    return heights(marked, (aspect for aspect in aspects if marked & _RATED[aspect]))


@cache
def covering(aspects: frozenset[str]) -> int:
    """Give what covers these aspects of a state, and no others."""
    return sum(0b11 << place for aspect, place in _PLACES.items() if aspect in aspects)


@cache
def highest(state: int) -> list[int]:
    """Give, for every other state, the highest of it and this one in each aspect."""
    row = [0]
    for aspect, place in _PLACES.items():
        row = [max(height(state, aspect), other) << place | rest for other in range(4) for rest in row]
    return row
