"""Selections of the start page."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from isms.assets.models import Asset, InformationType
from isms.risks import queries_register as risks
from isms.risks.models import Risk
from isms.risks.rules import Status


def first_of(model: type[Asset | InformationType]) -> Select[Any]:
    """Select one id of a register, to see whether anything is written in it."""
    return select(model.id).limit(1)


def acceptances_ending(today: date, limit: int) -> Select[Any]:
    """Select the accepted risks whose acceptance ends next."""
    rows = risks.register().where(risks.decided("accepted", today))
    return rows.order_by(risks.Acceptance.valid_until, Risk.id).limit(limit)


def treatments_due(today: date, limit: int) -> Select[Any]:
    """Select the risks in work whose treatment is to be done next."""
    in_work = Risk.status.in_([Status.OPEN, Status.IN_TREATMENT])
    return risks.register().where(in_work, Risk.due >= today).order_by(Risk.due, Risk.id).limit(limit)
