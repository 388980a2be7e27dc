"""Selections of the register of risks: narrowed, counted, and with where each stands in decisions."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, false, func, or_, select, true
from sqlalchemy.orm import aliased

from isms.i18n import sort_key
from isms.organisation.models import Unit
from isms.risks.models import DecisionKind, Risk, RiskAsset, RiskControl, RiskDecision
from isms.risks.rules import Status, Treatment

CURRENT = "current"
"""What the register calls every status but closed."""

Approval = aliased(RiskDecision, name="approval")
Acceptance = aliased(RiskDecision, name="acceptance")


def _newest(found: Any, kind: DecisionKind) -> ColumnElement[bool]:
    """Join the newest decision of a kind."""
    other = aliased(RiskDecision)
    newest = select(func.max(other.number)).where(other.risk_id == Risk.id, other.kind == kind).correlate(Risk)
    return and_(found.risk_id == Risk.id, found.kind == kind, found.number == newest.scalar_subquery())


def with_decisions(rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join the newest approval and the newest acceptance to a selection of risks."""
    rows = rows.outerjoin(Approval, _newest(Approval, DecisionKind.PLAN))
    return rows.outerjoin(Acceptance, _newest(Acceptance, DecisionKind.ACCEPTANCE))


def register() -> Select[*tuple[Any, ...]]:
    """Select the columns of the register, with the versions that the newest decisions are bound to."""
    columns = select(
        Risk.id, Risk.title, Risk.band, Risk.planned_band, Risk.likelihood, Risk.consequence, Risk.planned_likelihood,
        Risk.planned_consequence, Risk.criteria_version, Risk.owner_unit_id, Unit.name.label("unit"), Risk.treatment,
        Risk.status, Risk.due, Risk.version, Approval.risk_version.label("approved"),
        Acceptance.risk_version.label("accepted"), Acceptance.valid_until.label("until"),
    )  # fmt: skip
    return with_decisions(columns.select_from(Risk).join(Unit, Unit.id == Risk.owner_unit_id))


def high(rank: int, limit: int) -> Select[*tuple[Any, ...]]:
    """Select the open risks of the register from a rank of band and up, worst first."""
    return register().where(not_closed(), Risk.band_rank >= rank).order_by(Risk.band_rank.desc(), Risk.id).limit(limit)


def counted(version: int) -> Select[*tuple[Any, ...]]:
    """Select how many open risks lie in each cell now and go to each as planned, by one version of the criteria."""
    cells = (Risk.likelihood, Risk.consequence, Risk.planned_likelihood, Risk.planned_consequence)
    return (
        select(*cells, func.count().label("risks"))
        .where(not_closed(), Risk.criteria_version == version)
        .group_by(*cells)
    )


def not_closed() -> ColumnElement[bool]:
    """Keep the risks that are not gone."""
    return Risk.status != Status.CLOSED


def late(today: date) -> ColumnElement[bool]:
    """Keep the risks whose last day of treatment has passed without being accepted or gone."""
    return and_(Risk.status.in_([Status.OPEN, Status.IN_TREATMENT]), Risk.due < today)


def decided(state: str, today: date) -> ColumnElement[bool]:
    """Keep the risks whose decisions are in a state; needs `with_decisions`. An unknown state keeps none."""
    in_work = Risk.status.in_([Status.OPEN, Status.IN_TREATMENT])
    planned = and_(in_work, Risk.treatment != Treatment.RETAIN)
    bound = Acceptance.risk_version == Risk.version
    lasting = and_(Acceptance.valid_until.is_not(None), Acceptance.valid_until >= today)
    kept = or_(Risk.treatment == Treatment.RETAIN, Risk.status == Status.ACCEPTED)
    states = {
        "late": late(today),
        "plan_missing": and_(planned, Approval.risk_version.is_(None)),
        "plan_stale": and_(planned, Approval.risk_version != Risk.version),
        "acceptance_missing": and_(not_closed(), kept, Acceptance.risk_version.is_(None)),
        "acceptance_stale": and_(not_closed(), Acceptance.risk_version != Risk.version),
        "acceptance_expired": and_(not_closed(), bound, ~lasting),
        "accepted": and_(not_closed(), bound, lasting),
    }
    return states.get(state, false())


