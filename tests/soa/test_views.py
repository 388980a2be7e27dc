"""The pages of the Statement: narrowing, deciding many at once, undoing, and what hangs on other pages."""

import re
from datetime import date

import pytest

from isms.access.rules import Role
from isms.db import Act
from isms.risks.models import Risk
from isms.risks.rules import Treatment
from isms.risks.services import Links, save
from tests.conftest import token
from tests.counting import queries_of
from tests.soa.journeys import ROW, SCOPE, decide, send

ISO = "iso-27002-2022"


@pytest.fixture
def browser(client_as):
    return client_as(Role.COORDINATOR)


def rows(page):
    return re.findall(r'<span class="ref">([\w.]+)</span>', page)


def test_what_needs_a_decision_stands_first(browser):
    page = browser.get(f"/statement?{SCOPE}").text

    assert rows(page)[:2] == ["5.15", "5.1"]
    assert len(rows(page)) == 93


@pytest.mark.parametrize(
    ("asked", "found"),
    [("state=undecided", ["5.15"]), ("q=threat+intel", ["5.7"]), ("reason=none", ["5.15"]), ("q=nothing+such", [])],
)
def test_the_statement_is_narrowed(browser, asked, found):
    assert rows(browser.get(f"/statement?{SCOPE}&{asked}").text) == found


def test_all_that_is_shown_can_be_chosen_at_once_without_a_script(browser):
    page = browser.get(f"/statement?{SCOPE}&theme=physical&choose=all").text

    assert page.count(" checked>") == 14


def test_a_whole_theme_is_decided_in_one_go(browser):
    chosen = [f"{ISO}:7.{number}" for number in range(1, 15)]

    assert "14 controls are made applicable." in decide(browser, *chosen).text


def test_a_decision_without_a_reason_loses_neither_the_choice_nor_the_filter(browser):
    sent = {"control": [ROW, f"{ISO}:5.16"], "do": "exclude", "csrf_token": token(browser, "/statement")}
    answer = browser.post(f"/statement/decide?{SCOPE}&theme=organizational", data=sent)

    assert answer.status_code == 422
    assert "Write why." in answer.text
    assert answer.text.count(" checked>") == 2
    assert 'value="organizational" selected' in answer.text


def test_a_reason_that_was_typed_stays_when_nothing_is_chosen(browser):
    sent = {"do": "include", "reason": "Typed with care", "csrf_token": token(browser, "/statement")}
    answer = browser.post(f"/statement/decide?{SCOPE}", data=sent)

    assert answer.status_code == 422
    assert "Choose at least one control." in answer.text
    assert "Typed with care" in answer.text


def test_an_exclusion_of_what_is_called_for_shows_both_sides(browser):
    page = decide(browser, f"{ISO}:5.16", do="exclude", reason="Too dear").text

    assert "1 contradiction" in page
    assert "Too dear" in page
    assert "R002, R010" in page


def entry(page):
    return re.search(r'name="entry" value="(\d+)"', page)[1]


def test_a_decision_can_be_undone(browser):
    page = decide(browser).text

    assert "1 row is as before." in send(browser, "undo", entry=entry(page)).text
    assert rows(browser.get(f"/statement?{SCOPE}&state=undecided").text) == ["5.15"]


def test_undoing_gives_back_what_was_decided_before(browser):
    decide(browser, reason="First")
    page = decide(browser, reason="Second").text
    send(browser, "undo", entry=entry(page))

    assert "First" in browser.get(f"/controls/{ISO}/5.15").text


def test_a_withdrawal_can_be_undone(browser):
    decide(browser, reason="First")
    page = decide(browser, do="withdraw").text
    send(browser, "undo", entry=entry(page))

    assert "First" in browser.get(f"/controls/{ISO}/5.15").text


def test_what_was_decided_since_is_not_undone(browser):
    first = entry(decide(browser).text)
    decide(browser, reason="Again")

    assert send(browser, "undo", entry=first).status_code == 409


def test_a_control_says_what_the_statement_says_in_both_languages(browser):
    page = browser.get(f"/controls/{ISO}/5.18?{SCOPE}").text

    assert "Needed to treat R004 and R010 and for the classification of" in page
    assert "Behövs för att behandla R004 och R010 och för klassningen av" in page


@pytest.mark.parametrize("page", ["/risks/R001", "/obligations/L01", "/assets/T001"])
def test_the_chain_leads_from_its_beginning_to_the_rows(browser, page):
    assert "It is a reason for these rows in" in browser.get(page).text


def test_a_classification_lists_its_assets(browser):
    page = browser.get(f"/statement/classification/C3?{SCOPE}").text

    assert "T001" in page
    assert browser.get(f"/statement/classification/C9?{SCOPE}").status_code == 404


@pytest.mark.parametrize("address", ["versions/7", "versions/7.json", "compare?old=7", "compare?old=x"])
def test_an_unknown_version_is_not_found(browser, address):
    assert browser.get(f"/statement/{address}").status_code == 404


def test_a_reader_sees_no_boxes(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get(f"/statement?{SCOPE}").text

    assert 'name="control"' not in page


def add_risks(database, number):
    with database.writing("exempelkommunen", Act("p03", "test")) as session:
        for each in range(number):
            values = {"title": "Fire", "owner_unit_id": "SOF", "treatment": Treatment.MODIFY, "likelihood": 2,
                      "consequence": 2, "planned_likelihood": 1, "planned_consequence": 1}  # fmt: skip
            risk = Risk(organisation_id="exempelkommunen", id=f"X{each}", **values)
            save(session, risk, Links({"T001"}, {(ISO, "8.7")}), date(2026, 11, 22))


@pytest.mark.parametrize("address", ["/statement", f"/controls/{ISO}/8.7", "/statement/classification/C3"])
def test_a_page_asks_as_often_whatever_the_number_of_risks(app, browser, address):
    database = app.extensions["database"]
    with queries_of(database) as few:
        assert browser.get(f"{address}?{SCOPE}").status_code == 200
    add_risks(database, 60)
    with queries_of(database) as many:
        assert browser.get(f"{address}?{SCOPE}").status_code == 200

    assert len(many) == len(few)


def test_what_changed_nothing_offers_no_undo(browser):
    decide(browser)
    browser.get(f"/statement?{SCOPE}")

    assert 'name="entry"' not in decide(browser).text


def test_a_decision_on_the_controls_own_page_leads_back_there_and_can_be_undone_there(browser):
    page = f"/controls/{ISO}/5.15"
    sent = {"control": [ROW], "do": "include", "reason": "Here", "next": page, "csrf_token": token(browser, page)}
    answer = browser.post(f"/statement/decide?{SCOPE}", data=sent, follow_redirects=True)

    assert answer.request.path == page
    assert entry(answer.text)
