"""Run every source that a person may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from isms.feature import Hit, Source
from isms.search import rules

LIMIT = 10
LONGEST = 100


@dataclass(frozen=True)
class Kind:
    """What one source found; `more` says that there may be more than is shown."""

    label: str
    hits: Sequence[Hit]
    more: bool


def words(typed: str) -> str:
    """Trim what was typed: single spaces, at most a hundred characters."""
    return " ".join(typed.split())[:LONGEST].strip()


def find(session: Session, sources: Iterable[Source], wanted: str) -> list[Kind]:
    """Find words in every source, the kind with the identifier that was typed first; sources that find nothing go."""
    kinds = [_kind(source, source.find(session, wanted, LIMIT + 1), wanted) for source in sources]
    return sorted((kind for kind in kinds if kind.hits), key=lambda kind: rules.best(kind.hits, wanted) > 0)


def _kind(source: Source, hits: Sequence[Hit], wanted: str) -> Kind:
    return Kind(str(source.label), rules.ordered(hits, wanted)[:LIMIT], len(hits) > LIMIT)
