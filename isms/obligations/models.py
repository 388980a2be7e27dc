"""Tables of laws and contracts, and the controls they call for."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData
from isms.organisation.models import ID

_OBLIGATION = ["obligation.organisation_id", "obligation.id"]


class Kind(StrEnum):
    """Where an obligation comes from."""

    LAW = "law"
    CONTRACT = "contract"


class Obligation(OrganisationData, Base):
    """A law or contract; it is in force from `in_force` and until the day before `ends`."""

    __tablename__ = "obligation"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "replaced_by_id"], _OBLIGATION, deferrable=True, initially="DEFERRED"),
        ForeignKeyConstraint(["organisation_id", "supplier_id"], ["supplier.organisation_id", "supplier.id"]),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[Kind]
    number: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    name_key: Mapped[str]
    short: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    supervision: Mapped[str] = mapped_column(default="")
    duty: Mapped[str] = mapped_column(default="")
    in_force: Mapped[date | None]
    ends: Mapped[date | None]
    replaced_by_id: Mapped[str | None] = mapped_column(ID)
    supplier_id: Mapped[str | None] = mapped_column(ID)
    verify: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ObligationControl(OrganisationData, Base):
    """An obligation calls for a control."""

    __tablename__ = "obligation_control"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "obligation_id"], _OBLIGATION),
        ForeignKeyConstraint(
            ["organisation_id", "framework_id", "control_id"],
            ["adopted_control.organisation_id", "adopted_control.framework_id", "adopted_control.id"],
        ),
        Index("ix_obligation_control_control", "organisation_id", "framework_id", "control_id"),
    )

    obligation_id: Mapped[str] = mapped_column(ID, primary_key=True)
    framework_id: Mapped[str] = mapped_column(ID, primary_key=True)
    control_id: Mapped[str] = mapped_column(ID, primary_key=True)


class ObligationUnit(OrganisationData, Base):
    """An obligation binds a unit; with none named it binds the whole organisation."""

    __tablename__ = "obligation_unit"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "obligation_id"], _OBLIGATION),
        ForeignKeyConstraint(["organisation_id", "unit_id"], ["unit.organisation_id", "unit.id"]),
    )

    obligation_id: Mapped[str] = mapped_column(ID, primary_key=True)
    unit_id: Mapped[str] = mapped_column(ID, primary_key=True)
