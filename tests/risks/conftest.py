"""A small organisation with its own scales: a house of three floors, one risk, and those who may decide on it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from isms.access.rules import Role
from isms.accounts.models import Grant, Person
from isms.assets.models import Asset
from isms.catalogue.models import AdoptedControl
from isms.db import Act, Base, Database, writing
from isms.organisation.models import JobRole, Organisation, Unit
from isms.risks.models import Risk, RiskCriteria
from isms.risks.rules import Treatment
from isms.risks.services import Links, save

TODAY = date(2026, 11, 22)
OWN = "house"
LATER = date(2027, 11, 22)
CONTROL = ("own", "E1")
SAME = Links({"A1"}, {CONTROL})
ROLES = ("boss", "chief", "head", "coordinator", "clerk")
UNITS = (("top", None, "boss"), ("mid", "top", "chief"), ("low", "mid", "head"), ("aside", "top", "chief"))
PEOPLE = (
    ("boss", "boss", "office"), ("chief", "chief", "mid"), ("other", "chief", "aside"), ("head", "head", "low"),
    ("keeper", "coordinator", "low"), ("clerk", "clerk", "low"),
)  # fmt: skip
BANDS = (
    ("L", "Low", 0, None, ["owner"], [[1, 1]]), ("M", "Middle", 1, 365, ["chief", "boss"], [[1, 2], [2, 1]]),
    ("H", "High", 2, 30, [], [[2, 2]]),
)  # fmt: skip


def criteria(version: int = 1, bands: Any = BANDS, organisation: str = OWN) -> RiskCriteria:
    names = ("id", "name", "rank", "treat_within_days", "acceptors", "cells")
    steps = [{"level": 1, "name": "seldom", "note": ""}, {"level": 2, "name": "often", "note": ""}]
    content = {
        "likelihoods": steps,
        "consequences": steps,
        "categories": ["people", "money"],
        "bands": [{**dict(zip(names, band, strict=True)), "decide": "the line"} for band in bands],
    }
    return RiskCriteria(organisation_id=organisation, version=version, content=content, decided_on=None)


def layers(name: str = OWN) -> Iterator[list[Base]]:
    own = {"organisation_id": name}
    yield [Organisation(id=name, name="The house")]
    yield [JobRole(**own, id=role, name=role) for role in ROLES]
    units = [Unit(**own, id=unit, name=unit, parent_id=above, head_role_id=role) for unit, above, role in UNITS]
    yield from ([unit] for unit in units)
    yield [Unit(**own, id="office", name="office", parent_id="aside"), criteria(organisation=name)]
    yield [Person(**own, id=who, name=who.title(), job_role_id=role, unit_id=unit) for who, role, unit in PEOPLE]
    yield [Grant(**own, person_id="keeper", role=Role.COORDINATOR)]
    yield [AdoptedControl(**own, framework_id="own", id=f"E{number}", position=number) for number in (1, 2)]
    yield [Asset(**own, id=each, name=each, name_key=each, kind="it", owner_unit_id="low") for each in ("A1", "A2")]


@pytest.fixture
def house(database: Database) -> Iterator[Session]:
    """A session that writes in the small organisation; on both engines."""
    with database.writing(OWN, Act("test")) as session:
        for layer in layers():
            session.add_all(layer)
            session.flush()
    with database.session(OWN) as session:
        writing(session, Act("head", "test"))
        yield session


@pytest.fixture
def risk(house: Session) -> Risk:
    """A risk of the middle band, modified by one control, planned to become low."""
    return made(house)


def made(session: Session, links: Links = SAME, organisation: str = OWN, **changes: Any) -> Risk:
    values: dict[str, Any] = {
        "id": "R1", "title": "The house burns", "owner_unit_id": "low", "owner_id": "head", "likelihood": 2,
        "consequence": 1, "planned_likelihood": 1, "planned_consequence": 1, "treatment": Treatment.MODIFY,
    }  # fmt: skip
    thing = Risk(organisation_id=organisation, **{**values, **changes})
    save(session, thing, links, TODAY)
    return thing


@pytest.fixture
def person(house: Session) -> Callable[[str], Person]:
    return lambda name: house.get_one(Person, (OWN, name))
