"""Selections of risks, of what they concern, and of what has been decided of them."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from isms.access.rules import Role
from isms.accounts.models import Grant, Person
from isms.assets.models import Asset, AssetLevel
from isms.i18n import sort_key
from isms.organisation.models import JobRole, Unit
from isms.risks.models import DecisionKind, Risk, RiskAsset, RiskControl, RiskCriteria, RiskDecision, Threat
from isms.risks.rules import Status, Treatment

Approval = aliased(RiskDecision, name="approval")
Acceptance = aliased(RiskDecision, name="acceptance")


def criteria() -> Select[RiskCriteria]:
    """Select every version of the criteria, the one in force first."""
    return select(RiskCriteria).order_by(RiskCriteria.version.desc())


def one(identifier: str) -> Select[Risk]:
    """Select one risk by its identifier."""
    return select(Risk).where(Risk.id == identifier)


def job_roles() -> Select[str, str, str]:
    """Select (id, name, English name) of the positions that criteria may name."""
    return select(JobRole.id, JobRole.name, JobRole.name_en).order_by(JobRole.id)


def threats() -> Select[*tuple[Any, ...]]:
    """Select (id, name) of the threats."""
    return select(Threat.id, Threat.name).order_by(Threat.id)


def ids() -> Select[str]:
    """Select the identifiers of all risks."""
    return select(Risk.id).order_by(Risk.id)


def rated() -> Select[*tuple[Any, ...]]:
    """Select what the stored bands are computed from, with the bands."""
    return select(
        Risk.id, Risk.criteria_version, Risk.likelihood, Risk.consequence, Risk.planned_likelihood,
        Risk.planned_consequence, Risk.band, Risk.band_rank, Risk.planned_band,
    ).order_by(Risk.id)  # fmt: skip


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


def shown() -> Select[*tuple[Any, ...]]:
    """Select the columns that `isms show risks` prints."""
    return select(
        Risk.id, Risk.title, Risk.band, Risk.planned_band, Risk.treatment, Risk.status, Risk.owner_unit_id,
        Risk.owner_id, Risk.likelihood, Risk.consequence,
    ).order_by(Risk.id)  # fmt: skip


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
        (Risk.band, asked.band), (Risk.owner_unit_id, asked.unit), (Risk.status, asked.status),
        (Risk.treatment, asked.treatment), (Risk.threat_id, asked.threat),
    )  # fmt: skip
    kept = [cast(column, String) == value for column, value in plain if value]
    kept += [matching(asked.q)] if asked.q else []
    kept += [decided(asked.state, today)] if asked.state else []
    kept += [in_cell(asked.cell)] if asked.cell else []
    return register().where(*kept)


def in_cell(cell: str) -> ColumnElement[bool]:
    """Keep the open risks of one cell of the matrix, written "4x3"; anything else keeps none."""
    likelihood, _, consequence = cell.partition("x")
    if not (likelihood.isdecimal() and consequence.isdecimal()):
        return false()
    return and_(not_closed(), Risk.likelihood == int(likelihood), Risk.consequence == int(consequence))


def matching(words: str) -> ColumnElement[bool]:
    """Keep the risks whose title or identifier holds the words."""
    return or_(Risk.title_key.contains(sort_key(words), autoescape=True), func.lower(Risk.id) == words.lower())


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


def controls_of(risk_id: str) -> Select[str, str]:
    """Select (framework, id) of the controls that a risk's treatment names."""
    named = select(RiskControl.framework_id, RiskControl.control_id).where(RiskControl.risk_id == risk_id)
    return named.order_by(RiskControl.framework_id, RiskControl.control_id)


def assets_of(risk_id: str) -> Select[*tuple[Any, ...]]:
    """Select the assets that a risk concerns, with their levels."""
    return (
        select(
            Asset.id,
            Asset.name,
            AssetLevel.c,
            AssetLevel.i,
            AssetLevel.a,
            AssetLevel.t.label("traced"),
            AssetLevel.stale,
        )
        .join(RiskAsset, RiskAsset.asset_id == Asset.id)
        .outerjoin(AssetLevel, AssetLevel.asset_id == Asset.id)
        .where(RiskAsset.risk_id == risk_id)
        .order_by(Asset.name_key, Asset.id)
    )


def owners() -> Select[str, str]:
    """Select (id, name) of those who may own a risk: everyone but the coordinators."""
    coordinators = select(Grant.person_id).where(Grant.role == Role.COORDINATOR)
    return select(Person.id, Person.name).where(Person.id.not_in(coordinators)).order_by(Person.name, Person.id)


def assets() -> Select[str, str]:
    """Select (id, name) of the assets that a risk may concern."""
    return select(Asset.id, Asset.name).where(Asset.ended_on.is_(None)).order_by(Asset.id)


def links() -> Select[str, str, str]:
    """Select (risk, framework, control) of every control that a risk names."""
    return select(RiskControl.risk_id, RiskControl.framework_id, RiskControl.control_id).order_by(RiskControl.risk_id)


def decisions_of(risk_id: str) -> Select[*tuple[Any, ...]]:
    """Select what has been decided of a risk, newest first, with the name of who did."""
    return (
        select(RiskDecision, Person.name)
        .outerjoin(Person, Person.id == RiskDecision.person_id)
        .where(RiskDecision.risk_id == risk_id)
        .order_by(RiskDecision.decided_on.desc(), RiskDecision.number.desc(), RiskDecision.kind)
    )
