"""Organisations, their units and legal entities, and the scopes of their management systems."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData

ID = String(64)


class Organisation(Base):
    """A municipality with its companies, or any body that keeps one management system.

    `settings` holds local choices: {"aspects": ["C", "I", "A"], "package": "basic", "as_of": "2026-11-22", …}.
    """

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(String(2), default="sv")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class JobRole(OrganisationData, Base):
    """A position in the organisation, such as head of department; not a role in this program."""

    __tablename__ = "job_role"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    scope: Mapped[str] = mapped_column(default="")


class Unit(OrganisationData, Base):
    """A committee, department, company or part of one; `parent_id` makes the tree."""

    __tablename__ = "unit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "parent_id"], ["unit.organisation_id", "unit.id"], deferrable=True, initially="DEFERRED"
        ),
        ForeignKeyConstraint(["organisation_id", "head_role_id"], ["job_role.organisation_id", "job_role.id"]),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[str | None] = mapped_column(ID)
    head_role_id: Mapped[str | None] = mapped_column(ID)
    legal_entity: Mapped[bool] = mapped_column(default=False)
    own_authority: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class Scope(OrganisationData, Base):
    """The boundaries of one management system (ISO/IEC 27001 clause 4.3)."""

    __tablename__ = "scope"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    framework_id: Mapped[str] = mapped_column(ID)
    decided_on: Mapped[date | None]
    decision_ref: Mapped[str] = mapped_column(default="")


class ScopeUnit(OrganisationData, Base):
    """A unit named in a scope: in, or out with its reason and agreement; the nearest one named decides."""

    __tablename__ = "scope_unit"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "scope_id"], ["scope.organisation_id", "scope.id"]),
        ForeignKeyConstraint(["organisation_id", "unit_id"], ["unit.organisation_id", "unit.id"]),
    )

    scope_id: Mapped[str] = mapped_column(ID, primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, primary_key=True)
    included: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    agreement: Mapped[str] = mapped_column(default="")
