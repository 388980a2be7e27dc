from isms.access.rules import Role
from tests.conftest import token

HOW = {"status": "partly", "how": "Halvvägs", "provider_id": "", "deficiency": "moderate", "maturity": "2",
       "wanted": "3", "responsible_id": "p05", "responsible_role": "", "references": "", "last_review": "2026-05-01",
       "next_review": "2027-05-01"}  # fmt: skip
NEW = "/implementations/new?control=iso-27002-2022:8.24&asset=T001"


def send(browser, address, **changes):
    sent = HOW | changes | {"csrf_token": token(browser, address)}
    return browser.post(address, data=sent, follow_redirects=True)


def test_a_control_is_documented_for_an_asset_one_question_after_another(client_as):
    browser = client_as(Role.SYSTEM_OWNER)

    answer = send(browser, NEW)

    assert answer.request.path == "/implementations/T001:8.24"
    assert "Halvvägs" in answer.text
    assert "Karin Mallgren" in answer.text


def test_what_is_documented_already_is_edited_instead(client_as):
    browser = client_as(Role.SYSTEM_OWNER)
    send(browser, NEW)

    assert browser.get(NEW).location == "/implementations/T001:8.24/edit"


def test_what_is_said_to_be_in_place_must_be_described(client_as):
    answer = send(client_as(Role.SYSTEM_OWNER), NEW, how="", references="Protokoll 7")

    assert answer.status_code == 422
    assert "Describe in a sentence how it is done." in answer.text
    assert "Protokoll 7" in answer.text


def test_a_review_comes_after_the_last(client_as):
    assert (
        "Choose a day after the last review." in send(client_as(Role.SYSTEM_OWNER), NEW, next_review="2026-05-01").text
    )


def test_it_cannot_inherit_from_itself_round_a_corner(client_as):
    browser = client_as(Role.SYSTEM_OWNER)
    send(browser, NEW, provider_id="LIS-KOMMUN:8.24")

    answer = send(browser, "/implementations/LIS-KOMMUN:8.24/edit", provider_id="T001:8.24")

    assert answer.status_code == 422
    assert "It would inherit from itself." in answer.text


def test_a_stale_save_is_refused(client_as):
    answer = send(client_as(Role.COORDINATOR), "/implementations/LIS-KOMMUN:5.1/edit", version="0")

    assert answer.status_code == 409


def test_without_a_place_it_asks_which_and_where(client_as):
    page = client_as(Role.COORDINATOR).get("/implementations/new?control=5.1").text

    assert "Which control?" in page


def test_the_register_is_narrowed_by_status_and_shows_no_other(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/implementations?status=not_started&deficiency=severe").text

    assert "Nothing here" in page or page.count("Not started") > 1


def test_an_unknown_asset_has_no_implementation(client_as):
    assert client_as(Role.COORDINATOR).get("/implementations/new?control=5.1&asset=T999").status_code == 404


def test_going_on_without_a_control_says_what_to_choose(client_as):
    answer = client_as(Role.COORDINATOR).get("/implementations/new?control=&scope=LIS-KOMMUN&asset=")

    assert answer.status_code == 422
    assert "Choose a control." in answer.text
