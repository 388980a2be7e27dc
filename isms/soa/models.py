"""Tables of the Statement: what people decided, what is proposed, and what is frozen for good."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData
from isms.organisation.models import ID

_SCOPE = ["scope.organisation_id", "scope.id"]


class StatementDecision(OrganisationData, Base):
    """A decision of the organisation on one control: that it applies, or that it is excluded, with the reason."""

    __tablename__ = "statement_decision"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "scope_id"], _SCOPE),
        ForeignKeyConstraint(
            ["organisation_id", "framework_id", "control_id"],
            ["adopted_control.organisation_id", "adopted_control.framework_id", "adopted_control.id"],
        ),
    )

    scope_id: Mapped[str] = mapped_column(ID, primary_key=True)
    framework_id: Mapped[str] = mapped_column(ID, primary_key=True)
    control_id: Mapped[str] = mapped_column(ID, primary_key=True)
    included: Mapped[bool]
    reason: Mapped[str]
    decided_by: Mapped[str] = mapped_column(ID)
    decided_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class StatementProposal(OrganisationData, Base):
    """A Statement put forward for approval; it lapses when the content no longer has this hash."""

    __tablename__ = "statement_proposal"
    __table_args__ = (ForeignKeyConstraint(["organisation_id", "scope_id"], _SCOPE),)

    scope_id: Mapped[str] = mapped_column(ID, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[str] = mapped_column(ID)
    proposed_at: Mapped[datetime]


class StatementVersion(OrganisationData, Base):
    """A frozen Statement: canonical JSON and its SHA-256. Triggers refuse to change or remove it.

    `log_head` is the entry of the log that it was approved after; editors are counted from there.
    """

    __tablename__ = "statement_version"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "scope_id"], _SCOPE),
        ForeignKeyConstraint(["organisation_id", "proposed_by"], ["person.organisation_id", "person.id"]),
        ForeignKeyConstraint(["organisation_id", "approved_by"], ["person.organisation_id", "person.id"]),
        CheckConstraint("approved_by <> proposed_by", name="two_people"),
    )

    scope_id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[str] = mapped_column(ID)
    proposed_at: Mapped[datetime]
    approved_by: Mapped[str] = mapped_column(ID)
    approved_at: Mapped[datetime]
    log_head: Mapped[int]
