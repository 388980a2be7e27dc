from isms.access.rules import Role
from tests.conftest import token

ACTION = {"title": "Prova larmet", "source": "R001", "unit_id": "KLF-IT", "responsible_id": "p05",
          "responsible_role": "", "due": "2027-01-31", "cost": "1500", "funded": "no", "status": "ongoing",
          "note": ""}  # fmt: skip


def send(browser, address, **sent):
    return browser.post(address, data=sent | {"csrf_token": token(browser, address)}, follow_redirects=True)


def test_an_action_is_planned_from_a_risk(client_as):
    browser = client_as(Role.RISK_OWNER)

    assert 'value="R001"' in browser.get("/actions/new?source=R001").text
    assert "ÅT17 is in the plan." in send(browser, "/actions/new", **ACTION).text
    assert "1\N{NO-BREAK SPACE}500" in browser.get("/actions?q=larmet").text


def test_a_fault_keeps_what_was_typed(client_as):
    answer = send(client_as(Role.COORDINATOR), "/actions/new", **ACTION | {"title": "", "cost": "mycket"})

    assert answer.status_code == 422
    assert "Write what is to be done." in answer.text
    assert "mycket" in answer.text


def test_a_stale_save_is_refused(client_as):
    assert send(client_as(Role.COORDINATOR), "/actions/ÅT01/edit", **ACTION, version="0").status_code == 409


def test_finishing_says_that_no_risk_is_lowered(client_as):
    answer = send(client_as(Role.COORDINATOR), "/actions/ÅT01/finish", how="done", shown="")

    assert "No risk is lowered until it is rated again." in answer.text


def test_a_shown_effect_is_shown_by_something(client_as):
    answer = send(client_as(Role.COORDINATOR), "/actions/ÅT01/finish", how="shown", shown="")

    assert answer.status_code == 422


def test_dropping_asks_why(client_as):
    browser = client_as(Role.COORDINATOR)

    assert send(browser, "/actions/ÅT01/drop", reason="").status_code == 422
    assert "Blev för dyrt" in send(browser, "/actions/ÅT01/drop", reason="Blev för dyrt").text


def test_the_plan_is_narrowed_to_what_is_overdue(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/actions?due=overdue").text

    assert "ÅT15" in page
    assert "ÅT13" not in page
