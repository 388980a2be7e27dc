"""Selections of criteria, of risks, and of what each concerns and names."""

from typing import Any

from sqlalchemy import Select, select

from isms.access.rules import Role
from isms.accounts.models import Grant, Person
from isms.assets.models import Asset, AssetLevel
from isms.organisation.models import JobRole
from isms.risks.models import Risk, RiskAsset, RiskControl, RiskCriteria, RiskDecision, Threat


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


def shown() -> Select[*tuple[Any, ...]]:
    """Select the columns that `isms show risks` prints."""
    return select(
        Risk.id, Risk.title, Risk.band, Risk.planned_band, Risk.treatment, Risk.status, Risk.owner_unit_id,
        Risk.owner_id, Risk.likelihood, Risk.consequence,
    ).order_by(Risk.id)  # fmt: skip


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
