"""From one undecided row to a frozen Statement, by two people, through the pages; then changed and compared."""

import json
import re
from hashlib import sha256

import pytest

from isms.access.rules import Role
from tests.conftest import PASSWORD
from tests.soa.journeys import SCOPE, decide, send


def approve(browser, password=PASSWORD):
    page = browser.get(f"/statement/approve?{SCOPE}").text
    shown = re.search(r'name="shown" value="(\w+)"', page)
    return send(browser, "approve", shown=shown[1] if shown else "0" * 64, password=password)


@pytest.fixture
def coordinator(client_as):
    return client_as(Role.COORDINATOR)


@pytest.fixture
def manager(client_as):
    return client_as(Role.MANAGEMENT)


@pytest.fixture
def proposed(coordinator):
    decide(coordinator)
    return send(coordinator, "propose")


def test_an_undecided_statement_cannot_be_proposed_and_says_what_is_missing(coordinator):
    page = coordinator.get(f"/statement?{SCOPE}").text

    assert "One row must be decided before the Statement can be proposed" in page
    assert 'aria-disabled="true"' in page
    assert "5.15" in send(coordinator, "propose").text


def test_a_statement_goes_from_undecided_to_frozen_and_its_changes_are_compared(coordinator, manager, client_as):
    assert "1 control is made applicable." in decide(coordinator).text
    assert "The Statement is proposed." in send(coordinator, "propose").text
    assert coordinator.get(f"/statement/approve?{SCOPE}").status_code == 403

    assert "Version 1 is unchanged since it was frozen" in approve(manager).text
    decide(coordinator, "iso-27002-2022:8.34", do="exclude", reason="Nobody tests in production")
    page = client_as(Role.EXTERNAL_AUDITOR).get(f"/statement/compare?old=1&new=draft&{SCOPE}").text

    assert "1 of 93 controls changed" in page
    assert "Nobody tests in production" in page
    assert "Sara Exempelberg" in page


def test_what_is_downloaded_has_the_hash_on_the_seal(coordinator, manager, proposed):
    seal = approve(manager).text

    data = manager.get(f"/statement/versions/1.json?{SCOPE}").data

    assert sha256(data).hexdigest() in seal.replace(" ", "")
    assert json.loads(data)["scope"]["id"] == "LIS-KOMMUN"
    assert manager.get(f"/statement.xlsx?version=1&{SCOPE}").data[:2] == b"PK"


def test_a_wrong_password_freezes_nothing(manager, proposed):
    answer = approve(manager, "not the password at all")

    assert answer.status_code == 422
    assert "This is not your password. Nothing was approved." in answer.text
    assert "Nothing is frozen yet" in manager.get(f"/statement/versions?{SCOPE}").text


def test_a_change_after_the_proposal_makes_it_lapse(coordinator, manager, proposed):
    decide(coordinator, reason="Another reason")

    assert "The proposal has lapsed" in manager.get(f"/statement/approve?{SCOPE}").text
    assert "The proposal has lapsed" in coordinator.get(f"/statement?{SCOPE}").text
    assert approve(manager).status_code == 409
    assert "has lapsed" in coordinator.get("/").text


def test_what_was_shown_is_what_is_approved(manager, proposed):
    answer = send(manager, "approve", shown="0" * 64, password=PASSWORD)

    assert answer.status_code == 409
    assert "The content has changed since it was proposed." in answer.text


def test_a_proposal_waits_on_the_start_page_of_management_and_may_be_taken_back(coordinator, manager, proposed):
    assert "Approve the Statement of" in manager.get("/").text
    assert "The proposal is taken back." in send(coordinator, "retract").text
    assert "Nothing is proposed" in manager.get(f"/statement/approve?{SCOPE}").text
