"""Rows of units, people, information, assets, implementations and obligations, drawn with seeded dice."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from isms.access.rules import Role
from isms.accounts.models import Grant, Person
from isms.assets.models import (
    Asset,
    AssetInformation,
    ClassificationDecision,
    Dependency,
    InformationType,
    Supplier,
)
from isms.db import Base
from isms.i18n import sort_key
from isms.implementations.models import Implementation
from isms.implementations.rules import Deficiency, Status
from isms.obligations.models import Kind, Obligation, ObligationControl
from isms.organisation.models import JobRole, Organisation, Scope, ScopeUnit, Unit

ORGANISATION, SCOPE, COORDINATOR = "provkommunen", "LIS", "p0000"
TODAY = date(2026, 11, 22)
KINDS = ("system", "service", "server", "network", "premises", "device")
WORDS = ("arkiv", "bibliotek", "elev", "faktura", "geodata", "hälsa", "journal", "karta", "löner", "miljö", "omsorg")

Control = tuple[str, str]


@dataclass(frozen=True)
class Size:
    """How much of everything; each asset handles two information types and rests on two other assets."""

    assets: int = 1_000
    implementations: int = 2_000
    risks: int = 2_000
    units: int = 10
    obligations: int = 50

    @property
    def information_types(self) -> int:
        """How many kinds of information there are."""
        return max(2, self.assets // 10)


class Dice:
    """Seeded dice for one organisation, with the names of everything that can be pointed at."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size = size
        self.random = random.Random(seed)
        self.controls: Sequence[Control] = ()
        self.units = [f"U{number:02}" for number in range(size.units)]
        self.people = [f"p{number:04}" for number in range(size.units * 3)]
        self.information = [f"IT{number:05}" for number in range(size.information_types)]
        self.assets = [f"T{number:06}" for number in range(size.assets)]

    def day(self, spread: int = 400) -> date:
        """Draw a day around today."""
        return TODAY + timedelta(days=self.random.randint(-spread, spread))

    def name(self, number: int) -> str:
        """Draw a name that says nothing but sorts somewhere."""
        return f"{self.random.choice(WORDS).capitalize()}{self.random.choice(WORDS)} {number}"

    def levels(self) -> dict[str, int]:
        """Draw a level for each aspect."""
        return {aspect: self.random.choices(range(4), (30, 40, 25, 5))[0] for aspect in "CIA"}

    def some(self, names: Sequence[Any], most: int) -> list[Any]:
        """Draw one to `most` different ones."""
        return self.random.sample(names, self.random.randint(1, min(most, len(names))))

    def row(self, model: type[Base], **values: object) -> Base:
        """Make a row of the organisation."""
        return model(organisation_id=ORGANISATION, **values)


def organisation(dice: Dice) -> Iterator[list[Base]]:
    """Give the organisation, its units below one, its people and its scope, what is pointed at first."""
    settings = {"aspects": ["C", "I", "A"], "package": "basic", "as_of": TODAY.isoformat()}
    yield [Organisation(id=ORGANISATION, name="Provkommunen", language="sv", settings=settings)]
    yield [dice.row(JobRole, id="chef", name="Förvaltningschef")]
    yield [
        dice.row(Unit, id=unit, name=f"Förvaltning {unit}", parent_id=dice.units[0] if place else None)
        for place, unit in enumerate(dice.units)
    ]
    yield [
        dice.row(Person, id=person, name=f"Person {person}", unit_id=dice.units[place % len(dice.units)])
        for place, person in enumerate(dice.people)
    ]
    yield [dice.row(Grant, person_id=COORDINATOR, role=Role.COORDINATOR)]
    yield [dice.row(Scope, id=SCOPE, name="Hela kommunen", framework_id="iso-27001-2022", decided_on=TODAY)]
    yield [dice.row(ScopeUnit, scope_id=SCOPE, unit_id=dice.units[0], included=True)]


def register(dice: Dice) -> Iterator[list[Base]]:
    """Give information types, suppliers, assets, what they handle and rest on, and half of them a decision."""
    yield [_information(dice, place, kind) for place, kind in enumerate(dice.information)]
    yield [dice.row(Supplier, id=f"L{number:02}", name=f"Leverantör {number}") for number in range(20)]
    yield [_asset(dice, place, asset) for place, asset in enumerate(dice.assets)]
    yield [
        dice.row(AssetInformation, asset_id=asset, information_type_id=kind)
        for asset in dice.assets
        for kind in dice.random.sample(dice.information, 2)
    ]
    yield [each for place, asset in enumerate(dice.assets[:-2]) for each in _dependencies(dice, place, asset)]
    yield [_decision(dice, asset) for asset in dice.assets if dice.random.random() < 0.5]


