"""Pages of information types and suppliers, and what assets say on other pages."""

import pytest

from isms.access.rules import Role
from isms.assets import panels
from isms.assets.models import AssetLevel, InformationType, Supplier
from tests.assets.rows import DAY
from tests.assets.test_views import OWN, one, send
from tests.counting import queries_of


@pytest.fixture
def coordinator(client_as):
    return client_as(Role.COORDINATOR)


def test_an_information_type_shows_what_handles_it(coordinator):
    text = coordinator.get("/information-types/IT01").text
    assert "/assets/T001" in text


def test_a_changed_level_reaches_every_asset_that_carries_it(app, coordinator):
    sent = {"name": "Socialtjänstakter", "owner_unit_id": "SN", "C": "1", "I": "1", "A": "1"}
    send(coordinator, "/information-types/IT01/edit", **sent)
    assert one(app, AssetLevel, "T001").because["C"][0] != "IT01"


def test_the_worst_category_decides(app, coordinator):
    sent = {"name": "Läckor", "owner_unit_id": "SN", "C_0": "1", "C_1": "3", "I": "2"}
    answer = send(coordinator, "/information-types/new", **sent)
    kind = one(app, InformationType, answer.location.rsplit("/", 1)[-1])
    assert kind.levels == {"C": 3, "I": 2}
    assert sorted(kind.consequences["C"].values()) == [1, 3]
    assert "Consequences by category" in coordinator.get(answer.location).text


def test_an_aspect_is_not_rated_differently_both_ways(coordinator):
    sent = {"name": "Läckor", "owner_unit_id": "SN", "C_0": "1", "C": "3"}
    answer = send(coordinator, "/information-types/new", **sent)
    assert answer.status_code == 422
    assert "The worst category decides." in answer.text
    assert "Läckor" in answer.text


def test_an_information_type_needs_a_name_and_an_owner(coordinator):
    answer = send(coordinator, "/information-types/new", name="", owner_unit_id="", note="Kvar")
    assert answer.status_code == 422
    assert all(said in answer.text for said in ("Write what people call it.", "Choose the unit", "Kvar"))


def test_a_stale_save_of_an_information_type_is_refused(coordinator):
    sent = {"name": "Annat", "owner_unit_id": "SN", "C": "1", "version": "0"}
    assert send(coordinator, "/information-types/IT01/edit", **sent).status_code == 409


def test_a_supplier_is_written_down_and_changed(app, coordinator):
    made = send(coordinator, "/suppliers/new", name="Åkeriet Ström AB", service="Transport", incident_clause_hours="24")
    identifier = made.location.rsplit("/", 1)[-1]
    send(coordinator, f"{made.location}/edit", name="Åkeriet AB", critical="y", incident_clause_hours="")
    supplier = one(app, Supplier, identifier)
    assert (supplier.name, supplier.critical, supplier.incident_clause_hours) == ("Åkeriet AB", True, None)
    assert "Åkeriet AB" in coordinator.get("/suppliers?q=åkeriet").text


def test_a_supplier_with_faults_loses_nothing(coordinator):
    answer = send(coordinator, "/suppliers/new", name="", service="Transport", incident_clause_hours="-1")
    assert answer.status_code == 422
    assert "Transport" in answer.text
    assert "Write a whole number from 0 to 1000." in answer.text


def test_a_supplier_shows_the_assets_that_rest_on_it(coordinator):
    assert "/assets/T001" in coordinator.get("/suppliers/LEV01").text


@pytest.mark.parametrize("page", ["/information-types", "/suppliers"])
def test_the_registers_ask_as_much_for_many_as_for_few(app, coordinator, page):
    coordinator.get(page)
    with queries_of(app.extensions["database"]) as few:
        coordinator.get(f"{page}?q=01")
    with queries_of(app.extensions["database"]) as many:
        coordinator.get(page)
    assert len(few) == len(many)


def test_what_waits_is_said_in_a_line_each(app):
    with app.test_request_context(), app.extensions["database"].session(OWN) as session:
        lines = panels.todo(session, DAY)
    assert [(line.title, line.url) for line in lines] == [
        ("13 assets have a stale classification", "/assets?state=stale"),
        ("9 assets are overdue for review", "/assets?state=overdue"),
    ]


def test_the_search_finds_by_name_whatever_its_case_and_by_id(app):
    with app.test_request_context(), app.extensions["database"].session(OWN) as session:
        assert [hit.id for hit in panels.find_assets(session, "ÄRENDE- och", 5)] == ["T016"]
        assert [hit.id for hit in panels.find_information(session, "it01", 5)] == ["IT01"]
        assert [hit.title for hit in panels.find_suppliers(session, "lev01", 5)] == [
            "Nordsyster Vårdsystem AB (påhittad)"
        ]
