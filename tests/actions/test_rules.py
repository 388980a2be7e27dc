from datetime import date, timedelta

import pytest

from isms.actions.rules import Status, overdue

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [
        pytest.param(Status.ONGOING, TODAY - timedelta(days=1), True, id="the day after it was due"),
        pytest.param(Status.ONGOING, TODAY, False, id="not on the day itself"),
        pytest.param(Status.ONGOING, None, False, id="not without a day"),
        pytest.param(Status.DONE, date(2020, 1, 1), False, id="not when it is done"),
        pytest.param(Status.DROPPED, date(2020, 1, 1), False, id="not when it is dropped"),
    ],
)
def test_an_action_is_overdue_when_its_day_has_passed_and_it_is_not_finished(status, due, late):
    assert overdue(status, due, TODAY) is late
