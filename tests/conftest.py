"""Databases for the tests: each gets its own, copied in milliseconds from one that was migrated and filled once."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from isms import features, i18n, schema
from isms.access.rules import Role
from isms.app import create_app
from isms.config import Settings
from isms.db import Database
from isms.demo.filling import PEOPLE, fill
from tests.freezing import freeze
from tests.servers import postgresql

ENGINES = ("sqlite", "postgresql")
PASSWORD = "ett långt lösenord för prov"
_number = itertools.count()


class Templates:
    """Databases that are made once and copied for each test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[tuple[str, str], str] = {}

    def url(self, engine: str, name: str) -> str:
        """Give the address of a template: empty (migrated), loaded (with Exempelkommunen), frozen (and a Statement)."""
        key = (engine, name)
        if key not in self.made:
            self.made[key] = self._make(engine, name)
        return self.made[key]

    def copy(self, engine: str, name: str) -> str:
        """Copy a template for one test."""
        source = self.url(engine, name)
        if engine == "sqlite":
            target = self.folder / f"test{next(_number)}.db"
            shutil.copy(make_url(source).database or "", target)
            return f"sqlite:///{target}"
        return _create(make_url(source).database)

    def _make(self, engine: str, name: str) -> str:
        url = f"sqlite:///{self.folder / name}.db" if engine == "sqlite" else _create(None)
        database = features.open_database(url)
        schema.upgrade(database.engine)
        if name in ("loaded", "frozen"):
            fill(database, password=PASSWORD, cheap=True)
        if name == "frozen":
            freeze(database)
        if engine == "sqlite":
            with database.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.engine.dispose()
        return url


def _create(template: str | None) -> str:
    """Create a database on the PostgreSQL server, perhaps as a copy of another."""
    server = make_url(postgresql())
    name = f"isms_{next(_number)}_{id(server)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("databases"))


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def database(templates: Templates, engine_name: str) -> Iterator[Database]:
    """An empty, migrated database; on both engines."""
    found = features.open_database(templates.copy(engine_name, "empty"))
    yield found
    found.engine.dispose()


@pytest.fixture
def loaded(templates: Templates, engine_name: str) -> Iterator[Database]:
    """A database with the catalogues and Exempelkommunen; on both engines."""
    found = features.open_database(templates.copy(engine_name, "loaded"))
    yield found
    found.engine.dispose()


@pytest.fixture
def app(templates: Templates, tmp_path: Path) -> Iterator[Flask]:
    """The application on Exempelkommunen; on SQLite, since pages do not know the engine."""
    url = templates.copy("sqlite", "loaded")
    settings = Settings(database_url=url, instance=tmp_path, secret_key="x" * 48, cheap_passwords=True)
    made = create_app(settings, features.open_database(url))
    made.config["TESTING"] = True
    yield made
    made.extensions["database"].engine.dispose()


@pytest.fixture(scope="module")
def shared_app(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on Exempelkommunen, for a whole module of tests that only read."""
    url = templates.copy("sqlite", "frozen")
    settings = Settings(
        database_url=url, instance=tmp_path_factory.mktemp("i"), secret_key="x" * 48, cheap_passwords=True
    )
    made = create_app(settings, features.open_database(url))
    made.config["TESTING"] = True
    yield made
    made.extensions["database"].engine.dispose()


@pytest.fixture(scope="module")
def signed_in(shared_app: Flask) -> Callable[..., FlaskClient]:
    """Give a browser of the shared application, signed in once for each person and language."""
    return cache(lambda who, language="en": _signed_in(shared_app, who, language))


@pytest.fixture
def client_as(app: Flask) -> Callable[[Role | str], FlaskClient]:
    """Give a browser that is signed in as a person (p03) or as the demo person of a role."""

    return lambda who, language="en": _signed_in(app, who, language)


def _signed_in(app: Flask, who: Role | str, language: str) -> FlaskClient:
    person = PEOPLE[who] if isinstance(who, Role) else who
    client = app.test_client()
    sign = {
        "email": f"{person}@exempelkommunen.example",
        "password": PASSWORD,
        "csrf_token": token(client, "/sign-in"),
    }
    answer = client.post("/sign-in", data=sign)
    assert answer.status_code == 302, answer.text
    client.post("/language", data={"language": language, "csrf_token": token(client, "/account")})
    return client


def token(client: FlaskClient, page: str) -> str:
    """Read the token that a form on a page carries."""
    text = client.get(page).text
    start = text.index('name="csrf_token"')
    return text[start:].split('value="', 1)[1].split('"', 1)[0]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with i18n.speaking("en"):
        yield
