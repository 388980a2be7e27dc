"""The database: types, engine, session, and the one commit.

A session belongs to one organisation and one act. Reading sees only that organisation's rows; writing takes
SQLite's lock at the start (`writing`), so that a reader never has to become a writer half-way.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    ForeignKey,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import Connection
from sqlalchemy.orm import (
    DeclarativeBase,
    LoaderCriteriaOption,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    sessionmaker,
    with_loader_criteria,
)
from sqlalchemy.sql.visitors import iterate


class Moment(TypeDecorator[datetime]):
    """A point in time, UTC inside and aware outside, on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn into UTC; SQLite keeps no zone. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back an aware time in UTC."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class Base(DeclarativeBase):
    """The parent of every table; constraints are named by convention, so that a fault can be told by its name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as it stands
        str: Text(),
        datetime: Moment(),
        date: Date(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=32,
            create_constraint=False,
            values_callable=lambda e: [m.value for m in e],
        ),
    }


class OrganisationData:
    """The mixin of every table of an organisation's data: the organisation comes first in its key."""

    organisation_id: Mapped[str] = mapped_column(
        String(64), ForeignKey("organisation.id"), primary_key=True, sort_order=-10
    )


class Act(NamedTuple):
    """Who does something, and why; each change in the log carries both. `actor` is a person's id or a command."""

    actor: str
    reason: str = ""


class Unscoped(RuntimeError):
    """A query for an organisation's data came from a session that belongs to no organisation."""


def connect(url: str) -> Engine:
    """Open an engine that is as strict on SQLite as PostgreSQL is by itself."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _strict)
        event.listen(engine, "begin", _begin)
    return engine


def _strict(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # else the driver begins transactions late and savepoints leak
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("isms_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """An engine with its sessions; `hooks` run in order before each commit, the log last."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)
        self.sessions = sessionmaker(self.engine, autoflush=False)
        event.listen(self.sessions, "do_orm_execute", _narrow)
        event.listen(self.sessions, "before_flush", _refuse_to_write_while_reading)

    def before_commit(self, hook: Callable[[Session], None]) -> None:
        """Let a projection or the log have its say inside the transaction, in order of registration."""
        event.listen(self.sessions, "before_commit", hook)

    def session(self, organisation: str | None = None, act: Act | None = None) -> Session:
        """Open a session for one organisation; `act` says who does it, None that it only reads."""
        return self.sessions(info={"organisation": organisation, "act": act, "everywhere": False})

    @contextmanager
    def writing(self, organisation: str | None, act: Act) -> Iterator[Session]:
        """Do an act in one transaction: committed when the block ends well, else nothing of it is kept."""
        with self.session(organisation, act) as session:
            writing(session, act)
            yield session
            session.commit()


def writing(session: Session, act: Act) -> None:
    """End what the session read and begin to write, with SQLite's lock taken now.

    What was loaded is read again at its next use, so a decision is taken on what is true under the lock.
    """
    session.rollback()
    session.info["act"] = act
    session.connection(execution_options={"isms_writes": True})


@contextmanager
def everywhere(session: Session, reason: str) -> Iterator[Session]:
    """Let a query see all organisations; `reason` says why, and a test lists every use."""
    if not reason:
        raise ValueError("Say why a query must cross organisations.")
    before = session.info["everywhere"]
    session.info["everywhere"] = True
    try:
        yield session
    finally:
        session.info["everywhere"] = before


def _narrow(state: ORMExecuteState) -> None:
    """Narrow every SELECT to the session's organisation; refuse what could not be narrowed or logged."""
    if not state.is_orm_statement or (not state.is_select and (state.is_update or state.is_delete or state.is_insert)):
        raise Unscoped("Only selects of mapped classes pass through the session; changes are made on objects.")
    info = state.session.info
    if info["everywhere"] or state.is_column_load or state.is_relationship_load:
        return
    own = info["organisation"]
    if not own:
        if _touches_data(state.statement):
            raise Unscoped("A query for an organisation's data needs a session that belongs to one.")
        return  # what is loaded here, such as the account of a sign-in, takes its relationships along unnarrowed
    state.statement = state.statement.options(_of(own))


@lru_cache(maxsize=64)
def _of(own: str) -> LoaderCriteriaOption:
    """Build what narrows a SELECT once for each organisation: it is the same for all its queries."""
    return with_loader_criteria(OrganisationData, lambda cls: cls.organisation_id == own, include_aliases=True)


def _touches_data(statement: Any) -> bool:
    """Whether a statement names a table of organisations' data, also inside a subquery or a common table expression."""
    return any(isinstance(part, Table) and "organisation_id" in part.primary_key.columns for part in iterate(statement))


def _refuse_to_write_while_reading(session: Session, _context: object, _instances: object) -> None:
    if session.info["act"] is None and (session.new or session.dirty or session.deleted):
        raise RuntimeError("This session only reads. Begin an act first: writing(session, act).")
