"""Make an organisation of any size, always the same for the same seed, through the mapped classes.

The session that writes it keeps neither log nor projections; the levels of assets are computed once, at the end.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks import generate_risks, generate_rows
from benchmarks.generate_rows import COORDINATOR, ORGANISATION, SCOPE, TODAY, Dice, Size
from isms import config, schema
from isms.accounts import services as accounts
from isms.accounts.models import Person
from isms.accounts.passwords import hashed
from isms.assets import services as assets
from isms.catalogue.models import CONTROLS, AdoptedControl
from isms.catalogue.services import adopt
from isms.catalogue.services_loading import load_catalogues
from isms.db import Act, Base, Database

__all__ = ["COORDINATOR", "ORGANISATION", "PASSWORD", "SCOPE", "TODAY", "Size", "fill"]

PASSWORD = "ett långt lösenord för mätning"  # noqa: S105 - of an organisation that does not exist
_BATCH = 20_000


def fill(url: str, size: Size, seed: int = 2) -> None:
    """Migrate an empty database and fill it with one organisation, its coordinator able to sign in."""
    database = Database(url)
    schema.upgrade(database.engine)
    act = Act("benchmark", "generated")
    with database.writing(None, act) as session:
        load_catalogues(session, config.resources("controls"), datetime.now(UTC))
    with database.writing(ORGANISATION, act) as session:
        _write(session, size, seed)
    with database.writing(ORGANISATION, act) as session:
        assets.refresh(session)
    database.engine.dispose()


def _write(session: Session, size: Size, seed: int) -> None:
    dice = Dice(size, seed)
    _store(session, generate_rows.organisation(dice))
    adopt(session, ORGANISATION)
    of_annex_a = select(AdoptedControl.id).where(AdoptedControl.framework_id == CONTROLS)
    dice.controls = [(CONTROLS, control) for control in session.scalars(of_annex_a.order_by(AdoptedControl.position))]
    makers = (
        generate_rows.register, generate_rows.obligations, generate_rows.implementations, generate_risks.risks,
        generate_risks.plan,
    )  # fmt: skip
    _store(session, chain.from_iterable(make(dice) for make in makers))
    coordinator = session.get_one(Person, (ORGANISATION, COORDINATOR))
    accounts.set_password(session, coordinator, hashed(PASSWORD, cheap=True))


def _store(session: Session, tables: Iterable[list[Base]]) -> None:
    """Write the rows in batches, table by table in the order given: no relationship would tell it to the session."""
    for rows in tables:
        for start in range(0, len(rows), _BATCH):
            some = rows[start : start + _BATCH]
            session.add_all(some)
            session.flush()
            for row in some:
                session.expunge(row)
