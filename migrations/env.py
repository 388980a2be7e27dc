"""Alembic's door into the program: the engine is handed in, and nothing is read from an ini file."""

from alembic import context

from isms import schema  # noqa: F401 - every table must be known before they are compared
from isms.db import Base, Moment


def render_item(kind, item, _context):
    """Write our types as what they store, so that history does not break when a type moves."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
