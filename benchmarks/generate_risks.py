"""Rows of criteria, risks, decisions of owners, actions, and decisions of the Statement, drawn with seeded dice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.generate_rows import COORDINATOR, SCOPE, TODAY, Dice
from isms.actions.models import Action
from isms.db import Base
from isms.i18n import sort_key
from isms.risks.models import DecisionKind, Risk, RiskAsset, RiskControl, RiskCriteria, RiskDecision, Threat
from isms.risks.rules import Status, Treatment
from isms.soa.models import StatementDecision

BANDS = (("L", 1, 3), ("M", 4, 6), ("H", 8, 9), ("EH", 12, 16))
TREATMENTS = ((Treatment.MODIFY, 70), (Treatment.RETAIN, 20), (Treatment.SHARE, 5), (Treatment.AVOID, 5))


def criteria() -> dict[str, Any]:
    """Give scales of four steps, and bands by the product of likelihood and consequence."""
    steps = [{"level": level, "name": f"Steg {level}", "note": ""} for level in range(1, 5)]
    return {"likelihoods": steps, "consequences": steps, "categories": ["Verksamhet"], "bands": [*_bands()]}


def _bands() -> Iterator[dict[str, Any]]:
    for rank, (band, least, most) in enumerate(BANDS):
        cells = [[p, c] for p in range(1, 5) for c in range(1, 5) if least <= p * c <= most]
        yield {
            "id": band, "name": f"Risk {band}", "rank": rank, "decide": "riskägaren", "treat_within_days": 90,
            "acceptors": ["owner"], "cells": cells,
        }  # fmt: skip


def _band(likelihood: int, consequence: int) -> tuple[str, int]:
    product = likelihood * consequence
    return next((band, rank) for rank, (band, least, most) in enumerate(BANDS) if least <= product <= most)


def risks(dice: Dice) -> Iterator[list[Base]]:
    """Give the criteria and the risks, each with up to three assets and controls, and half of them a decided plan."""
    ids = [f"R{number:05}" for number in range(dice.size.risks)]
    yield [dice.row(RiskCriteria, version=1, content=criteria(), decided_on=TODAY)]
    yield [dice.row(Threat, id=f"H{number:02}", name=f"Hot {number}") for number in range(20)]
    yield [_risk(dice, place, risk) for place, risk in enumerate(ids)]
    yield [dice.row(RiskAsset, risk_id=risk, asset_id=asset) for risk in ids for asset in dice.some(dice.assets, 3)]
    yield [
        dice.row(RiskControl, risk_id=risk, framework_id=framework, control_id=control)
        for risk in ids
        for framework, control in dice.some(dice.controls, 3)
    ]
    yield [_decision(dice, risk) for risk in ids if dice.random.random() < 0.5]


def _risk(dice: Dice, place: int, identifier: str) -> Base:
    draw, title = dice.random, f"Störning {dice.name(place)}"
    likelihood, consequence = draw.randint(1, 4), draw.randint(1, 4)
    band, rank = _band(likelihood, consequence)
    return dice.row(
        Risk, id=identifier, title=title, title_key=sort_key(title), threat_id=f"H{draw.randrange(20):02}",
        vulnerability="Det saknas en rutin för återställning.", owner_unit_id=draw.choice(dice.units),
        owner_id=draw.choice(dice.people[1:]), aspects="CA", criteria_version=1, likelihood=likelihood,
        treatment=draw.choices([each for each, _ in TREATMENTS], [weight for _, weight in TREATMENTS])[0],
        status=draw.choice(list(Status)), due=dice.day(), consequence=consequence, band=band, band_rank=rank,
        planned_likelihood=1, planned_consequence=consequence, planned_band=_band(1, consequence)[0], rated_on=TODAY,
    )  # fmt: skip


def _decision(dice: Dice, risk: str) -> Base:
    return dice.row(
        RiskDecision, risk_id=risk, kind=dice.random.choice(list(DecisionKind)), number=1, risk_version=1, band="M",
        by_role="owner", person_id=dice.random.choice(dice.people[1:]), decided_on=TODAY - timedelta(days=30),
        valid_until=TODAY + timedelta(days=300),
    )  # fmt: skip


def plan(dice: Dice) -> Iterator[list[Base]]:
    """Give an action for every fifth risk, and decisions of the organisation on every fourth control."""
    yield [
        dice.row(
            Action, id=f"ÅT{place:05}", title=f"Åtgärd {place}", source=f"R{place * 5:05}", due=dice.day(),
            cost=dice.random.randrange(500) * 1000, responsible_role="chef", unit_id=dice.random.choice(dice.units),
        )
        for place in range(dice.size.risks // 5)
    ]  # fmt: skip
    yield [
        dice.row(
            StatementDecision, scope_id=SCOPE, framework_id=framework, control_id=control, included=True,
            reason="Bästa praxis", decided_by=COORDINATOR, decided_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
        for framework, control in dice.controls[::4]
    ]  # fmt: skip
