"""The Statement of an organisation unlike a municipality: other ids, three legal entities, other scales and words.

What it should say was worked out by hand from tests/exchange/harbour.yaml and controls/protection/basic.yaml.
"""

from datetime import date
from pathlib import Path

import pytest

from isms import config
from isms.catalogue.services_loading import load_catalogues
from isms.db import Act, Database
from isms.exchange.loading import load_file
from isms.features import FEATURES
from isms.soa.deriving import Statement, current
from isms.soa.rules import State
from isms.web.clock import now

HARBOUR = Path(__file__).parent.parent / "exchange" / "harbour.yaml"
TODAY = date(2026, 7, 1)


@pytest.fixture
def harbour(database: Database) -> Database:
    with database.writing(None, Act("test")) as session:
        load_catalogues(session, config.resources("controls"), now())
    load_file(database, HARBOUR, [section for feature in FEATURES for section in feature.sections])
    return database


def statement(database: Database, scope: str, today: date = TODAY) -> Statement:
    with database.session("harbour") as session:
        return current(session, scope, today)


def reasons(found: Statement) -> dict[str, list[str]]:
    return {row.control: [f"{each.kind} {each.ref}" for each in row.reasons] for row in found.rows if row.reasons}


def test_every_reason_is_one_that_the_file_gives(harbour):
    assert reasons(statement(harbour, "main")) == {
        "5.20": ["contract lease"],
        "5.30": ["classification A2"],
        "5.31": ["law new"],
        "5.34": ["law new"],
        "7.5": ["risk r1"],
        "8.3": ["classification C1"],
        "8.5": ["classification C1"],
        "8.6": ["classification A2"],
        "8.7": ["classification I1"],
        "8.8": ["classification I2"],
        "8.9": ["classification I2"],
        "8.13": ["classification A1"],
        "8.15": ["classification T1"],
        "8.32": ["classification I1"],
        "H.1": ["risk r1", "decision H.1"],
    }


def test_an_own_control_is_a_row_like_any_other_and_comes_last(harbour):
    found = statement(harbour, "main")

    assert len(found.rows) == 94
    assert (found.rows[-1].control, found.rows[-1].state) == ("H.1", State.SETTLED)


def test_what_nobody_decided_is_undecided(harbour):
    found = statement(harbour, "main")

    assert found.count(State.UNDECIDED) == 94 - 15 - 1
    assert next(row for row in found.rows if row.control == "8.4").exclusion == "No code of our own"


def test_a_contract_calls_only_while_it_lasts(harbour):
    assert "5.20" in reasons(statement(harbour, "main", date(2027, 12, 31)))
    assert "5.20" not in reasons(statement(harbour, "main", date(2028, 1, 1)))


def test_a_scope_of_another_legal_entity_sees_only_what_binds_all(harbour):
    assert reasons(statement(harbour, "museum")) == {"5.31": ["law new"], "5.34": ["law new"]}


def test_two_organisations_share_an_installation_and_see_nothing_of_each_other(loaded):
    load_file(loaded, HARBOUR, [section for feature in FEATURES for section in feature.sections])
    with loaded.session("exempelkommunen") as session:
        said = str(current(session, "LIS-KOMMUN", TODAY).content)

    assert len(reasons(statement(loaded, "main"))) == 15
    assert "Crane" not in said
    assert "Kranlås" not in said
