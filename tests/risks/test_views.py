from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from isms.access.rules import Role
from isms.db import Act
from isms.demo.filling import ORGANISATION
from isms.risks.feature import rows
from isms.risks.models import Risk, RiskDecision
from isms.risks.rules import Treatment
from isms.risks.services import Links, save
from isms.web.clock import today
from tests.conftest import token

NEW = {
    "title": "The archive floods", "owner_unit_id": "KLF-KAN", "likelihood": "2", "consequence": "3",
    "treatment": "modify", "controls": "iso-27002-2022:7.5", "assets": "T029",
}  # fmt: skip
PAGES = (
    "/risks", "/risks?q=sky&band=H&state=plan_missing&page=9", "/risks?cell=4x4", "/risks/R001", "/risks/new",
    "/risks/R001/edit", "/risks/R001/plan", "/risks/R012/accept", "/risks/R001/close", "/risk-criteria",
)  # fmt: skip


def post(client, page, **typed):
    found = client.get(page).text
    form = found.split('name="version"', 1)
    version = form[1].split('value="', 1)[1].split('"', 1)[0] if len(form) > 1 else ""
    return client.post(page, data={"version": version, "csrf_token": token(client, page), **typed})


def asked(app, client, page):
    count = []
    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", listener := lambda *args: count.append(args[2]))
    assert client.get(page).status_code == 200
    event.remove(engine, "before_cursor_execute", listener)
    return len(count)


def stored(app, select_):
    with app.extensions["database"].session(ORGANISATION) as session:
        return session.scalar(select_)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(client_as, page, language):
    answer = client_as(Role.MANAGEMENT, language).get(page)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize(("role", "page"), [
    (Role.REPORTER, "/risks"), (Role.COORDINATOR, "/risks/R001/accept"), (Role.COORDINATOR, "/risks/R001/plan"),
    (Role.EXTERNAL_AUDITOR, "/risks/new"),
])  # fmt: skip
def test_pages_are_shut_for_those_without_the_right(client_as, role, page):
    assert client_as(role).get(page).status_code == 403


def test_an_unknown_risk_is_not_found(client_as):
    assert client_as(Role.COORDINATOR).get("/risks/R999").status_code == 404


@pytest.mark.parametrize("page", ["/risks", "/risks?sort=due"])
def test_the_number_of_queries_does_not_depend_on_the_rows(app, client_as, page):
    client = client_as(Role.COORDINATOR)
    client.get(page)
    before = asked(app, client, page)
    with app.extensions["database"].writing(ORGANISATION, Act("test")) as session:
        for number in range(60):
            risk = Risk(
                organisation_id=ORGANISATION, id=f"X{number}", title="One more", owner_unit_id="KLF", likelihood=3,
                consequence=3, treatment=Treatment.AVOID,
            )  # fmt: skip
            save(session, risk, Links(), today())
    assert asked(app, client, page) == before


def test_the_matrix_counts_what_the_register_finds(client_as):
    client = client_as(Role.COORDINATOR)
    assert "risks?cell=4x4" in client.get("/risks").text
    assert "R001" in client.get("/risks?cell=4x4").text


def test_a_new_risk_gets_the_next_number_and_its_band(app, client_as):
    answer = post(client_as(Role.COORDINATOR), "/risks/new", **NEW)
    assert answer.location.endswith("/risks/R043")
    assert stored(app, select(Risk.band).where(Risk.id == "R043")) == "M"


def test_a_faulty_form_says_so_at_the_field_and_loses_nothing(app, client_as):
    typed = {name: value for name, value in NEW.items() if name not in ("consequence", "controls")}
    yesterday = (today() - timedelta(days=1)).isoformat()
    answer = post(client_as(Role.COORDINATOR), "/risks/new", **typed, due=yesterday, vulnerability="a cellar")
    assert answer.status_code == 422
    for said in ("The archive floods", "a cellar", 'href="#consequence"', f"{yesterday} has passed"):
        assert said in answer.text
    assert stored(app, select(func.count()).select_from(Risk)) == 42


def test_what_the_rules_refuse_is_told_at_the_field_too(client_as):
    typed = {name: value for name, value in NEW.items() if name != "controls"}
    answer = post(client_as(Role.COORDINATOR), "/risks/new", **typed, planned_likelihood="1")
    assert answer.status_code == 422
    assert 'href="#controls"' in answer.text


def test_the_worst_category_decides_also_in_the_form(app, client_as):
    by_category = {"now_0": "4", "now_1": "2"}
    typed = {name: value for name, value in NEW.items() if name != "consequence"}
    post(client_as(Role.COORDINATOR), "/risks/new", **typed, **by_category)
    assert stored(app, select(Risk.consequence).where(Risk.id == "R043")) == 4


def test_a_stale_save_is_refused_with_what_was_typed(client_as):
    client = client_as(Role.COORDINATOR)
    answer = client.post(
        "/risks/R001/edit", data={**NEW, "version": "7", "csrf_token": token(client, "/risks/R001/edit")}
    )
    assert answer.status_code == 409
    assert "The archive floods" in answer.text


def test_a_plan_is_approved_and_goes_stale_when_the_risk_is_changed(client_as):
    manager = client_as(Role.MANAGEMENT)
    post(manager, "/risks/R001/plan", reference="KS § 7")
    assert "KS § 7" in manager.get("/risks/R001").text
    post(client_as(Role.COORDINATOR), "/risks/R001/edit", **NEW)
    assert "Stale" in manager.get("/risks/R001").text
    assert "R001" in manager.get("/risks?state=plan_stale").text


def test_an_acceptance_without_its_last_day_keeps_the_reason_typed(app, client_as):
    answer = post(client_as(Role.MANAGEMENT), "/risks/R001/accept", reason="we can bear it")
    assert answer.status_code == 422
    assert "we can bear it" in answer.text
    assert stored(app, select(func.count()).select_from(RiskDecision)) == 3


def test_a_body_s_acceptance_needs_its_reference(client_as):
    client, until = client_as(Role.MANAGEMENT), (today() + timedelta(days=90)).isoformat()
    answer = post(client, "/risks/R001/accept", reason="borne", until=until)
    assert answer.status_code == 422
    assert 'href="#reference"' in answer.text
    assert post(client, "/risks/R001/accept", reason="borne", until=until, reference="KS § 8").status_code == 302


def test_someone_outside_the_line_is_told_who_decides(client_as):
    until = (today() + timedelta(days=90)).isoformat()
    answer = post(client_as(Role.RISK_OWNER), "/risks/R001/accept", reason="borne", until=until, reference="x")
    assert answer.status_code == 422
    assert "is decided by" in answer.text


def test_a_risk_is_closed_with_a_reason_that_its_page_shows(client_as):
    client = client_as(Role.COORDINATOR)
    assert post(client, "/risks/R001/close", reason="").status_code == 422
    post(client, "/risks/R001/close", reason="the system is gone")
    assert "the system is gone" in client.get("/risks/R001").text


def test_show_lists_risks_by_the_file_s_ids_and_by_scope(loaded):
    with loaded.session(ORGANISATION) as session:
        everything, municipal = rows(session, None, today()), rows(session, "LIS-KOMMUN", today())
    first = everything[0]
    assert (first["id"], first["band"], first["planned_band"]) == ("R001", "EH", "M")
    assert (first["treatment"], first["controls"][:2]) == ("modify", ["5.24", "5.30"])
    assert {row["id"] for row in municipal} < {row["id"] for row in everything}
