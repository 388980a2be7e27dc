"""The one tuple that both front doors read, and the database with every feature's projections and the log."""

from sqlalchemy.orm import Session

from isms.accounts.feature import FEATURE as ACCOUNTS
from isms.actions.feature import FEATURE as ACTIONS
from isms.assessments.feature import FEATURE as ASSESSMENTS
from isms.assets.feature import FEATURE as ASSETS
from isms.auditlog import record as log
from isms.catalogue.feature import FEATURE as CATALOGUE
from isms.db import Database
from isms.desks.feature import FEATURE as DESKS
from isms.feature import Feature
from isms.implementations.feature import FEATURE as IMPLEMENTATIONS
from isms.obligations.feature import FEATURE as OBLIGATIONS
from isms.organisation.feature import FEATURE as ORGANISATION
from isms.risks.feature import FEATURE as RISKS
from isms.search.feature import FEATURE as SEARCH
from isms.soa.feature import FEATURE as SOA

FEATURES: tuple[Feature, ...] = (
    SEARCH,
    ORGANISATION,
    ACCOUNTS,
    CATALOGUE,
    ASSETS,
    OBLIGATIONS,
    ACTIONS,
    IMPLEMENTATIONS,
    RISKS,
    ASSESSMENTS,
    SOA,
    DESKS,
)
"""In floor order, the lowest first: what is loaded or refreshed later may rest on what came before."""


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
