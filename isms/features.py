"""The one tuple that both front doors read, and the database with every feature's projections and the log."""

from sqlalchemy.orm import Session

from isms.auditlog import record as log
from isms.db import Database
from isms.feature import Feature

FEATURES: tuple[Feature, ...] = ()


def open_database(url: str, features: tuple[Feature, ...] = FEATURES) -> Database:
    """Open a database whose sessions keep projections true and write the log, in that order, before each commit."""
    database = Database(url)
    projections = [projection for feature in features for projection in feature.projections]

    def refresh(session: Session) -> None:
        session.flush()
        changed = log.changed(session)
        for projection in projections:
            if projection.watches & changed:
                projection.refresh(session)

    database.before_commit(refresh)
    log.record(database)
    return database
