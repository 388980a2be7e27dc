"""Tables of risk criteria, threats, risks, and the decisions that owners take on them."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData
from isms.organisation.models import ID
from isms.risks.rules import Status, Treatment

_RISK = ["risk.organisation_id", "risk.id"]


class RiskCriteria(OrganisationData, Base):
    """One version of the scales, the band of each cell, and who may accept what; risks keep the version they used.

    `content` is {"likelihoods": [{"level", "name", "note"}], "consequences": […], "categories": [name],
    "bands": [{"id", "name", "rank", "decide", "treat_within_days", "acceptors", "cells": [[l, c]]}]}.
    """

    __tablename__ = "risk_criteria"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]]
    decided_on: Mapped[date | None]
    decision_ref: Mapped[str] = mapped_column(default="")


class Threat(OrganisationData, Base):
    """What may happen, with where it comes from."""

    __tablename__ = "threat"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    origin: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")


class Risk(OrganisationData, Base):
    """A risk: threat, weakness, consequence, rating now and as planned after treatment.

    Likelihood and consequence are levels of the criteria's scales; `consequences` holds one per category where they
    were given, and the worst decides. `band` and `planned_band` are kept for sorting; `rebuild` proves them.
    """

    __tablename__ = "risk"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "owner_unit_id"], ["unit.organisation_id", "unit.id"]),
        ForeignKeyConstraint(["organisation_id", "owner_id"], ["person.organisation_id", "person.id"]),
        ForeignKeyConstraint(["organisation_id", "threat_id"], ["threat.organisation_id", "threat.id"]),
        ForeignKeyConstraint(
            ["organisation_id", "criteria_version"], ["risk_criteria.organisation_id", "risk_criteria.version"]
        ),
        Index("ix_risk_rank", "organisation_id", "band_rank", "id"),
        Index("ix_risk_due", "organisation_id", "status", "due", "id", "version"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    title: Mapped[str]
    title_key: Mapped[str]
    threat_id: Mapped[str | None] = mapped_column(ID)
    vulnerability: Mapped[str] = mapped_column(default="")
    consequence_text: Mapped[str] = mapped_column(default="")
    owner_unit_id: Mapped[str] = mapped_column(ID)
    owner_id: Mapped[str | None] = mapped_column(ID)
    aspects: Mapped[str] = mapped_column(String(4), default="")
    treatment: Mapped[Treatment]
    status: Mapped[Status] = mapped_column(default=Status.OPEN)
    due: Mapped[date | None]
    criteria_version: Mapped[int]
    likelihood: Mapped[int]
    consequence: Mapped[int]
    consequences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    planned_likelihood: Mapped[int | None]
    planned_consequence: Mapped[int | None]
    planned_consequences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    likelihood_note: Mapped[str] = mapped_column(default="")
    planned_reason: Mapped[str] = mapped_column(default="")
    band: Mapped[str] = mapped_column(String(32))
    band_rank: Mapped[int]
    planned_band: Mapped[str | None] = mapped_column(String(32))
    rated_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


@event.listens_for(Risk, "before_update")
def _next_version(_mapper: object, _connection: object, risk: Risk) -> None:
    """Make a new version of any change but that of status, which follows a decision and must not make it stale."""
    changed = {attribute.key for attribute in inspect(risk).attrs if attribute.history.has_changes()}
    if changed - {"status"} and "version" not in changed:
        risk.version += 1


class RiskAsset(OrganisationData, Base):
    """A risk concerns an asset."""

    __tablename__ = "risk_asset"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "risk_id"], _RISK),
        ForeignKeyConstraint(["organisation_id", "asset_id"], ["asset.organisation_id", "asset.id"]),
        Index("ix_risk_asset_asset", "organisation_id", "asset_id"),
    )

    risk_id: Mapped[str] = mapped_column(ID, primary_key=True)
    asset_id: Mapped[str] = mapped_column(ID, primary_key=True)


class RiskControl(OrganisationData, Base):
    """A risk's treatment names a control."""

    __tablename__ = "risk_control"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "risk_id"], _RISK),
        ForeignKeyConstraint(
            ["organisation_id", "framework_id", "control_id"],
            ["adopted_control.organisation_id", "adopted_control.framework_id", "adopted_control.id"],
        ),
        Index("ix_risk_control_control", "organisation_id", "framework_id", "control_id"),
    )

    risk_id: Mapped[str] = mapped_column(ID, primary_key=True)
    framework_id: Mapped[str] = mapped_column(ID, primary_key=True)
    control_id: Mapped[str] = mapped_column(ID, primary_key=True)


class DecisionKind(StrEnum):
    """The two decisions of ISO/IEC 27001 6.1.3 f: the treatment plan, and what remains after it."""

    PLAN = "plan"
    ACCEPTANCE = "acceptance"


class RiskDecision(OrganisationData, Base):
    """The owner's approval of a plan, or acceptance of what remains, bound to one exact version of the risk."""

    __tablename__ = "risk_decision"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "risk_id"], _RISK),
        ForeignKeyConstraint(["organisation_id", "person_id"], ["person.organisation_id", "person.id"]),
        CheckConstraint("valid_until IS NULL OR valid_until >= decided_on", name="valid_after_decided"),
    )

    risk_id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[DecisionKind] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    risk_version: Mapped[int]
    band: Mapped[str] = mapped_column(String(32))
    by_role: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str | None] = mapped_column(ID)
    decided_on: Mapped[date]
    valid_until: Mapped[date | None]
    decision_ref: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
