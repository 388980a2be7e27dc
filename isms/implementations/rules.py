"""How well a control is met, by the scope, the asset or a provider (ISO/IEC 27001 clauses 6.1.3 d and 8.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

MATURITIES = range(6)

Control = TypeVar("Control", bound="str | tuple[str, str]")


class Ordered(StrEnum):
    """Words on an ordered scale: they compare by their place in it, not by their letters."""

    @property
    def rank(self) -> int:
        """Place on the scale, from 0."""
        return type(self)._member_names_.index(self.name)

    def __lt__(self, other: str) -> bool:
        return self.rank < type(self)(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= type(self)(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > type(self)(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= type(self)(other).rank


class Status(Ordered):
    """How far a control has come; the weakest first."""

    NOT_ASSESSED = "not_assessed"
    NOT_STARTED = "not_started"
    PLANNED = "planned"
    PARTLY = "partly"
    IMPLEMENTED = "implemented"


class Deficiency(Ordered):
    """What is lacking where a control should be; the mildest first."""

    NONE = "none"
    NEGLIGIBLE = "negligible"
    MODERATE = "moderate"
    CONSIDERABLE = "considerable"
    SEVERE = "severe"

    @property
    def serious(self) -> bool:
        """Whether a person has to act on it."""
        return self >= Deficiency.CONSIDERABLE


EXISTS = {"ja": Status.IMPLEMENTED, "delvis": Status.PARTLY, "nej": Status.NOT_STARTED}
DEFICIENCIES = {
    "ingen": Deficiency.NONE,
    "försumbar": Deficiency.NEGLIGIBLE,
    "måttlig": Deficiency.MODERATE,
    "betydande": Deficiency.CONSIDERABLE,
    "allvarlig": Deficiency.SEVERE,
}


def exists(word: str) -> Status:
    """Read ja, delvis or nej, or a status as we write it; raises ValueError for any other word."""
    return EXISTS.get(word) or Status(word)


def deficiency(word: str) -> Deficiency:
    """Read a Swedish word of the scale, or ours; raises ValueError for any other word."""
    return DEFICIENCIES.get(word) or Deficiency(word)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a control stands: status, deficiency, and maturity 0–5 now and wanted.

    None is what nobody has judged. Raises ValueError for a maturity off the scale.
    """

    status: Status = Status.NOT_ASSESSED
    deficiency: Deficiency | None = None
    maturity: int | None = None
    wanted: int | None = None

    def __post_init__(self) -> None:
        for value in (self.maturity, self.wanted):
            if value is not None and value not in MATURITIES:
                raise ValueError(f"Maturity is 0 to 5, not {value}.")


UNASSESSED = Standing()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A standing with the implementation it comes from, or with the cycle that keeps it from coming."""

    standing: Standing
    source: str | None
    cycle: tuple[str, ...] = ()


def resolved(one: str, standings: Mapping[str, Standing], providers: Mapping[str, str]) -> Resolved:
    """Follow an inherited implementation to the one that provides it; chains are allowed.

    `providers` maps an inheriting id to its provider's. A cycle, and a provider that is not there, leave the control
    not assessed; a cycle is named from its smallest id.
    """
    return _follow(one, standings, providers, {})


def resolved_all(standings: Mapping[str, Standing], providers: Mapping[str, str]) -> dict[str, Resolved]:
    """Resolve every implementation in one pass, each link followed once."""
    known: dict[str, Resolved] = {}
    for one in [*standings, *providers]:
        _follow(one, standings, providers, known)
    return known


def _follow(
    one: str, standings: Mapping[str, Standing], providers: Mapping[str, str], known: dict[str, Resolved]
) -> Resolved:
    walk: dict[str, None] = {}
    while one not in known and one in providers and one not in walk:
        walk[one] = None
        one = providers[one]
    found = known.get(one) or _end(one, list(walk), standings)
    known.update(dict.fromkeys([*walk, one], found))
    return found


def _end(one: str, walk: list[str], standings: Mapping[str, Standing]) -> Resolved:
    if one in walk:
        ring = walk[walk.index(one) :]
        first = ring.index(min(ring))
        return Resolved(UNASSESSED, None, (*ring[first:], *ring[:first]))
    return Resolved(standings[one], one) if one in standings else Resolved(UNASSESSED, None)


def asset_gap(
    required: Iterable[Control], own: Mapping[Control, Status], common: Mapping[Control, Status]
) -> dict[Control, Status]:
    """Return what an asset lacks: the controls it needs that are not implemented, each with how far it has come.

    The asset's own implementation decides; where nobody has assessed one, the common one of its scope does.
    """
    return {
        control: status for control in required if (status := _served(control, own, common)) is not Status.IMPLEMENTED
    }


def _served(control: Control, own: Mapping[Control, Status], common: Mapping[Control, Status]) -> Status:
    mine = own.get(control, Status.NOT_ASSESSED)
    return common.get(control, mine) if mine is Status.NOT_ASSESSED else mine


def review_overdue(next_review: date | None, today: date) -> bool:
    """Whether the review should have been done before today (ISO/IEC 27001 clause 9.1)."""
    return next_review is not None and next_review < today
