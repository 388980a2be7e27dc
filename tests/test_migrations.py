"""The migrations lead from nothing to the tables of the program, and back, with the data in them."""

import re

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from isms import features, schema
from isms.db import Base
from tests import whole

FILES = sorted(path.name for path in (whole.ROOT / "migrations/versions").glob("*.py"))


@pytest.fixture
def script():
    return ScriptDirectory(str(whole.ROOT / "migrations"))


def revisions(script):
    return [each.revision for each in reversed(list(script.walk_revisions()))]


def test_there_is_one_line_of_numbered_files(script):
    numbers = [int(re.match(r"(\d{4})_\w+\.py", name)[1]) for name in FILES]

    assert numbers == list(range(1, len(FILES) + 1))
    assert len(script.get_heads()) == 1
    assert [int(re.match(r"\d+", revision)[0]) for revision in revisions(script)] == numbers


def test_every_migration_says_what_it_does(script):
    assert all(len(each.doc.split()) > 3 for each in script.walk_revisions())


def test_they_lead_to_the_tables_of_the_program(database):
    assert schema.is_current(database.engine)
    assert schema.differences(database.engine) == []


def test_an_empty_database_is_not_current(tmp_path):
    database = features.open_database(f"sqlite:///{tmp_path / 'x.db'}")

    assert not schema.is_current(database.engine)
    database.engine.dispose()


def test_upgrading_again_changes_nothing(loaded):
    before = rows(loaded)
    schema.upgrade(loaded.engine)

    assert rows(loaded) == before


def test_the_newest_goes_down_and_up_with_all_data_in_place(loaded, script):
    known, before = revisions(script), rows(loaded)
    if len(known) > 1:
        schema.downgrade(loaded.engine, known[-2])
        assert not schema.is_current(loaded.engine)
        schema.upgrade(loaded.engine)

    assert schema.is_current(loaded.engine)
    assert schema.differences(loaded.engine) == []
    assert rows(loaded) == before


def test_all_go_down_to_nothing_and_up_again(database):
    schema.downgrade(database.engine, "base")
    left = set(inspect(database.engine).get_table_names()) - {"alembic_version"}
    schema.upgrade(database.engine)

    assert left == set()
    assert schema.differences(database.engine) == []


def test_history_cannot_be_taken_out_of_the_log(loaded):
    """The log and what is frozen are kept by the database itself."""
    with loaded.engine.connect() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql("DELETE FROM change")


def rows(database):
    """Count the rows of every table."""
    quote = database.engine.dialect.identifier_preparer.quote
    with database.engine.connect() as connection:
        counts = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {quote(name)}").scalar()
            for name in sorted(Base.metadata.tables)
        }
        connection.rollback()
    return counts
