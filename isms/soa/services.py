"""Acts on the Statement: decide, withdraw, propose, approve and freeze."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from isms.auditlog.models import Change
from isms.auditlog.queries import since
from isms.i18n import gettext as _
from isms.i18n import lazy
from isms.organisation.models import Scope
from isms.soa import queries, rules
from isms.soa.deriving import Statement, current
from isms.soa.models import StatementDecision, StatementProposal, StatementVersion
from isms.soa.rules import Control
from isms.soa.rules_canonical import canonical
from isms.web.errors import Refusal

LONGEST_REASON = 4000
EDITED = ("statement_decision", "implementation")


class Refused(Refusal):
    """The rules of the Statement say no; the message says why and what to do."""


class Verdict(NamedTuple):
    """What is decided of a control: that it applies, or that it is excluded, and why."""

    included: bool
    reason: str


def decide(
    session: Session, scope_id: str, controls: Collection[Control], verdict: Verdict, now: datetime
) -> list[StatementDecision]:
    """Decide that controls apply, or that they are excluded, each for the same reason. Raises Refused without one."""
    included, reason = verdict.included, verdict.reason.strip()
    if not reason:
        raise Refused(_("Write why. A decision without a reason convinces no auditor."))
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Write at most %(max)s characters.", max=LONGEST_REASON))
    known = {(each.framework_id, each.control_id): each for each in session.scalars(queries.decisions(scope_id))}
    made = []
    for key in controls:
        decision = known.get(key) or StatementDecision(
            organisation_id=session.info["organisation"], scope_id=scope_id, framework_id=key[0], control_id=key[1]
        )
        if (decision.included, decision.reason) != (included, reason):
            decision.included, decision.reason = included, reason
            decision.decided_by, decision.decided_at = session.info["act"].actor, now
        session.add(decision)
        made.append(decision)
    session.flush()
    return made


def withdraw(session: Session, scope_id: str, controls: Collection[Control]) -> int:
    """Take decisions back, so that only what calls for a control counts; returns how many there were."""
    found = [d for d in session.scalars(queries.decisions(scope_id)) if (d.framework_id, d.control_id) in set(controls)]
    for decision in found:
        session.delete(decision)
    session.flush()
    return len(found)


def propose(session: Session, scope_id: str, *, today: date, now: datetime) -> Statement:
    """Put the Statement forward for approval. Raises Refused while a row is undecided or contradictory."""
    statement = current(session, scope_id, today)
    if statement.hindrances:
        named = ", ".join(row.control for row in statement.hindrances)
        raise Refused(
            _("These controls are undecided or contradictory: %(controls)s. Decide them first.", controls=named)
        )
    proposal = session.scalar(queries.proposal(scope_id)) or StatementProposal(
        organisation_id=session.info["organisation"], scope_id=scope_id
    )
    proposal.sha256, proposal.proposed_at = statement.sha256, now
    proposal.proposed_by = session.info["act"].actor
    session.add(proposal)
    session.flush()
    return statement


def approve(session: Session, scope_id: str, *, shown: str | None, today: date, now: datetime) -> StatementVersion:
    """Approve the proposed Statement and freeze it as the next version.

    `shown` is the hash that the approver saw; None means the one proposed. Raises Refused when the content is no
    longer what was proposed, and when the approver proposed it or edited it since the last approval.
    """
    proposal = session.scalar(queries.proposal(scope_id))
    approver = session.info["act"].actor
    _may_approve(session, scope_id, approver, proposal.proposed_by if proposal else None)
    assert proposal is not None  # noqa: S101 - `_may_approve` refuses when nothing is proposed
    statement = current(session, scope_id, today)
    if statement.sha256 != proposal.sha256 or shown not in (None, proposal.sha256) or statement.hindrances:
        raise Refused(_("The content has changed since it was proposed. Look at it again and let it be proposed anew."))
    last = session.scalar(queries.newest(scope_id))
    version = StatementVersion(
        organisation_id=session.info["organisation"],
        scope_id=scope_id,
        number=last.number + 1 if last else 1,
        content=canonical(statement.content).decode(),
        sha256=proposal.sha256,
        proposed_by=proposal.proposed_by,
        proposed_at=proposal.proposed_at,
        approved_by=approver,
        approved_at=now,
        log_head=_log_head(session),
    )
    session.add(version)
    session.delete(proposal)
    session.flush()
    return version


def retract(session: Session, scope_id: str) -> None:
    """Take a proposal back."""
    if proposal := session.scalar(queries.proposal(scope_id)):
        session.delete(proposal)
        session.flush()


def editors(session: Session, scope_id: str) -> frozenset[str]:
    """Name everyone who decided or documented something of the Statement since it was last approved."""
    last = session.scalar(queries.newest(scope_id))
    changes: Sequence[Change] = session.scalars(since(EDITED, last.log_head if last else 0)).all()
    return frozenset(each.actor for each in changes if each.object_id.startswith((f"{scope_id}/", f"{scope_id}:")))


_REFUSALS = {
    rules.Refusal.NOT_PROPOSED: lazy("Nothing is proposed. Let the coordinator propose the Statement first."),
    rules.Refusal.PROPOSED_IT: lazy("You proposed this Statement, so another person must approve it."),
    rules.Refusal.EDITED_IT: lazy(
        "You have edited this Statement since the last approval, so another person must approve it."
    ),
}


def _may_approve(session: Session, scope_id: str, approver: str, proposer: str | None) -> None:
    if said := refused(session, scope_id, approver, proposer):
        raise Refused(said)


def refused(session: Session, scope_id: str, approver: str, proposer: str | None) -> str:
    """Say why a person may not approve what somebody proposed; nothing when they may."""
    _allowed, refusal = rules.may_approve(approver, proposer, editors(session, scope_id))
    return str(_REFUSALS[refusal]) if refusal else ""


def _log_head(session: Session) -> int:
    return session.scalar(select(func.coalesce(func.max(Change.id), 0))) or 0


def scope_of(session: Session, scope_id: str) -> Scope:
    """Find a scope; raises NoResultFound."""
    return session.get_one(Scope, (session.info["organisation"], scope_id))
