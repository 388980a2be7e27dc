"""The Statement of Applicability: derived from reasons, never typed (ISO/IEC 27001 clause 6.1.3 c and d)."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from isms.implementations.rules import UNASSESSED, Standing

Control = tuple[str, str]
"""Framework, identifier: "5.2" alone is a clause and a control."""

OWN = "own"
"""The framework of the organisation's own controls."""


class Kind(StrEnum):
    """What calls for a control, in the order that reasons are shown."""

    RISK = "risk"
    LAW = "law"
    CONTRACT = "contract"
    CLASSIFICATION = "classification"
    DECISION = "decision"


class State(StrEnum):
    """Whether a row is justified one way and one way only."""

    SETTLED = "settled"
    UNDECIDED = "undecided"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that calls for a control; `count` is how many assets stand behind a classification."""

    kind: Kind
    ref: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One control in the Statement; whether it applies, whether it is met and how well are three fields."""

    framework: str
    control: str
    reasons: tuple[Reason, ...] = ()
    exclusion: str = ""
    implementation: Standing = UNASSESSED

    @property
    def key(self) -> Control:
        """Framework and identifier."""
        return (self.framework, self.control)

    @property
    def state(self) -> State:
        """Settled by reasons or by an exclusion; both contradict each other, neither is nobody's decision."""
        if self.reasons and self.exclusion:
            return State.CONTRADICTION
        return State.SETTLED if self.reasons or self.exclusion else State.UNDECIDED

    @property
    def applicable(self) -> bool | None:
        """Whether the control applies; None unless the row is settled, since silence is never a yes."""
        return bool(self.reasons) if self.state is State.SETTLED else None


@lru_cache(maxsize=1 << 16)
def natural(ref: str) -> tuple[str | int, ...]:
    """Return a key that sorts identifiers as people do: 5.2 before 5.10, R9 before R10."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(re.split(r"([0-9]+)", ref)))


def in_order(controls: Iterable[Control]) -> list[Control]:
    """Sort controls by framework and number, the organisation's own last."""
    return sorted(controls, key=lambda each: (each[0] == OWN, each[0], natural(each[1]), each[1]))


def derive(
    controls: Collection[Control],
    reasons: Mapping[Control, Collection[Reason]],
    exclusions: Mapping[Control, str],
    standings: Mapping[Control, Standing] | None = None,
) -> tuple[Row, ...]:
    """Return a row for every control of the catalogue and every own one, each with all that calls for it.

    A blank exclusion excludes nothing. Reasons for other controls than those given have no row.
    """
    found = standings or {}
    return tuple(
        Row(*key, _sorted(reasons.get(key, ())), exclusions.get(key, "").strip(), found.get(key, UNASSESSED))
        for key in in_order(controls)
    )


_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


def _sorted(reasons: Collection[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda each: (_KIND_ORDER[each.kind], natural(each.ref), each.ref)))


def gathered(*sources: Mapping[Control, Collection[Reason]]) -> dict[Control, list[Reason]]:
    """Bring the reasons of several kinds together, control by control."""
    together: defaultdict[Control, list[Reason]] = defaultdict(list)
    for control, reasons in chain.from_iterable(source.items() for source in sources):
        together[control] += reasons
    return dict(together)


def hindrances(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows that stop a proposal: contradictions first, then what nobody has decided."""
    stopping = {state: [row for row in rows if row.state is state] for state in (State.CONTRADICTION, State.UNDECIDED)}
    return (*stopping[State.CONTRADICTION], *stopping[State.UNDECIDED])


class Refusal(StrEnum):
    """Why somebody may not approve."""

    NOT_PROPOSED = "not_proposed"
    PROPOSED_IT = "proposed_it"
    EDITED_IT = "edited_it"


def may_approve(approver: str, proposer: str | None, editors: Collection[str]) -> tuple[bool, Refusal | None]:
    """Whether a person may approve: neither who proposed, nor anyone who edited since the last approval.

    The second value says why not.
    """
    if proposer is None:
        return False, Refusal.NOT_PROPOSED
    if approver == proposer:
        return False, Refusal.PROPOSED_IT
    return (False, Refusal.EDITED_IT) if approver in editors else (True, None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A control that two Statements do not say the same of; None where one of them has no row."""

    key: Control
    old: Row | None
    new: Row | None

    @property
    def added(self) -> tuple[Reason, ...]:
        """Reasons that have come, whatever they count."""
        return _missing_from(self.old, self.new)

    @property
    def removed(self) -> tuple[Reason, ...]:
        """Reasons that are gone."""
        return _missing_from(self.new, self.old)

    @property
    def changes(self) -> tuple[str, ...]:
        """What changed: "added" or "removed" for a whole row, else fields of the row."""
        if self.old is None or self.new is None:
            return ("added",) if self.old is None else ("removed",)
        before, after = _said(self.old), _said(self.new)
        return tuple(field for field in before if before[field] != after[field])


def _missing_from(one: Row | None, other: Row | None) -> tuple[Reason, ...]:
    known = {(reason.kind, reason.ref) for reason in one.reasons} if one else set()
    return tuple(reason for reason in other.reasons if (reason.kind, reason.ref) not in known) if other else ()


def _said(row: Row) -> dict[str, object]:
    return {
        "applicable": row.applicable,
        "reasons": {(reason.kind, reason.ref) for reason in row.reasons},
        "count": sorted((reason.kind, reason.ref, reason.count) for reason in row.reasons),
        "exclusion": row.exclusion,
        "status": row.implementation.status,
        "deficiency": row.implementation.deficiency,
        "maturity": row.implementation.maturity,
    }


def differences(old: Sequence[Row], new: Sequence[Row]) -> tuple[Difference, ...]:
    """Compare two Statements, row by row in the order of the Statement; what is the same is left out."""
    before, after = {row.key: row for row in old}, {row.key: row for row in new}
    both = (Difference(key, before.get(key), after.get(key)) for key in in_order(before.keys() | after.keys()))
    return tuple(each for each in both if each.old != each.new and each.changes)
