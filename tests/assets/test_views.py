"""Pages of assets: what they show, what they refuse, and that nothing typed is lost."""

import pytest
from sqlalchemy import select

from isms.access.rules import Permission, Role, allowed
from isms.accounts.queries import roles_of
from isms.assets.models import Asset, AssetLevel, ClassificationDecision, Dependency
from isms.db import Act
from isms.demo.filling import PEOPLE
from tests.conftest import token
from tests.counting import queries_of

OWN = "exempelkommunen"
NEW = {
    "name": "Väderstation", "kind": "system", "owner_unit_id": "KLF-IT", "system_owner_id": "", "information": ["IT01"],
    "rests_on": ["T032"], "rests_on_available": ["T043"], "hosting": "egen drift", "supplier_id": "", "rto_hours": "8",
    "rpo_hours": "", "nis2_sector": "", "next_review": "2027-01-01", "note": "",
}  # fmt: skip
NOTHING = {"C": "", "I": "", "A": "", "reason": ""}
FORMS = (
    "/assets/new", "/assets/T032/edit", "/assets/T032/classification", "/assets/T032/end", "/assets/T032/reopen",
    "/information-types/new", "/information-types/IT01/edit", "/suppliers/new", "/suppliers/LEV01/edit",
)  # fmt: skip


@pytest.fixture
def coordinator(client_as):
    return client_as(Role.COORDINATOR)


def send(browser, address, page=None, **values):
    sent = {**values, "csrf_token": token(browser, page or address)}
    return browser.post(address, data=sent)


def one(app, model, *key):
    with app.extensions["database"].session(OWN) as session:
        return session.get(model, (OWN, *key))


def test_the_register_shows_the_mark_and_what_it_rests_on(coordinator):
    text = coordinator.get("/assets?q=T032").text
    assert "Virtualiseringsplattform och lagring" in text
    assert "C3 I3 A3: confidentiality serious (stale" in text
    assert "Stale level" in text


@pytest.mark.parametrize(
    ("asked", "there", "missing"),
    [
        ("q=diarium", "T016", "T001"),
        ("q=t018", "T018", "T001"),
        ("state=stale", "T032", "T001"),
        ("state=ended", "Nothing fits", "T001"),
        ("unit=KLF&level=3", "T032", "T001"),
        ("kind=lokal", "T041", "T032"),
        ("level=nonsense&kind=unheard", "Nothing fits", "T001"),
        ("state=undecided&sort=level&dir=desc", "Nothing fits", "T032"),
        ("sort=level&dir=desc", "T032", "T020"),
    ],
)
def test_the_register_is_searched_and_filtered(coordinator, asked, there, missing):
    text = coordinator.get(f"/assets?{asked}").text
    assert there in text
    assert f">{missing}</span>" not in text


def test_the_page_of_an_asset_explains_its_level_by_a_path(coordinator):
    text = coordinator.get("/assets/T032").text
    assert "/information-types/IT01" in text
    assert "The decision is stale for confidentiality." in text
    assert "/assets/T032/classification?direction=lower&amp;aspects=C" in text


def test_a_new_asset_gets_the_next_number_and_its_levels_at_once(app, coordinator):
    answer = send(coordinator, "/assets/new", **NEW)
    assert answer.location == "/assets/T065"
    assert one(app, AssetLevel, "T065").because["C"] == ["IT01", "T065"]
    assert one(app, Dependency, "T065", "T043").aspects == "A"


def test_a_form_with_faults_says_so_and_keeps_what_was_typed(coordinator):
    answer = send(
        coordinator, "/assets/new", **NEW | {"name": "", "rto_hours": "soon", "note": "Mät vind", "next_review": "x"}
    )
    assert answer.status_code == 422
    assert "Write what people call it." in answer.text
    for typed in ("soon", "Mät vind", 'value="IT01" checked', 'value="x"'):
        assert typed in answer.text


def test_an_asset_rests_on_another_in_one_way_only(coordinator):
    answer = send(coordinator, "/assets/new", **NEW | {"rests_on_available": ["T032"]})
    assert answer.status_code == 422
    assert "Choose only one of the two lists for T032." in answer.text


def test_an_edit_that_changes_nothing_changes_no_link(app, coordinator):
    with app.extensions["database"].session(OWN) as session:
        before = session.execute(
            select(Dependency.depends_on_id, Dependency.aspects).where(Dependency.asset_id == "T032")
        ).all()
    links = {"rests_on": [b for b, a in before if a != "A"], "rests_on_available": [b for b, a in before if a == "A"]}
    send(coordinator, "/assets/T032/edit", **NEW | links | {"name": "Plattformen"})
    with app.extensions["database"].session(OWN) as session:
        after = session.execute(
            select(Dependency.depends_on_id, Dependency.aspects).where(Dependency.asset_id == "T032")
        ).all()
    assert (sorted(after), one(app, Asset, "T032").name) == (sorted(before), "Plattformen")


def test_a_stale_save_is_refused_and_shows_what_was_typed(coordinator):
    answer = send(
        coordinator, "/assets/T032/edit", **NEW | {"version": "0", "name": "Mitt förslag", "rests_on": ["T041"]}
    )
    assert answer.status_code == 409
    assert "Mitt förslag" in answer.text