def _information(dice: Dice, place: int, identifier: str) -> Base:
    levels, name = dice.levels(), dice.name(place)
    return dice.row(
        InformationType, id=identifier, name=name, name_key=sort_key(name),
        owner_unit_id=dice.random.choice(dice.units), consequences=levels, levels=levels,
    )  # fmt: skip


def _asset(dice: Dice, place: int, identifier: str) -> Base:
    name, draw = dice.name(place), dice.random
    return dice.row(
        Asset, id=identifier, name=name, name_key=sort_key(name), kind=draw.choice(KINDS),
        owner_unit_id=draw.choice(dice.units), system_owner_id=draw.choice(dice.people),
        supplier_id=f"L{draw.randrange(20):02}", rto_hours=draw.choice((4, 24, 72)), rpo_hours=draw.choice((1, 24)),
        classified_on=TODAY, next_review=dice.day(),
    )  # fmt: skip


def _dependencies(dice: Dice, place: int, asset: str) -> Iterator[Base]:
    """Rest an asset on two later ones close by, so that chains are long; one in fifty turns back and makes a cycle."""
    for step in dice.random.sample(range(1, min(50, len(dice.assets) - place)), 2):
        forward = dice.random.random() > 0.02 or place < step
        other = dice.assets[place + step if forward else place - step]
        yield dice.row(Dependency, asset_id=asset, depends_on_id=other, aspects="A" if step % 20 == 0 else "")


def _decision(dice: Dice, asset: str) -> Base:
    direction = dice.random.choices(("set", "raise", "lower"), (70, 20, 10))[0]
    return dice.row(
        ClassificationDecision, asset_id=asset, direction=direction, aspects="A" if direction == "lower" else "",
        levels=dice.levels(), reason="" if direction == "set" else "Prövat i mätningen", decided_on=TODAY,
    )  # fmt: skip


def implementations(dice: Dice) -> Iterator[list[Base]]:
    """Give every control one implementation for the scope, and assets the rest; one in ten follows the scope's."""
    whole = dice.controls[: dice.size.implementations]
    yield [_implementation(dice, key, SCOPE, scope_id=SCOPE) for key in whole]
    left = dice.size.implementations - len(whole)
    pairs = dict.fromkeys((dice.random.choice(dice.assets), dice.random.choice(dice.controls)) for _ in range(left * 2))
    yield [
        _implementation(dice, key, asset, asset_id=asset, provider_id=_provider(dice, key))
        for asset, key in list(pairs)[:left]
    ]


def _provider(dice: Dice, key: Control) -> str | None:
    return f"{SCOPE}:{key[1]}" if dice.random.random() < 0.1 else None


def _implementation(dice: Dice, key: Control, subject: str, **of: str | None) -> Base:
    now = dice.random.randrange(6)
    return dice.row(
        Implementation, id=f"{subject}:{key[1]}", framework_id=key[0], control_id=key[1], **of,
        status=dice.random.choice(list(Status)), deficiency=dice.random.choice(list(Deficiency)), maturity=now,
        wanted=max(now, 3), how="Rutin finns och följs upp varje år av den som är ansvarig.",
        references=f"Riktlinje {key[1]}", responsible_role="chef", responsible_id=dice.random.choice(dice.people),
        last_review=TODAY - timedelta(days=100), next_review=dice.day(),
    )  # fmt: skip


def obligations(dice: Dice) -> Iterator[list[Base]]:
    """Give laws and contracts, each calling for a few controls; half of the controls have none."""
    ids = [f"F{number:03}" for number in range(dice.size.obligations)]
    yield [
        dice.row(
            Obligation, id=each, kind=Kind.LAW if place % 5 else Kind.CONTRACT, name=f"Lag {place}",
            name_key=f"lag {place:03}", number=f"2026:{place}", in_force=date(2020, 1, 1),
        )
        for place, each in enumerate(ids)
    ]  # fmt: skip
    yield [
        dice.row(ObligationControl, obligation_id=each, framework_id=framework, control_id=control)
        for each in ids
        for framework, control in dice.some(dice.controls[::2], 4)
    ]
