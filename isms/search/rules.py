"""How hits are ordered: what was asked for by its identifier comes before what only mentions the words."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Found(Protocol):
    """Anything that was found and has an identifier."""

    @property
    def id(self) -> str:
        """The identifier."""


Hit = TypeVar("Hit", bound=Found)


def rank(identifier: str, words: str) -> int:
    """Return 0 for the identifier that was typed, 1 for one that begins so, 2 for any other."""
    known, typed = identifier.casefold(), words.casefold()
    return 0 if known == typed else 1 if known.startswith(typed) else 2


def ordered(hits: Iterable[Hit], words: str) -> list[Hit]:
    """Return hits with those named by identifier first; the rest keep their order."""
    return sorted(hits, key=lambda hit: rank(hit.id, words))


def best(hits: Iterable[Found], words: str) -> int:
    """Return the rank of the best among some hits, for ordering kinds; 3 for none."""
    return min((rank(hit.id, words) for hit in hits), default=3)
