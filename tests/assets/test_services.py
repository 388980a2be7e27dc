"""Levels are a projection: what is stored is what the rules say, in the same transaction as what changed."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from isms import features
from isms.assets import services, services_register
from isms.assets.feature import FEATURE
from isms.assets.models import Asset, AssetLevel, Dependency, InformationType
from isms.classification.rules_inheritance import standings
from isms.db import Act, Database
from tests.assets import rows
from tests.assets.rows import ACT, OWN


@pytest.fixture
def filled(templates, engine_name: str) -> Iterator[Database]:
    """IT1 (C3 I2 A1) → T1 → T2 → T3, and T2 rests on power P for availability only."""
    database = features.open_database(templates.copy(engine_name, "empty"), (FEATURE,))
    with database.writing(OWN, ACT) as session:
        rows.organisation(session)
        rows.information(session, "IT1", C=3, I=2, A=1)
        for identifier in ("P", "T3"):
            rows.asset(session, identifier)
        rows.asset(session, "T2", on="T3 P:A")
        rows.asset(session, "T1", handles="IT1", on="T2")
    yield database
    database.engine.dispose()


def level(database: Database, identifier: str) -> AssetLevel:
    with database.session(OWN) as session:
        return session.get_one(AssetLevel, (OWN, identifier))


def marks(database: Database, identifier: str) -> tuple[int, int, int]:
    row = level(database, identifier)
    return row.c, row.i, row.a


def test_every_asset_gets_its_levels_when_it_is_made(filled):
    assert [marks(filled, each) for each in ("T1", "T2", "T3", "P")] == [(3, 2, 1), (3, 2, 1), (3, 2, 1), (0, 0, 1)]


def test_the_path_says_where_a_level_comes_from(filled):
    assert level(filled, "T3").because["C"] == ["IT1", "T1", "T2", "T3"]
    assert level(filled, "P").because == {"C": [], "I": [], "A": ["IT1", "T1", "T2", "P"]}


def test_what_is_stored_is_what_the_rules_say(filled):
    with filled.session(OWN) as session:
        said = standings(services.register(session))
        assert {row.asset_id: row.inherited for row in session.scalars(select(AssetLevel))} == {
            asset: standing.inherited for asset, standing in said.items()
        }
        assert list(services.differences(session)) == []


def test_a_changed_information_type_moves_all_that_carry_it_at_once(filled):
    with filled.writing(OWN, ACT) as session:
        kind = session.get_one(InformationType, (OWN, "IT1"))
        kind.consequences = kind.levels = {"C": 1, "I": 1, "A": 3}
    assert [marks(filled, each) for each in ("T1", "T2", "T3", "P")] == [(1, 1, 3), (1, 1, 3), (1, 1, 3), (0, 0, 3)]


def test_a_dependency_that_goes_takes_its_level_with_it(filled):
    with filled.writing(OWN, ACT) as session:
        session.delete(session.get_one(Dependency, (OWN, "T2", "T3")))
    assert marks(filled, "T3") == (0, 0, 0)


def test_a_decision_below_what_is_inherited_is_stale(filled):
    with filled.writing(OWN, ACT) as session:
        rows.decided(session, "T2", C=2, I=2, A=2)
    assert (level(filled, "T2").stale, marks(filled, "T2")) == ("C", (3, 2, 2))


def test_a_lowering_stops_what_passes_through(filled):
    with filled.writing(OWN, ACT) as session:
        rows.decided(session, "T2", "lower", "C", C=1)
    assert (marks(filled, "T2"), marks(filled, "T3")) == ((1, 2, 1), (1, 2, 1))


def test_what_has_ended_passes_nothing_on(filled):
    with filled.writing(OWN, ACT) as session:
        session.get_one(Asset, (OWN, "T1")).ended_on = rows.DAY
    assert (marks(filled, "T1"), marks(filled, "T2")) == ((3, 2, 1), (0, 0, 0))


def test_differences_names_what_was_tampered_with_and_refresh_mends_only_that(filled):
    with filled.writing(OWN, ACT) as session:
        session.get_one(AssetLevel, (OWN, "T3")).c = 0
        session.flush()
        assert list(services.differences(session)) == ["T3"]
        assert (services.refresh(session), services.refresh(session)) == (1, 0)


def test_nothing_is_computed_when_nothing_that_matters_changed(filled, monkeypatch):
    monkeypatch.setattr(services, "levels", lambda session: pytest.fail("computed"))
    with filled.writing(OWN, ACT) as session:
        rows.person(session)


def test_only_the_aspects_that_are_switched_on_count(templates, engine_name):
    database = features.open_database(templates.copy(engine_name, "empty"), (FEATURE,))
    with database.writing(OWN, ACT) as session:
        rows.organisation(session, aspects=["C", "T"])
        rows.information(session, "IT1", C=3, I=2, T=2)
        rows.asset(session, "T1", handles="IT1")
    row = level(database, "T1")
    assert (row.c, row.i, row.t, row.inherited) == (3, 0, 2, {"C": 3, "T": 2})
    database.engine.dispose()


def test_a_change_of_links_alone_is_a_new_version_of_the_asset(loaded):
    with loaded.writing("exempelkommunen", Act("p03")) as session:
        asset = services_register.one(session, Asset, "T001")
        before = asset.version
        values = {**services_register.links(session, "T001"), "information": ["IT01"]}
        services_register.save_asset(session, asset, values)

    with loaded.session("exempelkommunen") as session:
        assert services_register.one(session, Asset, "T001").version > before
