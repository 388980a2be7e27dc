"""The table of how each control is met, for a whole scope or for one asset."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData
from isms.implementations.rules import Deficiency, Status
from isms.organisation.models import ID


class Implementation(OrganisationData, Base):
    """How one control is met for a scope or for an asset; maturity is 0–5, now and wanted.

    `id` is the subject and the control, such as "LIS-KOMMUN:5.9". `provider_id` is another implementation whose
    status this one follows: a common control.
    """

    __tablename__ = "implementation"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "framework_id", "control_id"],
            ["adopted_control.organisation_id", "adopted_control.framework_id", "adopted_control.id"],
        ),
        ForeignKeyConstraint(["organisation_id", "scope_id"], ["scope.organisation_id", "scope.id"]),
        ForeignKeyConstraint(["organisation_id", "asset_id"], ["asset.organisation_id", "asset.id"]),
        ForeignKeyConstraint(
            ["organisation_id", "provider_id"],
            ["implementation.organisation_id", "implementation.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        ForeignKeyConstraint(["organisation_id", "responsible_id"], ["person.organisation_id", "person.id"]),
        CheckConstraint("(scope_id IS NULL) <> (asset_id IS NULL)", name="one_subject"),
        CheckConstraint("maturity BETWEEN 0 AND 5", name="maturity"),
        CheckConstraint("wanted BETWEEN 0 AND 5", name="wanted"),
        Index("ix_implementation_control", "organisation_id", "framework_id", "control_id"),
        Index("ix_implementation_asset", "organisation_id", "asset_id"),
        Index("ix_implementation_scope", "organisation_id", "scope_id"),
    )

    id: Mapped[str] = mapped_column(String(160), primary_key=True)
    framework_id: Mapped[str] = mapped_column(ID)
    control_id: Mapped[str] = mapped_column(ID)
    scope_id: Mapped[str | None] = mapped_column(ID)
    asset_id: Mapped[str | None] = mapped_column(ID)
    status: Mapped[Status] = mapped_column(default=Status.NOT_ASSESSED)
    deficiency: Mapped[Deficiency | None]
    maturity: Mapped[int | None]
    wanted: Mapped[int | None]
    how: Mapped[str] = mapped_column(default="")
    references: Mapped[str] = mapped_column(default="")
    responsible_role: Mapped[str] = mapped_column(default="")
    responsible_id: Mapped[str | None] = mapped_column(ID)
    provider_id: Mapped[str | None] = mapped_column(String(160))
    last_review: Mapped[date | None]
    next_review: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
