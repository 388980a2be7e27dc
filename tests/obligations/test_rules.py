from datetime import date, timedelta

import pytest

from isms.obligations.rules import Force, ends_soon, force

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


@pytest.mark.parametrize(("days", "soon"), [(0, False), (1, True), (90, True), (91, False)])
def test_a_contract_asks_for_attention_ninety_days_before_its_end(days, soon):
    assert ends_soon(TODAY + timedelta(days=days), TODAY) is soon


def test_what_has_no_end_does_not_end_soon():
    assert not ends_soon(None, TODAY)
