import re

from isms.access.rules import Role
from tests.conftest import token

OWN = {"id": "EK-9", "title_sv": "Egen åtgärd", "title_en": "", "intent_sv": "Att pröva.", "intent_en": "",
       "theme": "people", "control_type": ["Preventive"]}  # fmt: skip


def test_the_register_shows_every_control_by_theme(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/controls").text

    assert len(re.findall(r'href="/controls/iso-27002-2022/', page)) == 93
    assert page.index("Organizational controls") < page.index("Technological controls")


def test_the_register_is_searched_and_filtered(client_as):
    browser = client_as(Role.REPORTER)

    assert "8.13" in browser.get("/controls?q=backup").text
    assert "No control fits" in browser.get("/controls?theme=people&attribute=Recover").text


def test_a_swedish_title_is_marked_as_unofficial_and_an_english_one_is_not(client_as):
    browser = client_as(Role.REPORTER, "sv")
    swedish = browser.get("/controls/iso-27002-2022/5.18").text
    browser.post("/language", data={"language": "en", "csrf_token": token(browser, "/account")})

    assert "inofficiell titel" in swedish
    assert "unofficial title" not in browser.get("/controls/iso-27002-2022/5.18").text


def test_a_controls_page_shows_our_words_and_where_else_it_is_asked(client_as):
    page = client_as(Role.REPORTER).get("/controls/iso-27002-2022/5.7").text

    assert "Questions to a system owner" in page
    assert "no mapping" in page
    assert 'rel="prev" href="/controls/iso-27002-2022/5.6"' in page


def test_a_control_that_nobody_adopted_is_not_found(client_as):
    assert client_as(Role.REPORTER).get("/controls/iso-27001-2022/5.2").status_code == 404


def test_an_own_control_is_added_changed_and_found(client_as):
    browser = client_as(Role.COORDINATOR)
    sent = OWN | {"csrf_token": token(browser, "/controls/own/new")}

    added = browser.post("/controls/own/new", data=sent, follow_redirects=True).text
    changed = browser.post("/controls/own/EK-9/edit", data=sent | {"title_en": "Ours"}, follow_redirects=True).text

    assert "EK-9 is added." in added
    assert "EK-9 Ours" in changed
    assert "EK-9" in browser.get("/controls?own=1").text


def test_an_identifier_that_is_taken_is_refused_and_nothing_typed_is_lost(client_as):
    browser = client_as(Role.COORDINATOR)

    answer = browser.post(
        "/controls/own/new", data=OWN | {"id": "5.9", "csrf_token": token(browser, "/controls/own/new")}
    )

    assert answer.status_code == 422
    assert "There is a control with this identifier." in answer.text
    assert "Att pröva." in answer.text


def test_an_own_title_takes_the_mark_away(client_as):
    browser = client_as(Role.COORDINATOR, "sv")
    page = "/controls/iso-27002-2022/5.9/edit"

    sent = {"csrf_token": token(browser, page), "title_sv": "Register över tillgångar", "title_en": ""}
    shown = browser.post(page, data=sent, follow_redirects=True).text

    assert "5.9 Register över tillgångar" in shown
    assert "inofficiell titel" not in shown


def test_a_stale_save_keeps_what_was_typed(client_as):
    browser = client_as(Role.COORDINATOR)
    page = "/controls/iso-27002-2022/5.9/edit"

    answer = browser.post(page, data={"csrf_token": token(browser, page), "version": "99", "title_sv": "Min titel"})

    assert answer.status_code == 409
    assert "Min titel" in answer.text


def test_readers_do_not_edit(client_as):
    browser = client_as(Role.EXTERNAL_AUDITOR)

    assert browser.get("/controls/own/new").status_code == 403
    assert browser.get("/controls/iso-27002-2022/5.9/edit").status_code == 403


def test_every_framework_tells_its_source_licence_and_digest(client_as):
    browser = client_as(Role.REPORTER)
    found = set(re.findall(r'href="(/frameworks/[^"]+)"', browser.get("/frameworks").text))

    assert len(found) == 9
    for address in found:
        page = browser.get(address).text
        assert re.search(r"SHA-256 [0-9a-f]{64}", page)


def test_the_clauses_show_what_must_be_documented(client_as):
    page = client_as(Role.REPORTER).get("/frameworks/iso-27001-2022").text

    assert "156 requirements, of which 23 ask for something documented." in page


def test_the_about_page_names_iso_and_enisa(client_as):
    page = client_as(Role.REPORTER).get("/about").text

    assert "ISO and IEC hold the copyright" in page
    assert "https://www.iso.org/standard/27001" in page
    assert "CC BY 4.0" in page


def test_an_unknown_framework_is_not_found(client_as):
    assert client_as(Role.REPORTER).get("/frameworks/none").status_code == 404
