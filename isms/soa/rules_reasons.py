"""What calls for a control in one scope, and which claims nothing backs (ISO/IEC 27001 clause 6.1.3 b to d)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from isms.classification.rules import Levels, rules_called
from isms.risks.rules import Status, Treatment, calls_for_controls
from isms.soa.rules import Control, Kind, Reason, Row

Reasons = dict[Control, list[Reason]]


@dataclass(frozen=True, slots=True)
class TreatedRisk:
    """What the Statement asks of a risk: whose it is, how it is treated, and the controls it names."""

    id: str
    unit: str
    status: Status
    treatment: Treatment | None
    controls: Sequence[Control]

    @property
    def calls(self) -> bool:
        """Whether it calls for its controls, in the scopes where its owner unit is."""
        return calls_for_controls(self.status, self.treatment, self.controls)


def risk_reasons(risks: Iterable[TreatedRisk], units: Collection[str]) -> Reasons:
    """Return the open, treated risks of the scope's units as reasons for the controls that they name."""
    found: defaultdict[Control, list[Reason]] = defaultdict(list)
    for risk in risks:
        if risk.unit in units and risk.calls:
            _note(found, risk.controls, Reason(Kind.RISK, risk.id))
    return dict(found)


def _note(found: defaultdict[Control, list[Reason]], controls: Iterable[Control], reason: Reason) -> None:
    for control in dict.fromkeys(controls):
        found[control].append(reason)


@dataclass(frozen=True, slots=True)
class Obligation:
    """What the Statement asks of a law or contract; `ends` is the first day it no longer holds."""

    id: str
    kind: Kind
    in_force: date | None
    ends: date | None
    units: Collection[str]
    controls: Sequence[Control]

    def binds(self, units: Collection[str], today: date) -> bool:
        """Whether it is in force today and binds one of the units; with no unit named it binds them all.

        Without a date of entry into force it is not in force, since nobody has said that it is.
        """
        begun = self.in_force is not None and self.in_force <= today
        over = self.ends is not None and self.ends <= today
        return begun and not over and (not self.units or any(unit in units for unit in self.units))


def obligation_reasons(obligations: Iterable[Obligation], units: Collection[str], today: date) -> Reasons:
    """Return the laws and contracts that bind the scope today as reasons for their controls."""
    found: defaultdict[Control, list[Reason]] = defaultdict(list)
    for obligation in obligations:
        if obligation.binds(units, today):
            _note(found, obligation.controls, Reason(obligation.kind, obligation.id))
    return dict(found)


def classification_reasons(levels: Iterable[Levels], package: Mapping[str, Collection[Control]]) -> Reasons:
    """Return the rules of the package that the scope's assets reach, each with how many assets reach it.

    `levels` are the effective levels of each asset in the scope, `package` the controls of each rule ("C3").
    """
    alike = Counter(tuple(sorted(each.items())) for each in levels)
    reached: Counter[str] = Counter()
    for level, count in alike.items():
        reached.update(dict.fromkeys(rules_called(dict(level), package), count))
    found: defaultdict[Control, list[Reason]] = defaultdict(list)
    for rule, count in reached.items():
        _note(found, package[rule], Reason(Kind.CLASSIFICATION, rule, count))
    return dict(found)


class Why(StrEnum):
    """Why a risk does not back the claim that it calls for a control."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    RETAINED = "retained"
    UNTREATED = "untreated"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_NAMED = "not_named"


@dataclass(frozen=True, slots=True)
class Claim:
    """A file's word that something of a kind calls for a control, with the risks it points at."""

    key: Control
    kind: Kind
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unbacked:
    """A claim that no object backs, and for each risk it points at, why that one does not."""

    claim: Claim
    why: tuple[tuple[str, Why], ...] = ()


def unbacked(
    claims: Iterable[Claim], rows: Iterable[Row], risks: Mapping[str, TreatedRisk], units: Collection[str]
) -> tuple[Unbacked, ...]:
    """Return the claims for which the row has no reason of that kind, each of its risks with its first fault."""
    backed = {(row.key, reason.kind) for row in rows for reason in row.reasons}
    return tuple(
        Unbacked(claim, tuple((ref, _why(risks.get(ref), units)) for ref in claim.refs))
        for claim in claims
        if (claim.key, claim.kind) not in backed
    )


def _why(risk: TreatedRisk | None, units: Collection[str]) -> Why:
    if risk is None:
        return Why.UNKNOWN
    faults = {
        Why.CLOSED: risk.status is Status.CLOSED,
        Why.RETAINED: risk.treatment is Treatment.RETAIN,
        Why.UNTREATED: risk.treatment is None,
        Why.OUT_OF_SCOPE: risk.unit not in units,
    }
    return next((why for why, found in faults.items() if found), Why.NOT_NAMED)
