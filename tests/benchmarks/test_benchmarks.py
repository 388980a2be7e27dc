"""Each measure runs at a tiny size; what it finds depends on the machine, and is for `make bench` to say."""

import json

import pytest
from sqlalchemy import func, select

from benchmarks import asset_list, beside, inheritance, report, serving, statement
from benchmarks.generate import ORGANISATION, Size, fill
from benchmarks.measuring import Measure, most
from isms.assets.models import Asset, AssetLevel
from isms.db import Database
from isms.risks.models import Risk, RiskControl

TINY = Size(assets=30, implementations=120, risks=12, units=3, obligations=5)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    found = f"sqlite:///{tmp_path_factory.mktemp('bench') / 'tiny.db'}"
    fill(found, TINY)
    return found


def test_the_organisation_is_as_large_as_asked(url):
    with Database(url).session(ORGANISATION) as session:
        assert [session.scalar(select(func.count()).select_from(each)) for each in (Asset, AssetLevel, Risk)] == [
            30, 30, 12,
        ]  # fmt: skip


def test_the_same_seed_gives_the_same_organisation(url, tmp_path):
    fill(f"sqlite:///{tmp_path}/again.db", TINY)
    with (
        Database(url).session(ORGANISATION) as one,
        Database(f"sqlite:///{tmp_path}/again.db").session(ORGANISATION) as other,
    ):
        asked = select(RiskControl.risk_id, RiskControl.control_id).order_by(
            RiskControl.risk_id, RiskControl.control_id
        )
        assert one.execute(asked).all() == other.execute(asked).all()


def test_the_floor_of_the_statement_is_its_own_selects(url):
    database = Database(url)
    with statement.asked(database) as first:
        derived = statement.derive(database)
    with statement.asked(database) as second:
        statement.fetch(database, first)
    assert len(derived.rows) == 93
    assert len(first) == len(second) > 10
    assert all(measure.ratio > 0 for measure in statement.run(url, rounds=2))


def test_the_asset_list_is_measured_at_each_size(tmp_path):
    *_, queries = asset_list.run(tmp_path, (5, 10), rounds=2)
    assert queries.ours == queries.against


def test_a_server_is_started_measured_and_ended(url, tmp_path):
    found = serving.run(url, tmp_path, requests=5, rounds=1)
    assert [each.unit for each in found] == ["s", "MB", "s", "requests", "kB"]


def test_ours_stands_beside_theirs(url, tmp_path):
    assert all(each.ratio > 0 for each in beside.run(url, tmp_path, rounds=1))


def test_inheritance_and_its_floor_read_the_same_register():
    small = inheritance.register(200)
    assert inheritance.floor(small) > 0
    assert inheritance.floor_blind(small) > 0
    assert len(inheritance.standings(small)) == 200


@pytest.mark.parametrize(
    ("measure", "verdict"),
    [
        pytest.param(most("a", 1, 2), "ok", id="at most"),
        pytest.param(most("a", 3, 2), "OVER", id="too much"),
        pytest.param(Measure("a", 1, 10, 10, 10, faster=True), "ok", id="fast enough"),
        pytest.param(Measure("a", 1, 9, 9, 10, faster=True), "OVER", id="too slow"),
        pytest.param(Measure("a", 1, 9, 9), "told", id="no limit"),
    ],
)
def test_what_is_over_is_said(measure, verdict):
    assert measure.verdict == verdict


def test_results_are_kept_as_json_and_as_a_page(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(report, "RESULTS", tmp_path)
    report.keep({"serving": [most("a start", 3, 2)]}, {"serving": "Start"})
    report.summary({"serving": [most("a start", 3, 2)]})
    [kept] = tmp_path.glob("*.json")
    assert json.loads(kept.read_text())["measures"]["serving"][0]["verdict"] == "OVER"
    assert "| a start | 3.00 s | 2.00 s | 1.50× (at most 1×) | OVER |" in kept.with_suffix(".md").read_text()
    assert "1 over the limit" in capsys.readouterr().out
