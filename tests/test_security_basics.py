"""What must hold for every request, whoever wrote the page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
import yaml

from isms import features
from isms.access.marks import public
from isms.access.rules import Role
from isms.accounts import services
from isms.accounts.models import Person
from isms.accounts.passwords import hashed
from isms.app import create_app
from isms.config import Settings
from isms.db import Act
from isms.exchange.loading import load_file
from tests import whole
from tests.conftest import PASSWORD, token

HARBOUR = whole.ROOT / "tests/exchange/harbour.yaml"
WRITES = [rule for rule in whole.writes() if rule.endpoint not in ("security.login", "security.logout")]


def sign_in(app, email, password=PASSWORD, **more):
    client = app.test_client()
    data = {"email": email, "password": password, "csrf_token": token(client, "/sign-in"), **more}
    return client, client.post("/sign-in", data=data)


@pytest.mark.parametrize(
    "rule", [*WRITES, *[r for r in whole.writes() if r.endpoint == "security.login"]], ids=whole.named
)
def test_nothing_is_written_without_the_forms_token(signed_in, rule):
    client = signed_in(Role.COORDINATOR)

    assert client.post(whole.path(rule), data={"csrf_token": "made up"}).status_code == 400
    assert client.post(whole.path(rule), data={}).status_code == 400


def test_a_refused_form_shows_no_password(signed_in):
    text = signed_in(Role.COORDINATOR).post("/account", data={"current": "my secret", "new": "another secret"}).text

    assert "secret" not in text


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/assets/none", 404), ("/sign-out", 405), ("/nowhere", 404)])
def test_every_answer_bears_the_headers(signed_in, path, status):
    answer = signed_in(Role.COORDINATOR).get(path)

    assert answer.status_code in (status, 404)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_crash_tells_nothing_and_bears_the_headers(app):
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["catalogue.frameworks"] = public("only for this test")(lambda: 1 / 0)
    answer = app.test_client().get("/frameworks")

    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_cookie_is_kept_from_scripts_and_other_sites(app):
    _client, answer = sign_in(app, "p03@exempelkommunen.example")
    cookie = answer.headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_https_the_cookie_is_bound_to_the_host(templates, tmp_path):
    url = templates.copy("sqlite", "empty")
    settings = Settings(database_url=url, instance=tmp_path, secret_key="x" * 48, secure_cookies=True)
    app = create_app(settings, features.open_database(url))
    cookie = app.test_client().get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]

    assert cookie.startswith("__Host-isms=")
    assert "Secure" in cookie
    app.extensions["database"].engine.dispose()


def test_signing_out_ends_the_sign_in_on_the_server(app):
    client, _answer = sign_in(app, "p03@exempelkommunen.example")
    stolen = client.get_cookie("isms").value
    client.post("/sign-out", data={"csrf_token": token(client, "/account")})
    thief = app.test_client()
    thief.set_cookie("isms", stolen)

    assert thief.get("/assets").status_code == 302


def test_a_new_password_ends_every_other_sign_in(app):
    mine, _answer = sign_in(app, "p03@exempelkommunen.example")
    other, _answer = sign_in(app, "p03@exempelkommunen.example")
    new = {"current": PASSWORD, "new": "ett helt annat långt lösenord", "csrf_token": token(mine, "/account")}

    assert mine.post("/account", data=new).status_code == 302
    assert mine.get("/assets").status_code == 200
    assert other.get("/assets").status_code == 302
    assert sign_in(app, "p03@exempelkommunen.example")[1].status_code != 302


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_a_sign_in_ends_when_it_is_idle(app, minutes, status):
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        client, _answer = sign_in(app, "p03@exempelkommunen.example")
        clock.move_to(now + timedelta(minutes=minutes))

        assert client.get("/assets").status_code == status


def test_a_sign_in_ends_after_a_working_day_however_busy(app):
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        client, _answer = sign_in(app, "p03@exempelkommunen.example")
        statuses = []
        for step in range(1, 38):
            clock.move_to(now + timedelta(minutes=20 * step))
            statuses.append(client.get("/account").status_code)

    assert statuses.count(200) == 36
    assert statuses[-1] == 302


def told(answer):
    return re.sub(r'value="[^"]*"', "", answer.text)


def test_a_wrong_password_and_an_unknown_person_are_told_the_same(app):
    _client, wrong = sign_in(app, "p03@exempelkommunen.example", "not the password")
    _client, unknown = sign_in(app, "nobody@exempelkommunen.example", "not the password")

    assert wrong.status_code == unknown.status_code
    assert told(wrong) == told(unknown)
    assert "not the password" not in wrong.text


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"],
)
def test_signing_in_leads_nowhere_else(app, wanted):
    _client, answer = sign_in(app, "p03@exempelkommunen.example", next=wanted)

    assert re.match(r"/(?![/\\])", answer.headers.get("Location", "/"))


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"])
def test_choosing_a_language_leads_nowhere_else(signed_in, wanted):
    client = signed_in(Role.COORDINATOR)
    data = {"language": "en", "next": wanted, "csrf_token": token(client, "/account")}

    assert client.post("/language", data=data).headers["Location"] == "/"


def test_signing_in_leads_on_to_the_page_that_was_asked_for(app):
    assert (
        sign_in(app, "p03@exempelkommunen.example", next="/assets/T001")[1].headers["Location"].endswith("/assets/T001")
    )


@pytest.fixture(scope="module")
def stranger(shared_app, signed_in):
    """Someone with every right in another organisation of the same installation."""
    database = shared_app.extensions["database"]
    load_file(database, HARBOUR, [section for feature in features.FEATURES for section in feature.sections])
    other = yaml.safe_load(HARBOUR.read_text())["meta"]["dataset"]
    with database.writing(other, Act("test")) as session:
        person = Person(organisation_id=other, id="own", name="Ada")
        session.add(person)
        session.flush()
        services.grant(session, person, *Role)
        services.set_password(session, person, hashed(PASSWORD, cheap=True), "ada@harbour.example")
    return sign_in(shared_app, "ada@harbour.example")[0]


@pytest.mark.parametrize(
    "rule",
    [r for r in whole.rules() if r.arguments - {"filename", "framework"} and ".xlsx" not in r.rule],
    ids=whole.named,
)
def test_what_belongs_to_another_organisation_is_not_there(stranger, rule):
    if rule.endpoint.startswith(("catalogue.", "static")):
        return  # the catalogues are everyone's
    path = whole.path(rule)
    answer = (
        stranger.get(path)
        if "GET" in rule.methods
        else stranger.post(path, data={"csrf_token": token(stranger, "/account")})
    )

    assert answer.status_code == 404
    assert "Exempelkommunen" not in answer.text


@pytest.mark.parametrize(
    "page", ["/", "/assets", "/risks", "/search?q=e", "/implementations", "/actions", "/obligations"]
)
def test_nothing_of_another_organisation_is_listed(stranger, page):
    text = stranger.get(page).text

    assert "Exempelkommunen" not in text
    assert not re.search(r"/(assets/T0|risks/R0|actions/ÅT)", text)
