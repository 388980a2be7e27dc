"""The schema of the database: every table, and the migrations that lead to it."""

from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect

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

if TYPE_CHECKING:
    from alembic.config import Config

TABLES = (
    _accounts, _actions, _assessments, _assets, _auditlog, _catalogue, _implementations, _obligations, _organisation,
    _risks, _soa,
)  # fmt: skip


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database to a revision, an empty one too."""
    from alembic import command  # noqa: PLC0415 - slow to load, and serving does not need it

    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take a database back to a revision."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(_config(engine), revision)


def revisions() -> list[str]:
    """Name the migrations, oldest first; their files are numbered in a line."""
    return sorted(path.name.split("_")[0] for path in (config.resources("migrations") / "versions").glob("[0-9]*.py"))


def is_current(engine: Engine) -> bool:
    """Whether the database has every migration."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    return found == revisions()[-1:]


def differences(engine: Engine) -> list[object]:
    """List where the database differs from the tables of the program; none when the migrations are complete."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _config(engine: Engine) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(config.resources("migrations")).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["engine"] = engine
    return settings
