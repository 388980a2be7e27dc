"""What a risk is worth, what it calls for and who may accept it (ISO/IEC 27001 clauses 6.1.2, 6.1.3, 8.2 and 8.3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

Pair = tuple[int, int]
"""Likelihood, consequence."""

OWNER = "owner"


class Treatment(StrEnum):
    """The four ways to treat a risk."""

    MODIFY = "modify"
    AVOID = "avoid"
    SHARE = "share"
    RETAIN = "retain"


class Status(StrEnum):
    """How far the work with a risk has come; closed is gone, not merely kept low."""

    OPEN = "open"
    IN_TREATMENT = "in_treatment"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class Validity(StrEnum):
    """What a decision on a risk is worth today."""

    VALID = "valid"
    STALE = "stale"
    EXPIRED = "expired"
    MISSING = "missing"


class Fault(StrEnum):
    """What makes a treatment plan contradict itself."""

    MODIFY_WITHOUT_CONTROLS = "modify_without_controls"
    RESIDUAL_ABOVE_CURRENT = "residual_above_current"


TREATMENTS = {
    "reducera": Treatment.MODIFY,
    "undvika": Treatment.AVOID,
    "dela": Treatment.SHARE,
    "överföra": Treatment.SHARE,
    "acceptera": Treatment.RETAIN,
}
STATUSES = {
    "öppen": Status.OPEN,
    "behandlas": Status.IN_TREATMENT,
    "accepterad": Status.ACCEPTED,
    "avslutad": Status.CLOSED,
}


def treatment(word: str) -> Treatment:
    """Read a Swedish word for a treatment, or ours; raises ValueError for any other word."""
    return TREATMENTS.get(word) or Treatment(word)


def status(word: str) -> Status:
    """Read a Swedish word for a status, or ours; raises ValueError for any other word."""
    return STATUSES.get(word) or Status(word)


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a scale, with the anchor that lets two people give the same answer."""

    level: int
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A level of risk: its cells of the matrix, who decides on it, and how soon it is to be treated.

    `rank` orders the bands from the mildest. `acceptors` holds ids of job roles, or "owner"; empty means that a body
    decides, and that its decision has a reference.
    """

    id: str
    name: str
    rank: int
    decide: str = ""
    treat_within_days: int | None = None
    acceptors: tuple[str, ...] = ()
    cells: tuple[Pair, ...] = ()

    @property
    def by_body(self) -> bool:
        """Whether nobody can accept alone."""
        return not self.acceptors


@dataclass(frozen=True, slots=True)
class Criteria:
    """One version of how the organisation judges risk; `cells` finds the band of a pair (6.1.2 a)."""

    version: int
    likelihoods: tuple[Step, ...]
    consequences: tuple[Step, ...]
    categories: tuple[str, ...]
    bands: tuple[Band, ...]
    cells: Mapping[Pair, Band] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", {pair: band for band in self.bands for pair in band.cells})

    def band(self, likelihood: int, consequence: int) -> Band:
        """Return the band of a pair; raises ValueError that names a pair off the scales."""
        pair = (likelihood, consequence)
        if pair not in self.cells:
            raise ValueError(f"Criteria version {self.version} have no band for {pair_name(pair)}.")
        return self.cells[pair]


def pair_name(pair: Pair) -> str:
    """Write a pair for people, factors kept apart."""
    return f"likelihood {pair[0]} × consequence {pair[1]}"


def worst(consequences: int | Mapping[str, int]) -> int:
    """Return the consequence that decides: the figure, or the highest of the categories."""
    if isinstance(consequences, int):
        return consequences
    if not consequences:
        raise ValueError("A risk needs a consequence in at least one category.")
    return max(consequences.values())


def dips(criteria: Criteria) -> tuple[tuple[Pair, Pair], ...]:
    """Return the neighbouring pairs between which the band gets milder though a factor rises."""
    rises = _neighbours([s.level for s in criteria.likelihoods], [s.level for s in criteria.consequences])
    return tuple((low, high) for low, high in rises if criteria.band(*high).rank < criteria.band(*low).rank)


def _neighbours(likelihoods: list[int], consequences: list[int]) -> list[tuple[Pair, Pair]]:
    down, across = sorted(likelihoods), sorted(consequences)
    more_likely = [((a, c), (b, c)) for a, b in pairwise(down) for c in across]
    worse = [((a, c), (a, d)) for a in down for c, d in pairwise(across)]
    return more_likely + worse


def treat_by(rated_on: date, band: Band) -> date | None:
    """Return the last day to treat a risk of the band, or None where the criteria set no time."""
    if band.treat_within_days is None:
        return None
    return rated_on + timedelta(days=band.treat_within_days)


def calls_for_controls(state: Status, how: Treatment | None, controls: Collection[object]) -> bool:
    """Whether a risk calls for the controls it names: open, and treated in another way than retained (6.1.3 b).

    What remains after modifying may be accepted, and still needs the controls that keep it low.
    """
    return state is not Status.CLOSED and how not in {None, Treatment.RETAIN} and bool(controls)


def approval_state(bound_to: int | None, version: int) -> Validity:
    """Return what the owner's approval of the treatment plan is worth; it holds for one version (6.1.3 f)."""
    if bound_to is None:
        return Validity.MISSING
    return Validity.VALID if bound_to == version else Validity.STALE


def acceptance_state(bound_to: int | None, until: date | None, version: int, today: date) -> Validity:
    """Return what an acceptance of the risk that remains is worth; its last day counts (6.1.3 f).

    An acceptance without an end date has expired, since nobody may accept for ever.
    """
    bound = approval_state(bound_to, version)
    if bound is Validity.VALID and (until is None or today > until):
        return Validity.EXPIRED
    return bound


def may_accept(band: Band, job_role: str, *, is_owner: bool, is_coordinator: bool) -> bool:
    """Whether a person may accept a risk of the band; the coordinator never may.

    Where the criteria name the risk owner, only the owner may, since other roles named beside it describe the owner.
    """
    if is_coordinator:
        return False
    return is_owner if OWNER in band.acceptors else job_role in band.acceptors


def plan_faults(
    how: Treatment, controls: Collection[object], current: Band, planned: Band | None, reason: str
) -> tuple[Fault, ...]:
    """Return how a treatment plan contradicts itself; a residual above the current level needs a reason."""
    faults = {
        Fault.MODIFY_WITHOUT_CONTROLS: how is Treatment.MODIFY and not controls,
        Fault.RESIDUAL_ABOVE_CURRENT: planned is not None and planned.rank > current.rank and not reason.strip(),
    }
    return tuple(fault for fault, found in faults.items() if found)
