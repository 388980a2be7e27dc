"""What a file says of actions: who does what, until when, at what cost."""

from isms.accounts import loads as accounts
from isms.actions.models import Action, ActionControl
from isms.actions.rules import Status
from isms.catalogue import loads as catalogue
from isms.exchange.entries import may, must, points
from isms.exchange.kinds import answer, day, one_of, optional_id, whole
from isms.exchange.loading import Load, Section

STATUSES = {
    "ej påbörjad": Status.NOT_STARTED,
    "pågår": Status.ONGOING,
    "försenad": Status.ONGOING,
    "klar": Status.DONE,
    "klar, effekt ej bedömd": Status.DONE,
    "klar, effekt bedömd": Status.EFFECT_SHOWN,
    "klar, effekt visad": Status.EFFECT_SHOWN,
    "avbruten": Status.DROPPED,
    "not started": Status.NOT_STARTED,
    "overdue": Status.ONGOING,
    "effect shown": Status.EFFECT_SHOWN,
}
"""Words for how far an action has come; that it is late is told by its date, not by a word."""

_ACTION = (
    must("title"),
    may("source", lambda value: optional_id(value) or ""),
    points("responsible_role", "roles", "responsible_role"),
    points("unit", "org_units", "unit_id"),
    may("due", day),
    may("cost_sek", whole, "cost"),
    may("funded", answer),
    must("status", one_of({**STATUSES, **{each.value: each for each in Status}})),
    may("note"),
)


def _actions(load: Load) -> None:
    entries = load.entries("actions")
    line = accounts.line(load) if entries else None
    controls = catalogue.resolver(load)
    for action in entries:
        row = action.read(_ACTION)
        role, unit = row.get("responsible_role"), row.get("unit_id")
        if line and role and unit:
            row["responsible_id"] = accounts.held(load, role, line.holder(role, unit))
        elif role is None:
            row.pop("responsible_role", None)
        load.want(Action, action.of, id=action.id, **row)
        called = catalogue.columns(controls(action, "controls"))
        load.link(ActionControl, action.of, {"action_id": action.id}, called)


SECTIONS = (Section("actions", _actions, Action),)
