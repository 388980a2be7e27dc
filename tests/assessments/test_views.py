import re
from datetime import date

import pytest

from isms.access.rules import Role
from isms.assessments import services
from isms.catalogue.models import CLAUSES, CONTROLS
from isms.db import Act
from tests.conftest import token
from tests.counting import queries_of

LOADED = "/assessments/GAP-LIS-KOMMUN-2026-11-10"
ANSWER = {"exists": "partly", "deficiency": "moderate", "maturity": "2", "wanted": "3", "observed": "Två larm",
          "improve": "Ett larm till", "then": "next", "next": "8.17"}  # fmt: skip


def send(browser, address, *, follow=True, **sent):
    return browser.post(address, data=sent | {"csrf_token": token(browser, "/account")}, follow_redirects=follow)


def begun(app, framework=CONTROLS, day=date(2026, 11, 23)):
    values = {"scope_id": "LIS-KOMMUN", "framework_id": framework, "title": "Höst", "dated": day, "team": "Säkerhet"}
    with app.extensions["database"].writing("exempelkommunen", Act("p03", "test")) as session:
        return f"/assessments/{services.begin(session, values).id}"


def test_an_assessment_is_begun_and_opens_with_its_first_question_to_go_on_with(client_as):
    browser = client_as(Role.COORDINATOR)
    answer = send(browser, "/assessments/new", scope_id="LIS-KOMMUN", framework_id=CONTROLS, title="Höst 2026",
                  dated="2026-11-23", team="Säkerhetsgruppen")  # fmt: skip

    assert answer.request.path == "/assessments/GAP-LIS-KOMMUN-2026-11-23"
    assert "Go on with 5.1" in answer.text
    assert "Säkerhetsgruppen" in answer.text


def test_a_form_with_faults_keeps_what_was_typed(client_as):
    answer = send(client_as(Role.COORDINATOR), "/assessments/new", scope_id="", framework_id=CLAUSES, title="Höst 26",
                  dated="i går", team="Vi")  # fmt: skip

    assert answer.status_code == 422
    assert "Choose a scope." in answer.text
    assert "Höst 26" in answer.text
    assert "i går" in answer.text