def test_a_decision_that_agrees_takes_the_staleness_away(app, coordinator):
    answer = send(coordinator, "/assets/T032/classification", direction="set", C="3", I="3", A="3", reason="")
    assert answer.status_code == 302
    assert one(app, AssetLevel, "T032").stale == ""
    assert one(app, ClassificationDecision, "T032").decided_by == "p03"


def test_a_lowering_holds_in_the_aspects_it_names(app, coordinator):
    send(
        coordinator,
        "/assets/T032/classification",
        **NOTHING | {"direction": "lower", "C": "2", "aspects": ["C"], "reason": "Krypterat"},
    )
    row = one(app, AssetLevel, "T032")
    assert (row.c, row.i, row.stale) == (2, 3, "")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"direction": "set"}, "Choose a level for at least one aspect."),
        ({"direction": "set", "C": "2"}, "This is below what is inherited."),
        ({"direction": "lower", "C": "2", "aspects": ["C"]}, "Write the reason"),
        ({"direction": "lower", "C": "2", "reason": "Krypterat"}, "Tick the aspects that are lowered."),
        (
            {"direction": "lower", "C": "3", "aspects": ["C"], "reason": "Krypterat"},
            "Choose a level below the inherited",
        ),
        ({"direction": "raise", "C": "3", "reason": "Krypterat"}, "Choose a level above the inherited"),
        ({"direction": "sideways", "C": "3", "reason": "Krypterat"}, "Not a valid choice"),
    ],
)
def test_a_decision_that_cannot_stand_says_why_and_keeps_what_was_typed(app, coordinator, sent, said):
    before = one(app, ClassificationDecision, "T032").levels
    answer = send(coordinator, "/assets/T032/classification", **NOTHING | sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert sent.get("reason", "") in answer.text
    assert one(app, ClassificationDecision, "T032").levels == before


@pytest.mark.parametrize(
    ("address", "field"),
    [("/assets/T032/classification", "C"), ("/information-types/IT01/edit", "A"), ("/information-types/new", "I_0")],
)
def test_level_4_is_refused_and_nothing_of_what_came_with_it_is_kept(app, coordinator, address, field):
    answer = send(coordinator, address, name="Skyddsobjekt Alfa", reason="Ritningar", note="Ritningar", **{field: "4"})
    assert answer.status_code == 422
    assert "protective security manager" in answer.text
    assert "Ritningar" not in answer.text
    assert "Alfa" not in answer.text


def test_a_link_fills_in_what_it_proposes(coordinator):
    text = coordinator.get("/assets/T032/classification?direction=lower&aspects=C&C=1").text
    assert 'value="lower" checked' in text
    assert '<option selected value="1">' in text


def test_an_ended_asset_leaves_the_register_and_comes_back(app, coordinator):
    send(coordinator, "/assets/T001/end", ended_on="2026-01-31", reason="Ersatt av T002")
    assert one(app, Asset, "T001").ended_reason == "Ersatt av T002"
    assert ">T001</span>" not in coordinator.get("/assets?q=T001").text
    assert "Ersatt av T002" in coordinator.get("/assets/T001").text
    send(coordinator, "/assets/T001/reopen", page="/assets/T001")
    assert one(app, Asset, "T001").ended_on is None


def test_an_asset_does_not_end_tomorrow(coordinator):
    answer = send(coordinator, "/assets/T001/end", ended_on="2999-01-31", reason="Ersätts")
    assert answer.status_code == 422
    assert "Ersätts" in answer.text


def test_what_is_not_there_is_not_found(coordinator):
    assert [coordinator.get(page).status_code for page in ("/assets/T999", "/suppliers/X", "/information-types/X")] == [
        404
    ] * 3


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_may_write_may_post(app, client_as, role):
    browser = client_as(role)
    with app.extensions["database"].session(OWN) as session:
        held = [grant.role for grant in session.scalars(roles_of(PEOPLE[role]))]
    sent = {"csrf_token": token(browser, "/account")}
    codes = {page: browser.post(page, data=sent).status_code for page in FORMS}
    assert {page for page, code in codes.items() if code != 403} == (
        set(FORMS) if allowed(held, Permission.ASSET_WRITE) else set()
    )


def test_the_register_asks_as_much_of_the_database_for_many_as_for_few(app, coordinator):
    database = app.extensions["database"]
    coordinator.get("/assets")
    with queries_of(database) as few:
        coordinator.get("/assets?q=diarium")
    with queries_of(database) as many:
        coordinator.get("/assets")
    assert len(few) == len(many)


def test_the_page_of_an_asset_asks_as_much_for_one_with_many_around_it(app, coordinator):
    database = app.extensions["database"]
    coordinator.get("/assets/T032")
    with queries_of(database) as few:
        coordinator.get("/assets/T063")
    with queries_of(database) as many:
        coordinator.get("/assets/T032")
    assert len(few) >= len(many) - 1


def test_a_change_says_who_did_it(app, coordinator):
    with app.extensions["database"].writing(OWN, Act("p05", "test")) as session:
        session.get_one(Asset, (OWN, "T032")).hosting = "moln"
    assert "Karin Mallgren changed: Hosting." in coordinator.get("/assets/T032").text
