"""Catalogues to try: the real ones in a database, and copies of their files to spoil."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from isms import config
from isms.catalogue.services import adopt, load_catalogues
from isms.db import Act, Database
from isms.organisation.models import Organisation

FOLDER = config.resources("controls")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session of an organisation that has taken Annex A into account; on both engines."""
    with database.writing("ek", Act("test")) as found:
        found.add(Organisation(id="ek", name="Exempelkommunen"))
        load_catalogues(found, FOLDER, NOW)
        adopt(found, "ek")
        yield found


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Spoil a copy of the folder of catalogues: replace one text, once, in one of its files."""

    def spoil(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "controls"
        if not folder.exists():
            shutil.copytree(FOLDER, folder)
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1))
        return folder

    return spoil
