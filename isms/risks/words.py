"""How risks are spoken of: words for treatments, statuses and what a decision is worth today."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from isms.i18n import gettext as _
from isms.i18n import lazy
from isms.risks.rules import Status, Treatment, Validity, acceptance_state, approval_state

TREATMENTS = {
    Treatment.MODIFY: lazy("Modify"),
    Treatment.AVOID: lazy("Avoid"),
    Treatment.SHARE: lazy("Share"),
    Treatment.RETAIN: lazy("Retain"),
}
EXPLAINED = {
    Treatment.MODIFY: lazy("Add or change controls that make it less likely or less grave."),
    Treatment.AVOID: lazy("Stop, or do not start, what gives rise to it."),
    Treatment.SHARE: lazy("Insure or agree with someone else; the responsibility stays."),
    Treatment.RETAIN: lazy("Bear it as it is, by a decision with an end date."),
}
STATUSES = {
    Status.OPEN: lazy("Open"),
    Status.IN_TREATMENT: lazy("In treatment"),
    Status.ACCEPTED: lazy("Accepted"),
    Status.CLOSED: lazy("Closed"),
}
STATES = {
    "late": lazy("Past its date"),
    "plan_missing": lazy("Plan not approved"),
    "plan_stale": lazy("Approval of the plan stale"),
    "acceptance_missing": lazy("Not accepted"),
    "acceptance_stale": lazy("Acceptance stale"),
    "acceptance_expired": lazy("Acceptance expired"),
    "accepted": lazy("Accepted and valid"),
}
"""Where decisions stand, by the names that `queries_register.decided` knows."""


@dataclass(frozen=True)
class Standing:
    """Where a risk stands in decisions: a sentence, its sign and its tone."""

    text: str
    sign: str
    tone: str = ""


def standing(row: Any, today: date) -> Standing:
    """Say where a row of the register stands: closed, accepted or not, plan approved or not."""
    if row.status is Status.CLOSED:
        return Standing(_("Closed"), "out")
    kept = row.treatment is Treatment.RETAIN or row.status is Status.ACCEPTED
    if kept or row.accepted is not None:
        return _accepted(acceptance_state(row.accepted, row.until, row.version, today), row.until)
    return _approved(approval_state(row.approved, row.version))


def _accepted(worth: Validity, until: date | None) -> Standing:
    said = {
        Validity.VALID: Standing(_("Accepted until %(day)s", day=until), "check"),
        Validity.STALE: Standing(_("Acceptance stale"), "alert", "warn"),
        Validity.EXPIRED: Standing(_("Acceptance expired"), "clock", "bad"),
        Validity.MISSING: Standing(_("Not accepted"), "none", "warn"),
    }
    return said[worth]


def _approved(worth: Validity) -> Standing:
    said = {
        Validity.VALID: Standing(_("Plan approved"), "check"),
        Validity.STALE: Standing(_("Approval of the plan stale"), "alert", "warn"),
        Validity.MISSING: Standing(_("Plan not approved"), "none"),
    }
    return said[worth]
