"""Tables of information types, suppliers, assets, and what depends on what."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from isms.db import Base, OrganisationData
from isms.i18n import sort_key
from isms.organisation.models import ID

_UNIT = ["unit.organisation_id", "unit.id"]
_ASSET = ["asset.organisation_id", "asset.id"]
_INFORMATION = ["information_type.organisation_id", "information_type.id"]


class InformationType(OrganisationData, Base):
    """A kind of information; it carries the classification that assets inherit.

    `consequences` is {"C": 3} or {"C": {"Economy": 1, "Trust": 3}}; `levels` the worst of each aspect: {"C": 3}.
    """

    __tablename__ = "information_type"
    __table_args__ = (ForeignKeyConstraint(["organisation_id", "owner_unit_id"], _UNIT),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]
    owner_unit_id: Mapped[str] = mapped_column(ID)
    consequences: Mapped[dict[str, Any]]
    levels: Mapped[dict[str, Any]]
    personal_data: Mapped[str] = mapped_column(default="")
    secrecy: Mapped[str] = mapped_column(default="")
    retention: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Supplier(OrganisationData, Base):
    """Who delivers a service that assets rest on."""

    __tablename__ = "supplier"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(default="")
    service: Mapped[str] = mapped_column(default="")
    country_processing: Mapped[str] = mapped_column(default="")
    dpa: Mapped[bool] = mapped_column(default=False)
    critical: Mapped[bool] = mapped_column(default=False)
    incident_clause_hours: Mapped[int | None]
    contract_end: Mapped[date | None]
    contact: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @validates("name")
    def _fold(self, _column: str, name: str) -> str:
        self.name_key = sort_key(name)
        return name


class Asset(OrganisationData, Base):
    """Something that handles or carries information and has to be protected; hours are the longest tolerable."""

    __tablename__ = "asset"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "owner_unit_id"], _UNIT),
        ForeignKeyConstraint(["organisation_id", "system_owner_id"], ["person.organisation_id", "person.id"]),
        ForeignKeyConstraint(["organisation_id", "supplier_id"], ["supplier.organisation_id", "supplier.id"]),
        Index("ix_asset_name", "organisation_id", "name_key", "id", "ended_on"),
        Index("ix_asset_kind", "organisation_id", "kind"),
        Index("ix_asset_ended", "organisation_id", "ended_on"),
        Index("ix_asset_unit", "organisation_id", "owner_unit_id"),
        Index("ix_asset_supplier", "organisation_id", "supplier_id"),
        Index("ix_asset_review", "organisation_id", "next_review", "ended_on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str]
    owner_unit_id: Mapped[str] = mapped_column(ID)
    system_owner_role: Mapped[str] = mapped_column(default="")
    system_owner_id: Mapped[str | None] = mapped_column(ID)
    hosting: Mapped[str] = mapped_column(default="")
    supplier_id: Mapped[str | None] = mapped_column(ID)
    rto_hours: Mapped[int | None]
    rpo_hours: Mapped[int | None]
    essential_service: Mapped[bool] = mapped_column(default=False)
    nis2_sector: Mapped[str] = mapped_column(default="")
    classified_on: Mapped[date | None]
    next_review: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AssetInformation(OrganisationData, Base):
    """An asset handles an information type."""

    __tablename__ = "asset_information"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "asset_id"], _ASSET),
        ForeignKeyConstraint(["organisation_id", "information_type_id"], _INFORMATION),
        Index("ix_asset_information_type", "organisation_id", "information_type_id"),
    )

    asset_id: Mapped[str] = mapped_column(ID, primary_key=True)
    information_type_id: Mapped[str] = mapped_column(ID, primary_key=True)


class Dependency(OrganisationData, Base):
    """An asset rests on another; `aspects` names those it carries, such as "A" for power, and empty means all."""

    __tablename__ = "asset_dependency"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "asset_id"], _ASSET),
        ForeignKeyConstraint(["organisation_id", "depends_on_id"], _ASSET),
        CheckConstraint("asset_id <> depends_on_id", name="not_itself"),
        Index("ix_asset_dependency_on", "organisation_id", "depends_on_id"),
    )

    asset_id: Mapped[str] = mapped_column(ID, primary_key=True)
    depends_on_id: Mapped[str] = mapped_column(ID, primary_key=True)
    aspects: Mapped[str] = mapped_column(String(4), default="")


class ClassificationDecision(OrganisationData, Base):
    """What someone decided of an asset's levels: plainly, or raised or lowered with its reason.

    `direction` is set, raise or lower; `aspects` are those a lowering names; `levels` is {"C": 2, "I": 3, "A": 1}.
    """

    __tablename__ = "asset_classification"
    __table_args__ = (ForeignKeyConstraint(["organisation_id", "asset_id"], _ASSET),)

    asset_id: Mapped[str] = mapped_column(ID, primary_key=True)
    direction: Mapped[str] = mapped_column(String(8), default="set")
    aspects: Mapped[str] = mapped_column(String(4), default="")
    levels: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AssetLevel(OrganisationData, Base):
    """The projection of an asset's levels, kept for search and sorting; `isms rebuild --check` proves it.

    Levels are 0–3; `stale` names the aspects decided below what holds, none once the asset has ended; `because` is
    {"C": ["IT01", "T001"], …}.
    """

    __tablename__ = "asset_level"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "asset_id"], _ASSET),
        Index("ix_asset_level_stale", "organisation_id", "stale"),
    )
    derived = True

    asset_id: Mapped[str] = mapped_column(ID, primary_key=True)
    c: Mapped[int]
    i: Mapped[int]
    a: Mapped[int]
    t: Mapped[int] = mapped_column(default=0)
    inherited: Mapped[dict[str, Any]]
    stale: Mapped[str] = mapped_column(String(4), default="")
    because: Mapped[dict[str, Any]]
