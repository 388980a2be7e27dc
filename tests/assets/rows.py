"""Small registers, built in place."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.accounts.models import Person
from isms.assets.models import (
    Asset,
    AssetInformation,
    ClassificationDecision,
    Dependency,
    InformationType,
)
from isms.classification.rules import worst
from isms.db import Act
from isms.i18n import sort_key
from isms.organisation.models import Organisation, Unit

OWN = "bolaget"
ACT = Act("test", "a test")
DAY = date(2026, 11, 22)


def organisation(session: Session, **settings: Any) -> None:
    """An organisation of one unit, U."""
    session.add(Organisation(id=OWN, name="Bolaget AB", settings=settings))
    session.flush()
    session.add(Unit(organisation_id=OWN, id="U", name="Driften"))
    session.flush()


def information(session: Session, identifier: str, **levels: int) -> InformationType:
    thing = InformationType(
        organisation_id=OWN, id=identifier, name=f"Information {identifier}", name_key=sort_key(identifier),
        owner_unit_id="U", consequences=levels, levels=dict(worst(levels)),
    )  # fmt: skip
    session.add(thing)
    session.flush()
    return thing


def asset(session: Session, identifier: str, handles: str = "", on: str = "", **values: Any) -> Asset:
    """An asset that `handles` information types and rests `on` others; "P:A" carries availability only."""
    thing = Asset(
        organisation_id=OWN, id=identifier, name=f"Asset {identifier}", name_key=sort_key(f"Asset {identifier}"),
        kind="system", owner_unit_id="U", **values,
    )  # fmt: skip
    session.add(thing)
    session.flush()
    for kind in handles.split():
        session.add(AssetInformation(organisation_id=OWN, asset_id=identifier, information_type_id=kind))
    for base in on.split():
        name, _, aspects = base.partition(":")
        session.add(Dependency(organisation_id=OWN, asset_id=identifier, depends_on_id=name, aspects=aspects))
    session.flush()
    return thing


def decided(session: Session, identifier: str, direction: str = "set", aspects: str = "", **levels: int) -> None:
    session.add(
        ClassificationDecision(
            organisation_id=OWN,
            asset_id=identifier,
            direction=direction,
            aspects=aspects,
            levels=levels,
            reason="redundancy",
        )
    )
    session.flush()


def person(session: Session) -> None:
    session.add(Person(organisation_id=OWN, id="p1", name="Eva Provtagare"))
    session.flush()
