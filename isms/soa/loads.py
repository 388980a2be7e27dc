"""What a Statement of before says was decided, and what it claims without an object that backs it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from isms.exchange.kinds import text
from isms.exchange.loading import ACTOR, Load, Section
from isms.i18n import gettext as _
from isms.implementations.loads_rows import Row, Sample, samples
from isms.organisation import loads as organisation
from isms.soa.deriving import current, unbacked
from isms.soa.models import StatementDecision
from isms.soa.rules import Kind
from isms.soa.rules_reasons import Claim, Unbacked, Why

CLAIMED = {
    "riskanalys": Kind.RISK,
    "risk analysis": Kind.RISK,
    "risk assessment": Kind.RISK,
    "rättsligt krav": Kind.LAW,
    "legal requirement": Kind.LAW,
    "avtalskrav": Kind.CONTRACT,
    "contractual requirement": Kind.CONTRACT,
}
"""Reasons that an object has to back. Every other reason is the organisation's own decision."""


class _Verdict(NamedTuple):
    included: bool
    reason: str


def _statements(load: Load) -> None:
    claims: dict[str, list[Claim]] = {}
    for sample in samples(load):
        claims[sample.scope] = []
        for row in sample.rows:
            words = list(_words(row))
            claims[sample.scope] += _claims(row, words)
            _decide(load, sample, row, _verdict(row, words))
    if claims:
        load.after(lambda _tally: _warn(load, claims))


def _words(row: Row) -> Iterator[str]:
    for place, word in enumerate(row.entry.items("reasons")):
        try:
            yield text(word)
        except ValueError as wrong:
            row.entry.fault(str(wrong), "reasons", place)


def _claims(row: Row, words: list[str]) -> Iterator[Claim]:
    """List what the row claims; the risks beside it are pointed at, and have to be known."""
    risks = tuple(row.entry.refs("risks", "risks"))
    for word in words:
        if row.applicable and (kind := CLAIMED.get(word.casefold())):
            yield Claim(row.control, kind, risks if kind is Kind.RISK else ())


def _verdict(row: Row, words: list[str]) -> _Verdict | None:
    """Read what the organisation decided itself: an exclusion, or a reason that is nobody else's."""
    justification = str(row.entry.value("justification", text) or "")
    if row.applicable is False:
        if not justification:
            row.entry.fault(_("The key `%(key)s` is missing.", key="justification"))
        return _Verdict(included=False, reason=justification)
    own = [word for word in words if word.casefold() not in CLAIMED]
    if row.applicable is None or not own:
        return None
    said = ", ".join(own)
    return _Verdict(included=True, reason=justification or said[:1].upper() + said[1:])


def _decide(load: Load, sample: Sample, row: Row, verdict: _Verdict | None) -> None:
    """Want the decision, and no other by a file; what a person decided in the program stands."""
    key = {"scope_id": sample.scope, "framework_id": row.control[0], "control_id": row.control[1]}
    rows = load.rows(StatementDecision)
    stored = rows.stored.get(tuple(key.values()))
    if stored and stored.decided_by != ACTOR:
        if verdict and (stored.included, stored.reason) != tuple(verdict):
            load.note(_("The decision on %(control)s in %(scope)s was taken in the program and stands.",
                        control=row.control[1], scope=sample.scope))  # fmt: skip
        return
    rows.drop(*key.values())
    prepared = datetime.combine(sample.prepared, time(), UTC)
    wanted = [{"included": verdict.included, "reason": verdict.reason}] if verdict else []
    decided = {"decided_by": ACTOR, "decided_at": prepared}
    load.link(StatementDecision, row.of, key, ({**each, **decided} for each in wanted))


def _warn(load: Load, claims: dict[str, list[Claim]]) -> None:
    """Report each claim that no object backs, with why the risks that it points at do not."""
    as_of = date.fromisoformat(organisation.settings(load)["as_of"])
    for scope, claimed in claims.items():
        for each in unbacked(current(load.session, scope, as_of), claimed):
            load.warn(_said(scope, each))


def _said(scope: str, found: Unbacked) -> str:
    claim = found.claim
    why = "; ".join(f"{ref}: {_whys()[reason]}" for ref, reason in found.why)
    said = {"scope": scope, "control": claim.key[1], "kind": _kinds()[claim.kind]}
    return _("%(scope)s, %(control)s: %(kind)s is claimed, but nothing backs it.", **said) + (f" {why}." if why else "")


def _kinds() -> dict[Kind, str]:
    return {Kind.RISK: _("a risk"), Kind.LAW: _("a law"), Kind.CONTRACT: _("a contract")}


def _whys() -> dict[Why, str]:
    return {
        Why.UNKNOWN: _("there is no such risk"),
        Why.CLOSED: _("the risk is closed"),
        Why.RETAINED: _("the risk is retained as it is"),
        Why.UNTREATED: _("the risk has no treatment"),
        Why.OUT_OF_SCOPE: _("the risk's owner unit is outside the scope"),
        Why.NOT_NAMED: _("the risk does not name the control"),
    }


SECTIONS = (Section("soa_sample", _statements),)
