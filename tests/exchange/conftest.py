"""A database with the catalogues, and ways to load files into it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from isms import config
from isms.accounts import loads as accounts
from isms.actions import loads as actions
from isms.assessments import loads as assessments
from isms.assets import loads as assets
from isms.catalogue import loads as catalogue
from isms.catalogue.services_loading import load_catalogues
from isms.db import Act, Database
from isms.exchange.loading import Section, load_file
from isms.exchange.report import Report
from isms.implementations import loads as implementations
from isms.obligations import loads as obligations
from isms.organisation import loads as organisation
from isms.risks import loads as risks
from isms.soa import loads as soa

_FLOORS = (organisation, accounts, catalogue, assets, obligations, actions, implementations, risks, assessments, soa)
SECTIONS: tuple[Section, ...] = tuple(section for floor in _FLOORS for section in floor.SECTIONS)
HARBOUR = Path(__file__).parent / "harbour.yaml"

Loads = Callable[[Any], Report]


@pytest.fixture
def catalogued(database: Database) -> Database:
    """An empty database with the catalogues."""
    with database.writing(None, Act("test")) as session:
        load_catalogues(session, config.resources("controls"), datetime(2026, 1, 1, tzinfo=UTC))
    return database


@pytest.fixture
def load(catalogued: Database, tmp_path: Path) -> Loads:
    """Load a file, or a content that is written to one."""

    def run(given: Any) -> Report:
        path = given
        if not isinstance(given, Path):
            path = tmp_path / "register.yaml"
            path.write_text(given if isinstance(given, str) else yaml.safe_dump(given, allow_unicode=True))
        return load_file(catalogued, path, SECTIONS)

    return run


@pytest.fixture
def harbour() -> dict[str, Any]:
    """The content of the small organisation, to be changed at will."""
    content: dict[str, Any] = yaml.safe_load(HARBOUR.read_text())
    return content
