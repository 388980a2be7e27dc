"""What a file means, shown on an organisation with other words, scales and entities than the demo's."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from isms.access.rules import Role
from isms.accounts.models import Grant
from isms.assessments.models import Answer, Assessment
from isms.assets.models import Asset, ClassificationDecision, Dependency, InformationType
from isms.catalogue.models import OWN, AdoptedControl
from isms.db import Act, Database
from isms.implementations.models import Implementation
from isms.implementations.rules import Deficiency, Status
from isms.obligations.models import Obligation
from isms.organisation.models import Organisation
from isms.organisation.services import units_in_scope
from isms.risks.models import Risk, RiskCriteria, RiskDecision
from isms.soa.models import StatementDecision
from tests.exchange.conftest import HARBOUR, Loads
from tests.exchange.test_loading import refused


@pytest.fixture
def session(load: Loads, catalogued: Database) -> Any:
    load(HARBOUR)
    with catalogued.session("harbour") as session:
        yield session


def one(session: Any, model: type, *key: Any) -> Any:
    return session.get_one(model, ("harbour", *key))


def test_settings_keep_the_scales_of_the_file(session: Any) -> None:
    settings = session.get_one(Organisation, "harbour").settings
    assert settings["aspects"] == ["C", "I", "A", "T"]
    assert settings["classification"]["aspects"][0] == {"id": "C", "letter": "Conf", "name": "Confidentiality"}
    assert [level["name"] for level in settings["classification"]["levels"]] == ["None", "Low", "High"]
    assert settings["gap"]["exists"] == ["done", "half", "nothing"]
    assert (settings["as_of"], settings["package"]) == ("2026-06-30", "basic")


def test_the_worst_category_decides_a_level(session: Any) -> None:
    cargo = one(session, InformationType, "cargo")
    assert cargo.consequences["C"] == {"Money": 1, "People": 2}
    assert cargo.levels == {"C": 2, "I": 2, "A": 1, "T": 1}


def test_a_decision_keeps_its_direction_aspects_and_reason(session: Any) -> None:
    decided = one(session, ClassificationDecision, "crane")
    assert (decided.direction, decided.aspects, decided.levels["C"]) == ("lower", "C", 1)
    assert session.get(ClassificationDecision, ("harbour", "power")) is None


def test_a_dependency_carries_the_aspects_it_names(session: Any) -> None:
    assert session.scalars(select(Dependency.aspects)).one() == "A"


def test_people_may_do_what_their_role_grants(session: Any) -> None:
    granted: dict[str, set[Role]] = {}
    for person, role in session.execute(select(Grant.person_id, Grant.role)):
        granted.setdefault(person, set()).add(role)
    assert granted == {
        "ann": {Role.MANAGEMENT, Role.RISK_OWNER},
        "bo": {Role.COORDINATOR},
        "cy": {Role.RISK_OWNER, Role.SYSTEM_OWNER},
        "di": {Role.REPORTER},
    }


def test_a_risk_is_owned_by_the_head_of_its_unit(session: Any) -> None:
    assert (one(session, Risk, "r1").owner_id, one(session, Risk, "r2").owner_id) == ("cy", "ann")
    assert one(session, Asset, "crane").system_owner_id == "cy"


def test_a_risk_is_rated_by_the_cells_of_the_file(session: Any) -> None:
    found = one(session, Risk, "r1")
    assert (found.band, found.planned_band, found.consequences) == ("red", "green", {"People": 2, "Money": 1})
    assert [str(one(session, Risk, each).rated_on) for each in ("r1", "r2")] == ["2026-05-01", "2026-06-30"]


def test_an_acceptance_binds_to_the_version_as_loaded(session: Any) -> None:
    accepted = session.scalars(select(RiskDecision)).one()
    assert (accepted.number, accepted.risk_version, accepted.person_id) == (1, 1, "cy")
    assert str(accepted.decided_on) == "2026-06-30"


def test_an_acceptance_binds_anew_only_when_the_file_says_it_anew(
    load: Loads, harbour: dict[str, Any], catalogued: Database
) -> None:
    load(HARBOUR)
    with catalogued.writing("harbour", Act("bo")) as session:
        one(session, Risk, "r1").title = "Edited in the program"
    load(HARBOUR)
    with catalogued.session("harbour") as session:
        assert [d.risk_version for d in session.scalars(select(RiskDecision))] == [1]
        assert one(session, Risk, "r1").version == 3
    harbour["risks"][0]["acceptance"]["valid_until"] = "2028-01-01"
    load(harbour)
    with catalogued.session("harbour") as session:
        assert [(d.number, d.risk_version) for d in session.scalars(select(RiskDecision))] == [(1, 1), (2, 3)]


def test_criteria_get_a_new_version_when_their_content_differs(
    load: Loads, harbour: dict[str, Any], catalogued: Database
) -> None:
    load(HARBOUR)
    harbour["scales"]["risk_bands"][1]["treat_within_days"] = 30
    load(harbour)
    with catalogued.session("harbour") as session:
        assert session.scalars(select(RiskCriteria.version)).all() == [1, 2]
        assert set(session.scalars(select(Risk.criteria_version))) == {2}


def test_laws_end_when_repealed_and_contracts_after_their_last_day(session: Any) -> None:
    ends = {row.id: str(row.ends) for row in session.scalars(select(Obligation))}
    assert ends == {"old": "2020-01-01", "new": "None", "lease": "2028-01-01"}


def test_own_controls_stand_beside_those_of_the_catalogue(session: Any) -> None:
    assert one(session, AdoptedControl, OWN, "H.1").attributes == {"control_type": ["Preventive"]}
    assert len(session.scalars(select(AdoptedControl.id)).all()) == 94


def test_the_nearest_unit_named_decides_a_scope(session: Any) -> None:
    assert units_in_scope(session, "main") == {"port", "dock"}


def test_a_row_is_an_implementation_and_an_answer_and_the_newest_holds(session: Any) -> None:
    met = one(session, Implementation, "main:7.5")
    assert (met.status, met.deficiency, met.maturity, met.wanted) == (Status.PARTLY, Deficiency.NEGLIGIBLE, 2, 3)
    assert (met.how, met.responsible_id) == ("Poles and nets", "cy")
    titles = {row.id: row.title for row in session.scalars(select(Assessment))}
    assert titles == {"GAP-main-2026-01-31": "Gap assessment 2026-01-31", "GAP-main-2026-06-30": "Summer"}
    before = one(session, Answer, "GAP-main-2026-01-31", "iso-27002-2022", "7.5")
    assert (before.exists, before.deficiency, before.confirmed) == (Status.NOT_STARTED, Deficiency.CONSIDERABLE, True)


def test_best_practice_is_a_decision_and_not_applicable_an_exclusion(session: Any) -> None:
    decided = {(d.control_id, d.included, d.reason, d.decided_by) for d in session.scalars(select(StatementDecision))}
    assert decided == {("H.1", True, "Best practice", "load"), ("8.4", False, "No code of our own", "load")}


def test_claims_that_nothing_backs_are_told(load: Loads) -> None:
    assert load(HARBOUR).warnings == (
        "main, 8.7: a risk is claimed, but nothing backs it. r2: the risk is retained as it is.",
    )


def test_a_decision_taken_in_the_program_stands(load: Loads, catalogued: Database) -> None:
    load(HARBOUR)
    with catalogued.writing("harbour", Act("bo")) as session:
        decision = one(session, StatementDecision, "main", "iso-27002-2022", "8.4")
        decision.included, decision.reason, decision.decided_by = True, "We began to write code", "bo"
    assert load(HARBOUR).notes == ("The decision on 8.4 in main was taken in the program and stands.",)
    with catalogued.session("harbour") as session:
        assert one(session, StatementDecision, "main", "iso-27002-2022", "8.4").included


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c["scales"]["risk_bands"][0]["cells"].pop(),
         "scales.risk_bands: Likelihood 2 × consequence 1 has no band."),
        (lambda c: c["scales"]["risk_bands"][0]["cells"].append([2, 2]),
         "scales.risk_bands: Likelihood 2 × consequence 2 has the bands green, red."),
        (lambda c: c["scopes"][0]["include"].append("moon"),
         "scopes[main].include[1]: There is no `moon` among org_units."),
        (lambda c: c["scopes"][0]["include"].append("rail"),
         "scopes[main].include: `rail` is both included and excluded."),
        (lambda c: c["risks"][0].update(likelihood=7), "risks[r1].likelihood: Must be one of: 1, 2, 3."),
        (lambda c: c["risks"][0].update(treatment="pray"),
         "risks[r1].treatment: Must be one of: "),
        (lambda c: c["information_types"][0].update(Int=3),
         "information_types[cargo].Int: This level may not be registered here;"),
        (lambda c: c["information_types"][0].update(Int={"weather": 1}),
         "information_types[cargo].Int.weather: There is no such category of consequence."),
        (lambda c: c["own_controls"][0].update(id="5.1"),
         "own_controls[5.1].id: The id is that of a control in the catalogue."),
        (lambda c: c["assets"][0]["classification_decision"].pop("aspects"),
         "assets[crane].classification_decision.aspects: A lowering names the aspects that it lowers."),
        (lambda c: c["laws"][1].update(replaced_by="old"), "laws[new].replaced_by: The law replaces itself."),
        (lambda c: c["roles"][0].update(grants=["administrator"]), "roles[director].grants[0]: Must be one of: "),
        (lambda c: c["contracts"][0].update(id="new"), "contracts[new].id: The id is taken;"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(load: Loads, harbour: dict[str, Any], change: Any, said: str) -> None:
    change(harbour)
    assert any(each.startswith(said) for each in refused(load, harbour)), refused(load, harbour)


def test_the_example_of_the_documentation_loads(load: Loads) -> None:
    page = (Path(__file__).parents[2] / "docs" / "data-format.md").read_text()
    example = page.rpartition("```yaml\n")[2].partition("```")[0]
    assert load(example).warnings == ()
