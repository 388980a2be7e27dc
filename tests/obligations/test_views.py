from datetime import date

from isms.access.rules import Role
from tests.conftest import token

LAW = {"kind": "law", "name": "Ny lag", "number": "2026:1", "short": "", "area": "prov", "duty": "", "supervision": "",
       "in_force": "2026-01-01", "ends": "", "replaced_by_id": "", "supplier_id": "", "note": ""}  # fmt: skip


def test_a_repealed_law_says_what_replaced_it(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/obligations/L39").text

    assert "No longer in force since 2018-01-01" in page
    assert "Kommunallag (2017:725)" in page


def test_the_register_is_narrowed_to_what_has_ended(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/obligations?force=ended").text

    assert "1991:900" in page
    assert "2017:725" not in page


def test_a_law_is_written_down_and_found_again(client_as):
    browser = client_as(Role.COORDINATOR)
    sent = LAW | {"csrf_token": token(browser, "/obligations/new"), "controls": ["iso-27002-2022:5.31"]}

    answer = browser.post("/obligations/new", data=sent, follow_redirects=True)

    assert "Ny lag is in the register." in answer.text
    assert "5.31" in answer.text


def test_a_fault_keeps_what_was_typed(client_as):
    browser = client_as(Role.COORDINATOR)
    sent = LAW | {"csrf_token": token(browser, "/obligations/new"), "duty": "Det jag skrev", "ends": "2025-01-01"}

    answer = browser.post("/obligations/new", data=sent)

    assert answer.status_code == 422
    assert "Choose a day after it entered into force." in answer.text
    assert "Det jag skrev" in answer.text


def test_a_stale_save_is_refused_and_shown(client_as):
    browser = client_as(Role.COORDINATOR)
    sent = LAW | {"csrf_token": token(browser, "/obligations/L01/edit"), "version": "0", "duty": "Det jag skrev"}

    answer = browser.post("/obligations/L01/edit", data=sent)

    assert answer.status_code == 409
    assert "Det jag skrev" in answer.text


def test_an_auditor_reads_but_does_not_write(client_as):
    browser = client_as(Role.EXTERNAL_AUDITOR)

    assert browser.get("/obligations").status_code == 200
    assert browser.get("/obligations/new").status_code == 403


def test_an_unknown_law_is_not_found(client_as):
    assert client_as(Role.COORDINATOR).get(f"/obligations/{date.max}").status_code == 404
