from sqlalchemy import func, select

from isms.catalogue import queries
from isms.catalogue.models import (
    CLAUSES,
    CONTROLS,
    OWN,
    Catalogue,
    Control,
    Correspondence,
    ProtectionRule,
    Requirement,
)
from isms.catalogue.services import add_own, adopt, check, control, controls, corresponding, edit, load_catalogues
from tests.catalogue.conftest import FOLDER, NOW


def counted(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_everything_in_the_files_is_stored(session):
    assert counted(session, Catalogue) == 9
    assert counted(session, Control) == 93 + 114
    assert counted(session, Requirement) == 156 + 409 + 10
    assert counted(session, Correspondence) == 115 + 926 + 130
    assert counted(session, ProtectionRule) == 12


def test_loading_again_changes_nothing(session):
    assert load_catalogues(session, FOLDER, NOW) == ()
    assert not session.dirty


def test_only_the_file_that_differs_is_loaded(session, spoilt):
    folder = spoilt("iso-27002-2022.yaml", "Policies for information security", "Policies")

    assert load_catalogues(session, folder, NOW) == (CONTROLS,)
    assert control(session, CONTROLS, "5.1").title_en == "Policies"


def test_a_pair_that_left_its_file_leaves_the_table(session, spoilt):
    folder = spoilt(
        "mappings/nis2-article-21.yaml",
        '  - {from: "a", framework: iso-27001-2022, to: "5.2", relationship: intersects}\n', "",
    )  # fmt: skip

    load_catalogues(session, folder, NOW)

    assert counted(session, Correspondence) == 115 + 926 + 129


def test_a_check_compares_the_files_with_what_is_stored(session, spoilt):
    folder = spoilt("iso-27002-2022.yaml", "Policies for information security", "Policies")

    assert check(FOLDER, session) == []
    assert [str(fault) for fault in check(folder, session)] == [
        "controls/iso-27002-2022.yaml:1: Is stored with other content. Run isms init to load it."
    ]


def test_a_catalogue_that_lost_its_file_is_named(session, spoilt):
    folder = spoilt("protection/basic.yaml", "aspect: C", "aspect: C")
    (folder / "protection/basic.yaml").unlink()

    assert "basic is stored, and has no file." in str(check(folder, session)[0])


def test_an_organisation_adopts_each_control_once(session):
    assert adopt(session, "ek") == 0
    assert [found.id for found in controls(session)][:10] == [f"5.{number}" for number in range(1, 11)]
    assert len(controls(session)) == 93


def test_an_own_title_replaces_the_catalogues_until_it_is_emptied(session):
    adopted, _known = session.execute(queries.adopted_control(CONTROLS, "5.9")).one()

    edit(session, adopted, {"title_sv": "Tillgångsregister"})
    mine = control(session, CONTROLS, "5.9")
    edit(session, adopted, {"title_sv": ""})
    theirs = control(session, CONTROLS, "5.9")

    assert (mine.title_sv, mine.unofficial) == ("Tillgångsregister", False)
    assert theirs.unofficial


def test_own_controls_stand_last_in_the_order_they_were_added(session):
    for identifier in ("EK-2", "EK-1"):
        add_own(session, "ek", {"id": identifier, "title_sv": "Egen"})

    assert [found.key for found in controls(session)][-2:] == [(OWN, "EK-2"), (OWN, "EK-1")]


def test_clause_5_2_and_control_5_2_never_mix(session):
    clause = {found.framework: [point for point, _ in found.points] for found in corresponding(session, CLAUSES, "5.2")}
    annex = {found.framework: [point for point, _ in found.points] for found in corresponding(session, CONTROLS, "5.2")}

    assert "1.1.1.a" in clause["eu-2024-2690"]
    assert "1.1.1.a" not in annex["eu-2024-2690"]
    assert "iso-27002-2013" not in clause
    assert annex["iso-27002-2013"] == ["6.1.1"]


def test_what_no_mapping_names_has_no_mapping(session):
    found = {other.framework: other.points for other in corresponding(session, CONTROLS, "5.7")}

    assert found["iso-27002-2013"] == ()


def test_points_come_in_the_order_of_their_own_framework(session):
    found = {
        other.framework: [point for point, _ in other.points] for other in corresponding(session, CONTROLS, "5.18")
    }

    assert found["nis2-2022-2555-art-21"] == ["i", "j"]
    assert found["iso-27002-2013"] == ["9.2.2", "9.2.5", "9.2.6"]
