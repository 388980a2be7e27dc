"""The words of an action's status and of its funding."""

from isms.actions.rules import Status
from isms.i18n import lazy as _

STATUS = {
    Status.NOT_STARTED: _("Not started"),
    Status.ONGOING: _("Ongoing"),
    Status.DONE: _("Done"),
    Status.EFFECT_SHOWN: _("Done, effect shown"),
    Status.DROPPED: _("Dropped"),
}
ICONS = {
    Status.NOT_STARTED: "none",
    Status.ONGOING: "half",
    Status.DONE: "full",
    Status.EFFECT_SHOWN: "check",
    Status.DROPPED: "out",
}
FUNDED = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}


def funded(value: bool | None) -> str:  # noqa: FBT001 - the value itself, as it is stored
    """Name whether the money is there; None is that nobody knows."""
    return {True: "yes", False: "no", None: "unknown"}[value]