def test_the_list_says_how_much_is_answered(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/assessments").text

    assert "Gapanalys 2026-11-10" in page
    assert "89 of 89" in page
    assert "Begin an assessment" not in page
    assert "Download the workbook" in page


def test_the_list_shows_the_chosen_scope_alone(client_as):
    assert "No assessment yet" in client_as(Role.COORDINATOR).get("/assessments?scope=LIS-FASTAB").text


def test_the_result_has_the_worst_first(client_as):
    page = client_as(Role.INTERNAL_AUDITOR).get(LOADED).text

    assert re.findall(r'class="ref">([\d.]+)<', page)[:2] == ["5.18", "5.30"]
    assert re.findall(r'class="ref">([\d.]+)<', client_as("p03").get(f"{LOADED}?order=number").text)[0] == "5.1"


def test_the_result_is_folded_as_the_reader_chooses(client_as):
    browser = client_as(Role.COORDINATOR)

    assert "Maturity by theme" in browser.get(LOADED).text
    assert "Detective" in browser.get(f"{LOADED}?fold=control_type").text
    assert "Maturity by theme" in browser.get(f"{LOADED}?fold=nonsense").text


def test_what_no_control_maps_to_reads_no_mapping(client_as):
    page = client_as(Role.COORDINATOR).get(LOADED).text

    point = page[page.index("Finding out whether the measures work") :]
    assert "no mapping" in point[: point.index("</li>")]


def test_the_result_is_compared_with_the_last_of_its_kind(app, client_as):
    page = begun(app)
    browser = client_as(Role.COORDINATOR)
    send(browser, f"{page}/8.16", **ANSWER)

    assert "Gapanalys 2026-11-10" in browser.get(page).text
    assert "now higher" in browser.get(page).text
    assert "<dt>Judged otherwise</dt><dd>1</dd>" in browser.get(page).text


def test_a_question_shows_our_words_the_proposal_and_what_was_said_last_time(app, client_as):
    page = client_as(Role.COORDINATOR).get(f"{begun(app)}/8.16").text

    assert "Who would notice" in page
    assert "This is a proposal" in page
    assert "2026-11-10" in page
    assert "considerable" in page


def test_an_answer_leads_to_the_next_question(app, client_as):
    page = begun(app)
    answer = send(client_as(Role.COORDINATOR), f"{page}/8.16", **ANSWER)

    assert answer.request.path == f"{page}/8.17"
    assert "1 of 93 answered" in answer.text


def test_an_answer_for_later_may_lack_anything_and_is_not_counted(app, client_as):
    page = begun(app)
    browser = client_as(Role.COORDINATOR)

    answer = send(browser, f"{page}/8.16", observed="Fråga driften", then="later")

    assert answer.request.path == page
    assert "0 of 93" in answer.text
    assert "Fråga driften" in browser.get(f"{page}/8.16").text


def test_an_answer_must_say_how_much_is_in_place_and_loses_nothing(app, client_as):
    answer = send(client_as(Role.COORDINATOR), f"{begun(app)}/8.16", **ANSWER | {"exists": ""})

    assert answer.status_code == 422
    assert "Choose how much of it is in place" in answer.text
    assert "Två larm" in answer.text
    assert "Ett larm till" in answer.text


def test_a_clause_that_nothing_was_chosen_for_is_not_answered(app, client_as):
    page, browser = begun(app, CLAUSES), client_as(Role.COORDINATOR)

    answer = send(browser, f"{page}/4.1", observed="Oklart", then="next", next="4.2")

    assert answer.status_code == 422
    assert "Oklart" in answer.text


def test_a_maturity_off_the_scale_is_refused(app, client_as):
    assert send(client_as(Role.COORDINATOR), f"{begun(app)}/8.16", **ANSWER | {"maturity": "6"}).status_code == 422


def test_a_stale_answer_is_refused_and_what_was_typed_is_shown(app, client_as):
    answer = send(client_as(Role.COORDINATOR), f"{begun(app)}/8.16", **ANSWER | {"version": "0"})

    assert answer.status_code == 409
    assert "Två larm" in answer.text


def test_an_auditor_reads_answers_and_cannot_change_them(client_as):
    browser = client_as(Role.EXTERNAL_AUDITOR)
    page = browser.get(f"{LOADED}/8.16").text

    assert "The answer" in page
    assert "Save for later" not in page
    assert send(browser, f"{LOADED}/8.16", **ANSWER).status_code == 403


def test_what_the_assessment_does_not_ask_is_not_there(client_as):
    assert client_as(Role.COORDINATOR).get(f"{LOADED}/8.99").status_code == 404
    assert client_as(Role.COORDINATOR).get("/assessments/GAP-NONE").status_code == 404


def test_a_closed_assessment_is_read_only_until_it_is_reopened(client_as):
    browser = client_as(Role.COORDINATOR)
    send(browser, f"{LOADED}/close", version="1")

    assert "Save for later" not in browser.get(f"{LOADED}/8.16").text
    assert send(browser, f"{LOADED}/8.16", **ANSWER).status_code == 409
    assert send(browser, f"{LOADED}/close", version="1").status_code == 409

    send(browser, f"{LOADED}/reopen", version="2")
    assert "Save for later" in browser.get(f"{LOADED}/8.16").text


def test_answers_are_taken_over_after_showing_what_changes(app, client_as):
    page, browser = begun(app), client_as(Role.COORDINATOR)
    send(browser, f"{page}/8.16", **ANSWER)

    assert "Change 1 control" in browser.get(f"{page}/take-over").text
    assert "1 controls now stand" in send(browser, f"{page}/take-over", reason="Enligt höstens analys").text
    assert "Nothing to take over" in browser.get(f"{page}/take-over").text


def test_taking_over_wants_a_reason(app, client_as):
    page, browser = begun(app), client_as(Role.COORDINATOR)
    send(browser, f"{page}/8.16", **ANSWER)

    assert send(browser, f"{page}/take-over", reason="").status_code == 422


def test_an_action_is_planned_from_an_answer(client_as):
    browser = client_as(Role.COORDINATOR)
    link = re.search(r'href="(/actions/new[^"]+5\.18[^"]*)"', browser.get(LOADED).text)

    page = browser.get(link[1].replace("&amp;", "&")).text

    assert 'value="GAP-LIS-KOMMUN-2026-11-10"' in page


def test_clauses_are_asked_one_by_one(app, client_as):
    page, browser = begun(app, CLAUSES), client_as(Role.COORDINATOR)
    answer = send(browser, f"{page}/6.1.2.a", **ANSWER | {"next": "6.1.2.a.1"})

    assert answer.request.path == f"{page}/6.1.2.a.1"
    assert "6 " in browser.get(page).text
    assert "Take over to controls" not in browser.get(page).text


def test_what_is_not_answered_is_to_be_done(app, client_as):
    begun(app)

    assert "Go on with Höst" in client_as(Role.COORDINATOR).get("/").text


@pytest.mark.parametrize("path", ["", "/8.16", "/take-over"])
def test_a_page_asks_as_often_however_much_is_answered(app, client_as, path):
    page, browser = begun(app), client_as(Role.COORDINATOR)
    asked = []
    for _time in (1, 2):
        with queries_of(app.extensions["database"]) as sent:
            assert browser.get(page + path).status_code == 200
        asked.append(len(sent))
        for number in range(1, 6):
            send(browser, f"{page}/8.{number}", follow=False, **ANSWER)

    assert asked[0] == asked[1]
