"""What an action's state means. A finished action never lowers a risk by itself; a new rating does."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far an action has come; done is not the same as shown to work."""

    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    DONE = "done"
    EFFECT_SHOWN = "effect_shown"
    DROPPED = "dropped"


FINISHED = frozenset({Status.DONE, Status.EFFECT_SHOWN, Status.DROPPED})


def overdue(status: Status, due: date | None, today: date) -> bool:
    """Whether something should have been finished before today and is not."""
    return due is not None and status not in FINISHED and due < today
