"""Loading: everything is checked before anything is stored, and a second time changes nothing."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from isms.accounts.models import Person
from isms.assets.loads_levels import stop_sign
from isms.assets.models import Asset, Dependency
from isms.auditlog.models import Change
from isms.db import Act, Database, everywhere
from isms.demo.filling import FILE
from isms.exchange.loading import load_file
from isms.exchange.reading import Faults
from isms.exchange.report import Count
from isms.organisation.models import Organisation
from isms.risks.models import Risk
from tests.exchange.conftest import HARBOUR, SECTIONS, Loads


def refused(load: Loads, content: Any) -> list[str]:
    """Say what is wrong with a content, without file and line."""
    with pytest.raises(Faults) as faults:
        load(content)
    return [f"{fault.path}: {fault.reason}" for fault in faults.value.faults]


def test_exempelkommunen_loads_and_a_second_time_changes_nothing(load: Loads, catalogued: Database) -> None:
    first = load(FILE)
    counted = {count.section: count.added for count in first.counts}
    expected = {"org_units": 37, "information_types": 36, "assets": 64, "risks": 42, "laws": 39, "scopes": 2}
    assert counted | expected == counted
    assert not any(count.changed for count in first.counts)
    second = load(FILE)
    assert (second.changes, second.counts) == (0, ())
    assert next(second.lines()).endswith("exempelkommunen: 0 changes")


def test_a_second_load_writes_nothing_to_the_log(load: Loads, catalogued: Database) -> None:
    load(HARBOUR)
    with catalogued.session("harbour") as session:
        before = session.scalar(select(func.count()).select_from(Change))
    load(HARBOUR)
    with catalogued.session("harbour") as session:
        assert session.scalar(select(func.count()).select_from(Change)) == before


def test_sections_that_nothing_reads_yet_are_named_and_left(load: Loads) -> None:
    left = dict(load(FILE).left)
    assert left["incidents"] == 12
    assert "exceptions_note" in left


def test_only_what_differs_is_changed(load: Loads, harbour: dict[str, Any], catalogued: Database) -> None:
    load(HARBOUR)
    harbour["assets"][0]["name"] = "Crane control 2"
    harbour["risks"][0]["controls"].remove("H.1")
    assert load(harbour).counts == (Count("assets", 0, 1), Count("risks", 0, 1))
    with catalogued.session("harbour") as session:
        assert session.scalars(select(Asset.name).where(Asset.id == "crane")).one() == "Crane control 2"


def test_a_list_is_the_whole_truth_and_an_absent_key_says_nothing(
    load: Loads, harbour: dict[str, Any], catalogued: Database
) -> None:
    load(HARBOUR)
    with catalogued.writing("harbour", Act("bo")) as session:
        session.get_one(Asset, ("harbour", "crane")).note = "seen to"
    harbour["assets"][0]["depends_on"] = []
    assert load(harbour).counts == (Count("assets", 0, 1),)
    with catalogued.session("harbour") as session:
        assert session.get_one(Asset, ("harbour", "crane")).note == "seen to"
        assert session.scalars(select(Dependency)).all() == []


def test_objects_that_the_file_does_not_name_are_left_alone(
    load: Loads, harbour: dict[str, Any], catalogued: Database
) -> None:
    load(HARBOUR)
    del harbour["people"][3], harbour["risks"]
    assert load(harbour).changes == 0
    with catalogued.session("harbour") as session:
        assert {"di", "ann"} <= set(session.scalars(select(Person.id)))
        assert session.scalar(select(func.count()).select_from(Risk)) == 2


def test_a_part_of_a_file_may_point_at_what_is_stored(load: Loads, harbour: dict[str, Any]) -> None:
    load(HARBOUR)
    part = {"meta": harbour["meta"], "risks": [harbour["risks"][0] | {"id": "r3"}]}
    assert load(part).counts == (Count("risks", 1, 0),)


def test_organisations_do_not_meet(load: Loads, catalogued: Database) -> None:
    load(FILE)
    load(HARBOUR)
    with catalogued.session() as session, everywhere(session, "a test counts organisations"):
        assert set(session.scalars(select(Organisation.id))) == {"exempelkommunen", "harbour"}
        assert session.scalar(select(func.count()).select_from(Asset)) == 66


FAULTY = """\
meta: {dataset: small, as_of: '2026-01-01', language: sv}
org_units:
- {id: A, name: A, parent: B}
- {id: B, name: B, parent: A}
- {id: C, name: 12, parent: nowhere}
- {id: C, name: Again}
- {id: 'a b', name: Odd}
- {id: 5.10, name: Number}
- {name: Nameless}
people: soon
information_types:
- {id: I1, name: Secret plans, owner: A, C: 4, I: 1, A: 1, secrecy: 7}
- {id: I2, name: Open, owner: A, C: 9, I: 1}
assets:
- {id: T1, name: T1, kind: system, owner_unit: A, depends_on: [T1, T9], rto_hours: soon, classified_on: 2026-02-30}
laws:
- {id: L1, name: Law, controls: [5.10, '9.99']}
budget: []
"""


def test_all_that_is_wrong_is_told_in_one_go_with_line_path_and_reason(load: Loads) -> None:
    with pytest.raises(Faults) as faults:
        load(FAULTY)
    assert {fault.file.rpartition("/")[2] for fault in faults.value.faults} == {"register.yaml"}
    assert [f"{fault.line} {fault.path}: {fault.reason}" for fault in faults.value.faults] == [
        "3 org_units[A].parent: The unit is above itself: A → B → A.",
        "5 org_units[C].name: Write it in quotes: '12'.",
        "5 org_units[C].parent: There is no `nowhere` among org_units.",
        "6 org_units[C].id: The id is taken; it is first used on line 5.",
        "7 org_units[a b].id: An id holds letters, digits, points, hyphens and underscores.",
        "8 org_units[5].id: Write it in quotes: '5.10'.",
        "9 org_units[6].id: An id is missing.",
        "10 people: Must be a list of objects, or a mapping.",
        f"12 information_types[I1].C: {stop_sign()}",
        "13 information_types[I2].C: Must be one of: 0, 1, 2, 3.",
        "13 information_types[I2]: The key `A` is missing.",
        "15 assets[T1].rto_hours: Must be a whole number, 0 or more.",
        "15 assets[T1].classified_on: Must be a date written as 2026-11-22.",
        "15 assets[T1].depends_on[0]: An asset cannot depend on itself.",
        "15 assets[T1].depends_on[1]: There is no `T9` among assets.",
        "17 laws[L1].controls[0]: Write it in quotes: '5.10'.",
        "17 laws[L1].controls[1]: There is no `9.99` among the controls.",
        "18 budget: No such section is known.",
    ]


def test_nothing_is_stored_of_a_faulty_file(load: Loads, harbour: dict[str, Any], catalogued: Database) -> None:
    harbour["soa_sample"][1]["rows"][0]["maturity"] = 9
    assert refused(load, harbour) == ["soa_sample[1].rows[7.5].maturity: Must be one of: 0, 1, 2, 3, 4, 5."]
    with catalogued.session() as session:
        assert session.scalars(select(Organisation)).all() == []


def test_a_level_that_may_not_be_here_is_told_without_the_text(load: Loads, harbour: dict[str, Any]) -> None:
    harbour["information_types"][0] |= {"Conf": {"money": 4}, "name": "Bunker under the hill", "secrecy": 3}
    said = refused(load, harbour)
    assert len(said) == 1
    assert "säkerhetsskyddschef" in said[0]
    assert "Bunker" not in said[0]


def test_a_file_that_names_no_organisation_is_refused(load: Loads) -> None:
    assert refused(load, {"assets": []}) == ["meta.dataset: An id is missing."]


def test_keys_that_nothing_reads_are_noted(load: Loads, harbour: dict[str, Any]) -> None:
    for unit in harbour["org_units"]:
        unit["colour"] = "blue"
    assert [note.partition(" (")[0] for note in load(harbour).notes] == ["`org_units.colour` is not read"]


def test_a_file_is_refused_until_the_catalogues_are_there(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Faults, match="run `isms init` first"):
        load_file(database, HARBOUR, SECTIONS)