def waiting(states: tuple[str, ...], today: date) -> Select[*tuple[Any, ...]]:
    """Select how many risks there are in each of the states, one column each."""
    counts = [func.count(case((decided(state, today), Risk.id))).label(state) for state in states]
    return with_decisions(select(*counts).select_from(Risk))


@lru_cache(maxsize=2)
def overdue(today: date) -> Select[int, int, int]:
    """Select how many risks are late, and how many acceptances have expired and are stale; built once a day.

    The menu of every page asks it, so it reads decisions from where they are instead of joining them to every risk.
    """
    behind = select(func.count(Risk.id)).where(late(today)).scalar_subquery()
    expired, stale = (case((decided(f"acceptance_{state}", today), Risk.id)) for state in ("expired", "stale"))
    accepted = select(behind, func.count(expired), func.count(stale)).select_from(Risk)
    return accepted.join(Acceptance, _newest(Acceptance, DecisionKind.ACCEPTANCE))


class Wanted(NamedTuple):
    """What the register is narrowed to, as written in the address; empty means all. `cell` is "4x3"."""

    q: str = ""
    band: str = ""
    unit: str = ""
    status: str = ""
    treatment: str = ""
    threat: str = ""
    state: str = ""
    cell: str = ""


def wanted(asked: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """Select the rows of the register that fit what is asked for."""
    plain = (
        (Risk.band, asked.band), (Risk.owner_unit_id, asked.unit), (Risk.treatment, asked.treatment),
        (Risk.threat_id, asked.threat),
    )  # fmt: skip
    kept = [cast(column, String) == value for column, value in plain if value]
    kept += [_of_status(asked.status)] if asked.status else []
    kept += [matching(asked.q)] if asked.q else []
    kept += [decided(asked.state, today)] if asked.state else []
    kept += [in_cell(asked.cell)] if asked.cell else []
    return register().where(*kept)


def _of_status(status: str) -> ColumnElement[bool]:
    return not_closed() if status == CURRENT else cast(Risk.status, String) == status


def in_cell(cell: str) -> ColumnElement[bool]:
    """Keep the open risks of one cell of the matrix, written "4x3"; anything else keeps none."""
    likelihood, _, consequence = cell.partition("x")
    if not (likelihood.isdecimal() and consequence.isdecimal()):
        return false()
    return and_(not_closed(), Risk.likelihood == int(likelihood), Risk.consequence == int(consequence))


def matching(words: str) -> ColumnElement[bool]:
    """Keep the risks whose title holds every word, or whose identifier they are."""
    held = (Risk.title_key.contains(sort_key(word), autoescape=True) for word in words.split())
    return or_(and_(true(), *held), func.lower(Risk.id) == words.lower())


def found(words: str, limit: int) -> Select[str, str]:
    """Select (id, title) of a few risks that match."""
    return select(Risk.id, Risk.title).where(matching(words)).order_by(Risk.band_rank.desc(), Risk.id).limit(limit)


def naming(framework: str, control: str) -> Select[*tuple[Any, ...]]:
    """Select the rows of the register whose treatment names a control."""
    same = and_(RiskControl.framework_id == framework, RiskControl.control_id == control)
    return _worst_first(register().where(exists().where(RiskControl.risk_id == Risk.id, same)))


def concerning(asset: str) -> Select[*tuple[Any, ...]]:
    """Select the rows of the register that concern an asset."""
    return _worst_first(register().where(exists().where(RiskAsset.risk_id == Risk.id, RiskAsset.asset_id == asset)))


def owned(unit: str) -> Select[*tuple[Any, ...]]:
    """Select the rows of the register that a unit owns."""
    return _worst_first(register().where(Risk.owner_unit_id == unit))


def _worst_first(rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return rows.order_by(Risk.status == Status.CLOSED, Risk.band_rank.desc(), Risk.id)
