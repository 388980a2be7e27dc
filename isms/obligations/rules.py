"""When a law or contract holds (ISO/IEC 27001 clause 4.2, control 5.31)."""

from datetime import date, timedelta
from enum import StrEnum

NOTICE = timedelta(days=90)
"""How long before its end a contract asks for attention, so that there is time to procure."""


class Force(StrEnum):
    """Whether something holds on a day."""

    IN_FORCE = "in_force"
    COMING = "coming"
    ENDED = "ended"


def force(begins: date | None, ends: date | None, today: date) -> Force:
    """Say whether something holds on a day; `ends` is the first day it no longer does.

    Without a date of entry into force it is still coming, since nobody has said that it holds.
    """
    if ends is not None and ends <= today:
        return Force.ENDED
    return Force.IN_FORCE if begins is not None and begins <= today else Force.COMING
