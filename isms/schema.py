"""The schema of the database: every table, and the migrations that lead to it."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from isms import config
from isms.accounts import models as _accounts
from isms.actions import models as _actions
from isms.assessments import models as _assessments
from isms.assets import models as _assets
from isms.auditlog import models as _auditlog
from isms.catalogue import models as _catalogue
from isms.db import Base
from isms.implementations import models as _implementations
from isms.obligations import models as _obligations
from isms.organisation import models as _organisation
from isms.risks import models as _risks
from isms.soa import models as _soa

TABLES = (
    _accounts, _actions, _assessments, _assets, _auditlog, _catalogue, _implementations, _obligations, _organisation,
    _risks, _soa,
)  # fmt: skip


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database to a revision, an empty one too."""
    _run(engine, command.upgrade, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take a database back to a revision."""
    _run(engine, command.downgrade, revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has every migration."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(ScriptDirectory.from_config(_config()).get_heads())


def differences(engine: Engine) -> list[object]:
    """List where the database differs from the tables of the program; none when the migrations are complete."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(config.resources("migrations")).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def _run(engine: Engine, step: object, revision: str) -> None:
    settings = _config()
    settings.attributes["engine"] = engine
    step(settings, revision)  # type: ignore[operator]
