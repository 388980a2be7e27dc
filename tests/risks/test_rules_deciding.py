from isms.risks.rules import Band, Criteria
from isms.risks.rules_deciding import Decider, in_line, may_approve, may_decide

LOW = Band("L", "Low", 0, acceptors=("owner",))
MIDDLE = Band("M", "Middle", 1, acceptors=("chief",))
HIGH = Band("H", "High", 2)
CRITERIA = Criteria(1, (), (), (), (LOW, MIDDLE, HIGH))
OWNER = Decider("head", is_owner=True, in_line=True, is_coordinator=False)
CHIEF = Decider("chief", is_owner=False, in_line=True, is_coordinator=False)
STRANGER = Decider("chief", is_owner=False, in_line=False, is_coordinator=False)
COORDINATOR = Decider("chief", is_owner=True, in_line=True, is_coordinator=True)


def accepting(who):
    return [band.id for band in CRITERIA.bands if may_decide(CRITERIA, band, who)]


def test_the_owner_accepts_where_the_criteria_name_the_owner_and_writes_down_what_a_body_decides():
    assert accepting(OWNER) == ["L", "H"]


def test_those_whom_a_worse_band_names_accept_the_milder_too():
    assert accepting(CHIEF) == ["L", "M", "H"]


def test_nobody_outside_the_line_and_no_coordinator_accepts():
    assert accepting(STRANGER) == accepting(COORDINATOR) == []


def test_the_owner_approves_a_plan_on_any_band_and_the_coordinator_on_none():
    assert all(may_approve(CRITERIA, band, OWNER) for band in CRITERIA.bands)
    assert not any(may_approve(CRITERIA, band, COORDINATOR) for band in CRITERIA.bands)


def test_one_stands_in_the_line_by_unit_or_by_being_alone_in_the_role_that_heads_it():
    above, headed = {"low", "top"}, {"boss", "chief"}
    assert in_line(("low", "clerk"), above, headed, sole=False)
    assert in_line(("aside", "boss"), above, headed, sole=True)
    assert not in_line(("aside", "chief"), above, headed, sole=False)
    assert not in_line(("aside", "clerk"), above, headed, sole=True)
