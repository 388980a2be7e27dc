"""Selections of risks, of what they concern, and of what has been decided of them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased

from isms.accounts.models import Person
from isms.assets.models import Asset, AssetLevel
from isms.catalogue.models import AdoptedControl, Control
from isms.i18n import sort_key
from isms.organisation.models import Unit
from isms.risks.models import DecisionKind, Risk, RiskAsset, RiskControl, RiskCriteria, RiskDecision, Threat
from isms.risks.rules import Status, Treatment

Approval = aliased(RiskDecision, name="approval")
Acceptance = aliased(RiskDecision, name="acceptance")


def criteria() -> Select[RiskCriteria]:
    """Select every version of the criteria, the one in force first."""
    return select(RiskCriteria).order_by(RiskCriteria.version.desc())


def threats() -> Select[Any]:
    """Select (id, name) of the threats."""
    return select(Threat.id, Threat.name).order_by(Threat.id)


def ids() -> Select[tuple[str]]:
    """Select the identifiers of all risks."""
    return select(Risk.id).order_by(Risk.id)


def rated() -> Select[Any]:
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


def with_decisions(rows: Select[Any]) -> Select[Any]:
    """Join the newest approval and the newest acceptance to a selection of risks."""
    rows = rows.outerjoin(Approval, _newest(Approval, DecisionKind.PLAN))
    return rows.outerjoin(Acceptance, _newest(Acceptance, DecisionKind.ACCEPTANCE))


def register() -> Select[Any]:
    """Select the columns of the register, with the versions that the newest decisions are bound to."""
    columns = select(
        Risk.id, Risk.title, Risk.band, Risk.planned_band, Risk.likelihood, Risk.consequence, Risk.planned_likelihood,
        Risk.planned_consequence, Risk.criteria_version, Risk.owner_unit_id, Unit.name.label("unit"), Risk.treatment,
        Risk.status, Risk.due, Risk.version, Approval.risk_version.label("approved"),
        Acceptance.risk_version.label("accepted"), Acceptance.valid_until.label("until"),
    )  # fmt: skip
    return with_decisions(columns.select_from(Risk).join(Unit, Unit.id == Risk.owner_unit_id))


def high(limit: int) -> Select[Any]:
    """Select the rows of the register that are not closed, worst first."""
    return register().where(not_closed()).order_by(Risk.band_rank.desc(), Risk.id).limit(limit)


def shown() -> Select[Any]:
    """Select the columns that `isms show risks` prints."""
    return select(
        Risk.id, Risk.title, Risk.band, Risk.planned_band, Risk.treatment, Risk.status, Risk.owner_unit_id,
        Risk.owner_id, Risk.likelihood, Risk.consequence,
    ).order_by(Risk.id)  # fmt: skip


def counted(version: int) -> Select[Any]:
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


def waiting(states: tuple[str, ...], today: date) -> Select[Any]:
    """Select how many risks there are in each of the states, one column each."""
    counts = [func.count(case((decided(state, today), Risk.id))).label(state) for state in states]
    return with_decisions(select(*counts).select_from(Risk))


def matching(words: str) -> ColumnElement[bool]:
    """Keep the risks whose title or identifier holds the words."""
    return or_(Risk.title_key.contains(sort_key(words), autoescape=True), func.lower(Risk.id) == words.lower())


def controls_of(risk_id: str) -> Select[Any]:
    """Select the controls that a risk's treatment names, with their titles."""
    return (
        _controls(RiskControl)
        .where(RiskControl.risk_id == risk_id)
        .order_by(AdoptedControl.framework_id, AdoptedControl.position, AdoptedControl.id)
    )


def choosable_controls() -> Select[Any]:
    """Select every control that a treatment may name, in the order of its framework."""
    return _controls(None).order_by(AdoptedControl.framework_id, AdoptedControl.position, AdoptedControl.id)


def _controls(link: type[RiskControl] | None) -> Select[Any]:
    title = [
        func.coalesce(func.nullif(getattr(AdoptedControl, name), ""), getattr(Control, name), "").label(name)
        for name in ("title_sv", "title_en")
    ]
    rows = select(AdoptedControl.framework_id, AdoptedControl.id, *title).select_from(AdoptedControl)
    if link is not None:
        same = and_(link.framework_id == AdoptedControl.framework_id, link.control_id == AdoptedControl.id)
        rows = rows.join(link, same)
    return rows.outerjoin(
        Control, and_(Control.framework_id == AdoptedControl.framework_id, Control.id == AdoptedControl.id)
    )


def assets_of(risk_id: str) -> Select[Any]:
    """Select the assets that a risk concerns, with their levels."""
    return (
        select(Asset.id, Asset.name, AssetLevel.c, AssetLevel.i, AssetLevel.a, AssetLevel.t, AssetLevel.stale)
        .join(RiskAsset, RiskAsset.asset_id == Asset.id)
        .outerjoin(AssetLevel, AssetLevel.asset_id == Asset.id)
        .where(RiskAsset.risk_id == risk_id)
        .order_by(Asset.name_key, Asset.id)
    )


def links() -> Select[tuple[RiskControl]]:
    """Select every control that a risk names, as objects."""
    return select(RiskControl).order_by(RiskControl.risk_id)


def decisions_of(risk_id: str) -> Select[Any]:
    """Select what has been decided of a risk, newest first, with the name of who did."""
    return (
        select(RiskDecision, Person.name)
        .outerjoin(Person, Person.id == RiskDecision.person_id)
        .where(RiskDecision.risk_id == risk_id)
        .order_by(RiskDecision.decided_on.desc(), RiskDecision.number.desc(), RiskDecision.kind)
    )
