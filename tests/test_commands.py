"""The commands, as people and scripts use them: what they print, where, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from isms import i18n
from isms.cli import main
from isms.console import Console
from isms.db import Database
from isms.demo.filling import FILE
from tests.conftest import PASSWORD

Run = Callable[..., Result]
SCOPE = ("--scope", "LIS-KOMMUN")


@pytest.fixture
def run(loaded: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ISMS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("ISMS_LANGUAGE", "en")
    monkeypatch.setenv("ISMS_CHEAP_PASSWORDS", "1")
    monkeypatch.setenv("ISMS_PASSWORD", PASSWORD)

    def invoke(*words: str) -> Result:
        with i18n.speaking("en"):
            return CliRunner().invoke(main, words, obj=Console(lambda _url: loaded), catch_exceptions=False)

    return invoke


def shown(run: Run, *words: str) -> list[dict]:
    result = run("show", *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_second_load_says_that_nothing_changed(run):
    result = run("load", str(FILE))

    assert result.exit_code == 0
    assert "0 changes" in result.stdout


def test_a_load_that_is_refused_names_every_fault_and_stores_nothing(run, tmp_path):
    before = shown(run, "assets")
    spoilt = (
        FILE.read_text().replace("owner_unit: SOF-HSL", "owner_unit: NOWHERE", 1).replace("K: 3, R: 3", "K: 4, R: 3", 1)
    )
    file = tmp_path / "spoilt.yaml"
    file.write_text(spoilt)

    result = run("load", str(file))

    assert result.exit_code == 1
    assert "NOWHERE" in result.stderr
    assert "protective security manager" in result.stderr
    assert all(line.startswith("spoilt.yaml:") or "/spoilt.yaml:" in line for line in result.stderr.splitlines()[:-1])
    assert shown(run, "assets") == before


def test_controls_are_shown_with_the_values_of_the_catalogue(run):
    [control] = [each for each in shown(run, "controls") if each["id"] == "5.9"]

    assert control["title"] == "Inventory of information and other associated assets"
    assert control["theme"] == "organizational"
    assert control["operational_capabilities"] == ["Asset_management"]


def test_an_asset_is_shown_with_the_path_that_explains_its_level(run):
    [asset] = [each for each in shown(run, "assets") if each["id"] == "T032"]

    assert asset["decided"] == {"C": 2, "I": 3, "A": 3}
    assert asset["effective"] == {"C": 3, "I": 3, "A": 3}
    assert asset["stale"] == ["C"]
    assert asset["because"]["C"] == ["IT01", "T001", "T032"]


def test_thirteen_assets_of_exempelkommunen_have_a_stale_decision(run):
    assert sum(bool(each["stale"]) for each in shown(run, "assets")) == 13


def test_a_risk_is_shown_with_the_bands_of_the_file(run):
    [risk] = [each for each in shown(run, "risks") if each["id"] == "R001"]

    assert (risk["band"], risk["planned_band"], risk["treatment"]) == ("EH", "M", "modify")
    assert set(risk["controls"]) == {"8.7", "8.8", "8.13", "8.22", "8.2", "5.24", "5.30"}


def test_only_what_a_closed_risk_called_for_is_undecided(run):
    rows = shown(run, "soa", *SCOPE)

    assert [row["control"] for row in rows if row["state"] != "settled"] == ["5.15"]
    assert next(row for row in rows if row["control"] == "5.15")["applicable"] is None


def test_a_row_of_the_statement_points_at_what_calls_for_it(run):
    rows = {row["control"]: row for row in shown(run, "soa", *SCOPE)}

    assert {"kind": "risk", "ref": "R010"} in rows["5.18"]["reasons"]
    assert {"kind": "law", "ref": "L22"} in rows["8.15"]["reasons"]
    assert [reason["kind"] for reason in rows["5.1"]["reasons"]] == ["decision"]
    assert rows["8.28"]["exclusion"] == "ingen egen programutveckling"
    assert rows["5.7"]["implementation"] == {"status": "partly", "deficiency": "considerable", "maturity": 1}


def test_a_risk_outside_the_scope_calls_for_nothing_in_it(run):
    reasons = [reason for row in shown(run, "soa", *SCOPE) for reason in row["reasons"]]

    assert {"kind": "risk", "ref": "R006"} not in reasons
    fastab = [reason for row in shown(run, "soa", "--scope", "LIS-FASTAB") for reason in row["reasons"]]
    assert {"kind": "risk", "ref": "R006"} in fastab


def test_a_classification_counts_the_assets_behind_it(run):
    reasons = [
        reason for row in shown(run, "soa", *SCOPE) for reason in row["reasons"] if reason["kind"] == "classification"
    ]

    assert {"C3", "I3", "A3"} <= {reason["ref"] for reason in reasons}
    assert all(reason["count"] > 0 for reason in reasons)


def test_the_statement_needs_a_scope_where_there_are_two(run):
    result = run("show", "soa")

    assert result.exit_code == 2
    assert "LIS-FASTAB, LIS-KOMMUN" in result.stderr


def test_a_statement_goes_from_decision_to_approval_by_another_person(run):
    assert run("soa", "propose", *SCOPE, "--as", "p03").exit_code == 1
    assert (
        run("soa", "decide", *SCOPE, "--control", "5.15", "--include", "Rules for access", "--as", "p03").exit_code == 0
    )
    assert run("soa", "propose", *SCOPE, "--as", "p03").exit_code == 0
    assert run("soa", "approve", *SCOPE, "--as", "p03").exit_code == 1
    assert run("soa", "approve", *SCOPE, "--as", "p01").exit_code == 0

    run("soa", "decide", *SCOPE, "--control", "5.15", "--exclude", "Nobody signs in", "--as", "p03")
    result = run("soa", "diff", *SCOPE, "1", "draft", "--format", "json")
    assert [change["control"] for change in json.loads(result.stdout)] == ["5.15"]


def test_a_wrong_password_approves_nothing(run, monkeypatch):
    run("soa", "decide", *SCOPE, "--control", "5.15", "--include", "Rules for access", "--as", "p03")
    run("soa", "propose", *SCOPE, "--as", "p03")
    monkeypatch.setenv("ISMS_PASSWORD", "another long password")

    assert run("soa", "approve", *SCOPE, "--as", "p01").exit_code == 1
    assert run("soa", "diff", *SCOPE, "1").exit_code == 2


def test_a_person_without_the_right_decides_nothing(run):
    result = run("soa", "decide", *SCOPE, "--control", "5.15", "--exclude", "No", "--as", "p19")

    assert result.exit_code == 1
    assert "statement:decide" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("show", "soa", "--scope", "NOWHERE"), id="unknown scope"),
        pytest.param(("show", "assets", "--organisation", "nobody"), id="unknown organisation"),
        pytest.param(
            ("soa", "decide", *SCOPE, "--control", "99.9", "--include", "x", "--as", "p03"), id="unknown control"
        ),
        pytest.param(("soa", "propose", *SCOPE, "--as", "p99"), id="unknown person"),
        pytest.param(("load", "/no/such/file.yaml"), id="no file"),
        pytest.param(("user", "password", "p99"), id="a password for nobody"),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_sentence(run, words):
    result = run(*words)

    assert result.exit_code == 2
    assert result.stderr.strip()


def test_a_user_is_added_with_a_role_and_may_use_it(run):
    added = run("user", "add", "p40", "--name", "Nya Namn", "--role", "coordinator", "--unit", "KLF-SAK")

    assert added.exit_code == 0
    assert run("soa", "decide", *SCOPE, "--control", "5.15", "--include", "Rules", "--as", "p40").exit_code == 0


def test_a_short_password_is_refused(run, monkeypatch):
    monkeypatch.setenv("ISMS_PASSWORD", "kort")

    assert run("user", "password", "p05").exit_code == 1


def test_what_is_stored_equals_what_is_computed(run):
    assert run("rebuild", "--check").exit_code == 0
    assert run("rebuild").exit_code == 0


def test_the_catalogues_are_sound(run):
    assert run("catalogue", "check").exit_code == 0


def test_every_command_says_what_it_does(run):
    def walk(command, path=()):
        result = run(*path, "--help")
        assert result.exit_code == 0
        for name, part in getattr(command, "commands", {}).items():
            assert part.get_short_help_str(), name
            walk(part, (*path, name))

    walk(main)


def test_a_comparison_tells_also_when_only_the_words_of_a_decision_changed(run):
    run("soa", "decide", *SCOPE, "--control", "5.15", "--include", "Rules for access", "--as", "p03")
    run("soa", "propose", *SCOPE, "--as", "p03")
    run("soa", "approve", *SCOPE, "--as", "p01")
    run("soa", "decide", *SCOPE, "--control", "5.15", "--include", "Better words", "--as", "p03")

    [change] = json.loads(run("soa", "diff", *SCOPE, "1", "draft", "--format", "json").stdout)
    assert (change["control"], change["changes"], change["reason"]) == ("5.15", ["justification"], "Better words")
