"""Undo the last decision: the log knows how it was before, so nobody needs to remember it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from isms.auditlog.models import Change
from isms.i18n import gettext as _
from isms.soa import queries
from isms.soa.models import StatementDecision
from isms.soa.services import Refused

_KEPT = ("included", "reason", "decided_by")


def last(session: Session, scope_id: str) -> Any:
    """Find the newest entry of the log on a scope's decisions, or None."""
    return session.execute(queries.log(scope_id, ("statement_decision",)).limit(1)).first()


def undo(session: Session, scope_id: str, entry: int) -> int:
    """Give the decisions of one's last act their state before it; says how many. `entry` is what `last` gave.

    Raises Refused when anybody has decided something since, or when it was somebody else's act.
    """
    newest = last(session, scope_id)
    if newest is None or newest.id != entry or newest.actor != session.info["act"].actor:
        raise Refused(_("Something was decided since. Look at the Statement, and decide the rows again."))
    changes = session.scalars(queries.act(newest.actor, newest.at)).all()
    for change in changes:
        _restore(session, change)
    session.flush()
    return len(changes)


def _restore(session: Session, change: Change) -> None:
    own, (scope, framework, control) = session.info["organisation"], change.object_id.split("/", 2)
    stored = session.get(StatementDecision, (own, scope, framework, control))
    if change.kind == "added":
        session.delete(stored)
        return
    decision = stored or StatementDecision(
        organisation_id=own, scope_id=scope, framework_id=framework, control_id=control
    )
    for name in _KEPT:
        if name in change.fields:
            setattr(decision, name, change.fields[name][0])
    if "decided_at" in change.fields:
        decision.decided_at = datetime.fromisoformat(change.fields["decided_at"][0])
    session.add(decision)
