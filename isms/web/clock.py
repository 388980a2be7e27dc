"""The clock and calendar in Sweden; only views, services and commands read it, and pass it on."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """Read the time, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Read the calendar in Sweden."""
    return datetime.now(STOCKHOLM).date()
