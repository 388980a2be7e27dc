from dataclasses import replace
from datetime import date

import pytest

from isms.risks.rules import Status, Treatment
from isms.soa.rules import Kind, Reason, Row
from isms.soa.rules_reasons import (
    Claim,
    Obligation,
    TreatedRisk,
    Unbacked,
    Why,
    classification_reasons,
    obligation_reasons,
    risk_reasons,
    unbacked,
)

A = "iso-27002-2022"
BACKUP, LOGGING = (A, "8.13"), (A, "8.15")
UNITS = frozenset({"TOWN", "IT"})
TODAY = date(2026, 11, 22)
FIRE = TreatedRisk("R1", "IT", Status.OPEN, Treatment.MODIFY, [BACKUP, BACKUP])
LAW = Obligation("L1", Kind.LAW, date(2026, 1, 15), None, (), [LOGGING])


@pytest.mark.parametrize(
    ("risk", "calls"),
    [
        pytest.param(FIRE, True, id="open, modified, and of the scope"),
        pytest.param(replace(FIRE, status=Status.ACCEPTED), True, id="its remainder accepted"),
        pytest.param(replace(FIRE, status=Status.CLOSED), False, id="gone"),
        pytest.param(replace(FIRE, treatment=Treatment.RETAIN), False, id="retained"),
        pytest.param(replace(FIRE, treatment=None), False, id="untreated"),
        pytest.param(replace(FIRE, unit="WATER"), False, id="of a unit outside"),
        pytest.param(replace(FIRE, controls=[]), False, id="names no control"),
    ],
)
def test_a_risk_of_the_scope_calls_once_for_each_control_it_names(risk, calls):
    expected = {BACKUP: [Reason(Kind.RISK, "R1")]} if calls else {}

    assert risk_reasons([risk], UNITS) == expected


def test_each_risk_is_a_reason_of_its_own():
    theft = replace(FIRE, id="R2", controls=[LOGGING, BACKUP])

    assert risk_reasons([FIRE, theft], UNITS) == {
        BACKUP: [Reason(Kind.RISK, "R1"), Reason(Kind.RISK, "R2")],
        LOGGING: [Reason(Kind.RISK, "R2")],
    }


@pytest.mark.parametrize(
    ("change", "binds"),
    [
        pytest.param({}, True, id="in force, for everybody"),
        pytest.param({"in_force": TODAY}, True, id="from its first day"),
        pytest.param({"in_force": date(2026, 11, 23)}, False, id="not the day before"),
        pytest.param({"in_force": None}, False, id="nobody has said that it is in force"),
        pytest.param({"ends": date(2026, 11, 23)}, True, id="on its last day"),
        pytest.param({"ends": TODAY}, False, id="repealed from today"),
        pytest.param({"units": ["IT", "WATER"]}, True, id="binds a unit of the scope"),
        pytest.param({"units": ["WATER"]}, False, id="binds others"),
    ],
)
def test_a_law_calls_for_its_controls_while_it_binds_the_scope(change, binds):
    expected = {LOGGING: [Reason(Kind.LAW, "L1")]} if binds else {}

    assert obligation_reasons([replace(LAW, **change)], UNITS, TODAY) == expected


def test_a_contract_is_a_reason_of_its_own_kind():
    contract = replace(LAW, id="K1", kind=Kind.CONTRACT)

    assert obligation_reasons([contract], UNITS, TODAY) == {LOGGING: [Reason(Kind.CONTRACT, "K1")]}


def test_each_rule_that_assets_reach_is_a_reason_with_their_number():
    package = {"C2": [LOGGING], "C3": [LOGGING, BACKUP], "A3": [BACKUP]}

    found = classification_reasons([{"C": 3, "A": 1}, {"C": 2}, {"A": 2, "C": 3}, {"I": 3}, {}], package)

    assert found == {
        LOGGING: [Reason(Kind.CLASSIFICATION, "C2", 3), Reason(Kind.CLASSIFICATION, "C3", 2)],
        BACKUP: [Reason(Kind.CLASSIFICATION, "C3", 2)],
    }


RISKS = {
    "R1": FIRE,
    "R2": replace(FIRE, status=Status.CLOSED),
    "R3": replace(FIRE, treatment=Treatment.RETAIN),
    "R4": replace(FIRE, treatment=None),
    "R5": replace(FIRE, unit="WATER"),
    "R6": replace(FIRE, status=Status.CLOSED, unit="WATER"),
}


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("R1", Why.NOT_NAMED),
        ("R2", Why.CLOSED),
        ("R3", Why.RETAINED),
        ("R4", Why.UNTREATED),
        ("R5", Why.OUT_OF_SCOPE),
        ("R6", Why.CLOSED),
        ("R9", Why.UNKNOWN),
    ],
)
def test_a_claim_that_nothing_backs_is_told_with_the_reason_of_each_risk(ref, why):
    claim = Claim(LOGGING, Kind.RISK, (ref,))

    assert unbacked([claim], [Row(*LOGGING)], RISKS, UNITS) == (Unbacked(claim, ((ref, why),)),)


def test_any_reason_of_the_kind_backs_a_claim():
    row = Row(*LOGGING, reasons=(Reason(Kind.RISK, "R7"),))

    assert unbacked([Claim(LOGGING, Kind.RISK, ("R2",))], [row], RISKS, UNITS) == ()


def test_a_risk_does_not_back_a_claim_of_law():
    claim = Claim(LOGGING, Kind.LAW)
    row = Row(*LOGGING, reasons=(Reason(Kind.RISK, "R7"),))

    assert unbacked([claim], [row], RISKS, UNITS) == (Unbacked(claim),)
