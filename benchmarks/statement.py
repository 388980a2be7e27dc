"""What deriving the Statement costs, against its own SELECTs through the session with nothing done with the rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState

from benchmarks.generate import ORGANISATION, SCOPE, TODAY
from benchmarks.measuring import ROUNDS, Measure, pair
from isms.db import Database
from isms.soa.deriving import Statement, current
from isms.soa.statement_content import content

Asked = list[tuple[Any, Any]]


def derive(database: Database) -> Statement:
    """Derive the Statement in a session of its own, as a page does."""
    with database.session(ORGANISATION) as session:
        return current(session, SCOPE, TODAY)


@contextmanager
def asked(database: Database) -> Iterator[Asked]:
    """Collect the statements that the sessions execute inside the block, before they are narrowed."""
    found: Asked = []

    def note(state: ORMExecuteState) -> None:
        found.append((state.statement, state.parameters))

    event.listen(database.sessions, "do_orm_execute", note, insert=True)
    try:
        yield found
    finally:
        event.remove(database.sessions, "do_orm_execute", note)


def fetch(database: Database, statements: Asked) -> None:
    """Execute statements through a session, and do nothing with their rows."""
    with database.session(ORGANISATION) as session:
        for statement, parameters in statements:
            session.execute(statement, parameters).all()


def whole(database: Database) -> None:
    """Derive the Statement with everything that pages and workbooks show of it."""
    statement = derive(database)
    content(statement.gathered, statement.rows, TODAY)


def run(url: str, rounds: int = ROUNDS) -> list[Measure]:
    """Measure in pairs on a database that is filled."""
    database = Database(url)
    with asked(database) as statements:
        derive(database)
    size = "93 controls, 1,000 assets, 2,000 implementations, 2,000 risks"
    found = [
        pair(f"Statement, {size}", lambda: derive(database), lambda: fetch(database, statements), 4.0, rounds),
        pair("the same with its content", lambda: whole(database), lambda: fetch(database, statements), None, rounds),
    ]
    database.engine.dispose()
    return found
