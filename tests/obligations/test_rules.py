from datetime import date, timedelta

import pytest

from isms.obligations.rules import Force, force

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        pytest.param(TODAY, None, Force.IN_FORCE, id="from its first day"),
        pytest.param(TODAY + DAY, None, Force.COMING, id="not before it"),
        pytest.param(None, None, Force.COMING, id="nor when nobody has said when it begins"),
        pytest.param(date(1992, 1, 1), TODAY + DAY, Force.IN_FORCE, id="on its last day"),
        pytest.param(date(1992, 1, 1), TODAY, Force.ENDED, id="not on the day it ends"),
        pytest.param(None, TODAY, Force.ENDED, id="what has ended has ended, whenever it began"),
    ],
)
def test_a_law_holds_from_its_first_day_until_the_day_before_its_end(begins, ends, expected):
    assert force(begins, ends, TODAY) is expected
