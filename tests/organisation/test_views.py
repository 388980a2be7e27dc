import re

import pytest

from isms.access.rules import Role
from isms.accounts.models import Person
from isms.db import Act
from isms.organisation.models import Unit
from tests.counting import queries_of


def row(page, name):
    """Give the line of the tree that begins with a unit's name, without marks."""
    start = page.index(f">{name}</a>")
    return " ".join(re.sub(r"<[^>]+>", " ", page[start + 1 : page.index("</div>", start)]).split())


def sign(page, name):
    """Say what the sign before a unit means."""
    return re.findall(r'aria-label="(in|out)"', page[: page.index(f">{name}</a>")])[-1]


def test_the_tree_says_who_heads_a_unit_and_how_many_work_there(client_as):
    page = client_as(Role.COORDINATOR).get("/organisation").text

    assert row(page, "IT- och digitaliseringsenheten").endswith("Head of IT: Karin Mallgren · 2 people")
    assert "legal entity" in row(page, "Exempel Energi och Vatten AB")
    assert "legal entity" not in row(page, "Socialnämnden")


def test_each_scope_says_what_is_out_and_by_which_agreement(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/organisation").text

    assert "decided 2026-02-09, KS § 21/2026" in page
    assert "eget ledningssystem införs 2027, Ägardirektiv 2026 p. 7" in page
    assert "not decided yet" in page


def test_a_scope_is_drawn_with_the_unit_that_decides(client_as):
    page = client_as(Role.EXTERNAL_AUDITOR).get("/organisation/scopes/LIS-KOMMUN").text

    assert "33 of 37 units are in" in page
    assert sign(page, "Socialförvaltningen") == "in"
    assert sign(page, "Exempel Stadshus AB") == "out"
    assert sign(page, "Exempel Energi och Vatten AB") == "in"
    assert "by agreement: Ägardirektiv 2026 p. 7" in row(page, "Exempelbostäder AB")
    assert row(page, "Räddningstjänstförbundet Exempel").endswith("named by nothing above it")


def test_a_unit_shows_its_scopes_its_people_and_what_hangs_on_it(client_as):
    page = client_as(Role.COORDINATOR).get("/organisation/units/SOF").text

    assert "Verksamhetssystem socialtjänst och omsorg" in page
    assert "Headed by Leila Utkast." in page
    assert "Ahmed Testman" in page
    assert "Units below" in page


def test_people_are_listed_with_position_unit_and_roles(client_as):
    page = client_as(Role.ADMINISTRATOR).get("/people").text

    assert "Karin Mallgren" in page
    assert "IT- och digitaliseringsenheten" in page
    assert "Internal auditor" in page


def test_people_are_found_by_unit_whatever_the_case(client_as):
    page = client_as(Role.COORDINATOR).get("/people?q=SOCIALFÖRVALTNINGEN").text

    assert "Ahmed Testman" in page
    assert "Karin Mallgren" not in page
    assert "Nobody fits" in client_as(Role.COORDINATOR).get("/people?q=zzz").text


@pytest.mark.parametrize("address", ["/organisation", "/organisation/units/SOF", "/people"])
def test_a_reporter_does_not_see_the_organisation(client_as, address):
    assert client_as(Role.REPORTER).get(address).status_code == 403


@pytest.mark.parametrize("address", ["/organisation/units/NONE", "/organisation/scopes/NONE"])
def test_what_is_not_there_is_not_shown(client_as, address):
    assert client_as(Role.COORDINATOR).get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/organisation", "/organisation/units/SOF", "/organisation/scopes/LIS-KOMMUN", "/people"]
)
def test_a_page_asks_as_often_for_many_units_and_people(app, client_as, address):
    browser, database = client_as(Role.COORDINATOR), app.extensions["database"]
    asked = []
    for batch in ("A", "B"):
        with queries_of(database) as sent:
            assert browser.get(address).status_code == 200
        asked.append(len(sent))
        with database.writing("exempelkommunen", Act("test")) as session:
            for number in range(20):
                own = {"organisation_id": "exempelkommunen", "id": f"{batch}{number}", "name": f"Ny {number}"}
                session.add(Unit(parent_id="SOF", head_role_id="enhetschef", **own))
                session.flush()
                session.add(Person(unit_id=own["id"], job_role_id="enhetschef", **own))

    assert asked[0] == asked[1]
