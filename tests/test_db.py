"""What a session lets through: one organisation's rows, selects of mapped classes, and writing only in an act."""

import pytest
from sqlalchemy import func, insert, select, text

from isms.assets.models import Asset
from isms.db import Act, Database, Unscoped, everywhere
from isms.organisation.models import Organisation

NAMES = select(Asset.name)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(NAMES, id="columns"),
        pytest.param(select(Asset), id="objects"),
        pytest.param(select(func.count()).select_from(Asset), id="a count"),
        pytest.param(select(NAMES.cte().c.name), id="a common table expression"),
        pytest.param(select(func.count()).select_from(NAMES.subquery()), id="a subquery"),
        pytest.param(
            select(Organisation.id).where(Organisation.id.in_(select(Asset.organisation_id))), id="a condition"
        ),
    ],
)
def test_a_session_of_no_organisation_reads_nobody_s_data(loaded: Database, statement) -> None:
    with loaded.session() as session, pytest.raises(Unscoped):
        session.execute(statement)


@pytest.mark.parametrize(
    "wrap", [lambda rows: rows, lambda rows: select(rows.cte()), lambda rows: select(rows.subquery())]
)
def test_a_session_sees_only_its_own_organisation(loaded: Database, wrap) -> None:
    with loaded.writing("another", Act("test")) as session:
        session.add(Organisation(id="another", name="Another"))

    with loaded.session("another") as session:
        assert session.execute(wrap(NAMES)).all() == []


@pytest.mark.parametrize("statement", [text("SELECT 1"), insert(Asset).values(id="X")], ids=["text", "bulk"])
def test_what_could_not_be_narrowed_or_logged_is_refused(loaded: Database, statement) -> None:
    with loaded.session("exempelkommunen") as session, pytest.raises(Unscoped):
        session.execute(statement)


def test_the_way_around_says_why(loaded: Database) -> None:
    with loaded.session() as session:
        with everywhere(session, "a test counts all assets"):
            assert len(session.scalars(NAMES).all()) == 64
        with pytest.raises(Unscoped):
            session.scalars(NAMES)


def test_a_session_without_an_act_writes_nothing(loaded: Database) -> None:
    with loaded.session("exempelkommunen") as session:
        session.get_one(Asset, ("exempelkommunen", "T001")).name = "Changed"
        with pytest.raises(RuntimeError, match="only reads"):
            session.flush()


def test_an_act_that_fails_keeps_nothing(loaded: Database) -> None:
    def fails() -> None:
        with loaded.writing("exempelkommunen", Act("test")) as session:
            session.get_one(Asset, ("exempelkommunen", "T001")).name = "Changed"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    with loaded.session("exempelkommunen") as session:
        assert session.get_one(Asset, ("exempelkommunen", "T001")).name != "Changed"
