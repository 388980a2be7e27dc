"""Acts on the action plan: plan, finish, drop."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.actions import queries
from isms.actions.models import Action, ActionControl
from isms.actions.rules import FINISHED, Status
from isms.catalogue.rules_keys import key, name
from isms.i18n import gettext as _
from isms.i18n import next_id
from isms.web.errors import Refusal


def one(session: Session, identifier: str) -> Action:
    """Fetch an action by its id; raises NoResultFound."""
    return session.get_one(Action, (session.info["organisation"], identifier))


def new(session: Session) -> Action:
    """Begin an action under the next free number; it is not in the session yet."""
    taken = session.scalars(queries.ids()).all()
    return Action(organisation_id=session.info["organisation"], id=next_id(taken, "ÅT01"), status=Status.NOT_STARTED)


def save(session: Session, action: Action, values: Mapping[str, Any]) -> Action:
    """Store an action; `values` holds its fields, and `controls` as a list of what it improves."""
    for field, value in values.items():
        if field != "controls":
            setattr(action, field, value)
    session.add(action)
    session.flush()
    _improve(session, action, values["controls"])
    session.flush()
    return action


def improved(session: Session, action_id: str) -> list[str]:
    """Name the controls that an action improves, as a form holds them."""
    return [name(each.framework_id, each.control_id) for each in session.scalars(queries.controls_of(action_id))]


def finish(session: Session, action: Action, *, shown: str, today: date) -> Action:
    """Say that an action is done; with `shown`, what shows its effect, also that it works.

    No risk is lowered by this: only a new rating does (ISO/IEC 27001 clause 8.3). Raises Refusal for one dropped.
    """
    if action.status is Status.DROPPED:
        raise Refusal(_("This action is dropped. Open it again by changing its status first."))
    action.status = Status.EFFECT_SHOWN if shown else Status.DONE
    if shown:
        _note(action, _("Effect shown %(day)s: %(what)s", day=today.isoformat(), what=shown))
    session.flush()
    return action


def drop(session: Session, action: Action, *, reason: str, today: date) -> Action:
    """Give an action up, with the reason kept beside it. Raises Refusal for one that is finished already."""
    if action.status in FINISHED:
        raise Refusal(_("This action is finished already."))
    action.status = Status.DROPPED
    _note(action, _("Dropped %(day)s: %(why)s", day=today.isoformat(), why=reason))
    session.flush()
    return action


def _note(action: Action, line: str) -> None:
    action.note = f"{action.note}\n{line}".strip()


def _improve(session: Session, action: Action, wanted: Iterable[str]) -> None:
    keys = set(map(key, wanted))
    known = {(each.framework_id, each.control_id): each for each in session.scalars(queries.controls_of(action.id))}
    for gone in known.keys() - keys:
        session.delete(known[gone])
    own = action.organisation_id
    session.add_all(
        ActionControl(organisation_id=own, action_id=action.id, framework_id=framework, control_id=control)
        for framework, control in sorted(keys - known.keys())
    )
