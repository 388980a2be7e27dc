"""What may stand where: the floors, the one commit, the one way into the database."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests import whole

NAMES = [str(path.relative_to(whole.ROOT)) for path in whole.SOURCES]

COMMITS = {"isms/db.py", "isms/web/session.py", "isms/accounts/acting.py"}
"""Where a transaction ends: a block of writing, a request, an act on the command line."""

BARE = {
    "isms/db.py",
    "isms/auditlog/record.py",  # takes the log's lock, which is no row
    "isms/exchange/loading.py",  # asks which table a class is stored in, to store parents first
}
"""Where the session is passed by; everything else selects mapped classes, so that it sees one organisation only."""

EVERYWHERE: set[str] = {"isms/db.py"}
"""Where a query may see all organisations; each says why."""

CLOCKS = {
    "isms/web/clock.py",
    "isms/accounts/signin.py",  # how long a sign-in lasts
    "isms/auditlog/record.py",  # when a change was made
}
"""Who reads the clock; everyone else is told the time."""


def holding(pattern):
    """Name the files whose code matches a pattern."""
    wanted = re.compile(pattern)
    return {name for name in NAMES if wanted.search((whole.ROOT / name).read_text())}


def contracts():
    settings = tomllib.loads((whole.ROOT / "pyproject.toml").read_text())
    return settings["tool"]["importlinter"]["contracts"]


def test_only_one_place_of_each_kind_commits():
    assert holding(r"\.commit\(") - COMMITS == set()


def test_nothing_passes_the_session_by():
    assert holding(r"__table__|\btext\(\"|\btext\('|sqlalchemy import .*\btext\b|session\.connection\(") - BARE == set()


def test_few_queries_see_all_organisations():
    assert holding(r"\beverywhere\(") == EVERYWHERE


def test_only_the_clock_is_asked_for_the_time():
    assert holding(r"datetime\.now\(|date\.today\(|datetime\.utcnow\(|time\.time\(") - CLOCKS == set()


def test_nothing_is_called_a_helper():
    assert not [name for name in NAMES if re.search(r"(utils|helpers|common|misc)(\.py|/)", name)]


def test_no_query_or_rule_is_written_in_a_view():
    views = {name for name in NAMES if "/views" in name}

    assert holding(r"from sqlalchemy import|\bselect\(") & views == set()


def test_services_know_no_pages():
    services = {name for name in NAMES if re.search(r"/(services|queries|rules|models)\w*\.py", name)}

    assert holding(r"^from flask|^import flask|\burl_for\(") & services == set()


def test_what_the_specification_names_is_nowhere_needed():
    assert holding(r"/work/|\.\./shared|shared/facts") == set()


def test_every_rules_module_is_in_the_contract():
    contract = contracts()[0]["source_modules"]
    found = {name.removesuffix(".py").replace("/", ".") for name in NAMES if re.search(r"/rules_\w+\.py$", name)}

    assert set(contract) == found | {"isms.*.rules"}


def test_every_feature_is_declared_and_has_its_floor():
    floors = next(each for each in contracts() if each["type"] == "layers")["layers"]
    features = whole.application().extensions["features"]
    declared = {name.split("/")[1] for name in NAMES if re.fullmatch(r"isms/\w+/feature.py", name)}

    assert {feature.name for feature in features} == declared
    assert declared <= set(" | ".join(floors).split(" | "))


def test_features_stand_in_the_order_of_their_floors():
    floors = next(each for each in contracts() if each["type"] == "layers")["layers"]
    names = [feature.name for feature in whole.application().extensions["features"]]

    assert names == sorted(names, key=floors.index, reverse=True)


@pytest.mark.skipif(sys.platform == "win32", reason="the command is called otherwise there")
def test_imports_only_go_down():
    done = subprocess.run(
        [str(whole.ROOT / ".venv/bin/lint-imports"), "--no-logo"] if (whole.ROOT / ".venv/bin/lint-imports").exists()
        else ["lint-imports"], cwd=whole.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
