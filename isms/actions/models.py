"""The table of actions."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from isms.actions.rules import Status
from isms.db import Base, OrganisationData
from isms.organisation.models import ID


class Action(OrganisationData, Base):
    """Something to be done, with who, when and what it costs (SEK); `source` is the id of what called for it."""

    __tablename__ = "action"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "unit_id"], ["unit.organisation_id", "unit.id"]),
        ForeignKeyConstraint(["organisation_id", "responsible_id"], ["person.organisation_id", "person.id"]),
        Index("ix_action_source", "organisation_id", "source"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    title: Mapped[str]
    source: Mapped[str] = mapped_column(ID, default="")
    unit_id: Mapped[str | None] = mapped_column(ID)
    responsible_role: Mapped[str] = mapped_column(default="")
    responsible_id: Mapped[str | None] = mapped_column(ID)
    due: Mapped[date | None]
    cost: Mapped[int | None]
    funded: Mapped[bool | None]
    status: Mapped[Status] = mapped_column(default=Status.NOT_STARTED)
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ActionControl(OrganisationData, Base):
    """An action improves a control."""

    __tablename__ = "action_control"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "action_id"], ["action.organisation_id", "action.id"]),
        ForeignKeyConstraint(
            ["organisation_id", "framework_id", "control_id"],
            ["adopted_control.organisation_id", "adopted_control.framework_id", "adopted_control.id"],
        ),
    )

    action_id: Mapped[str] = mapped_column(ID, primary_key=True)
    framework_id: Mapped[str] = mapped_column(ID, primary_key=True)
    control_id: Mapped[str] = mapped_column(ID, primary_key=True)
