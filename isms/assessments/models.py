"""Tables of gap assessments and their answers."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData
from isms.implementations.rules import Deficiency, Status
from isms.organisation.models import ID


class Assessment(OrganisationData, Base):
    """A gap assessment of a scope against a framework, made on a date by a team; closed when it is done."""

    __tablename__ = "assessment"
    __table_args__ = (ForeignKeyConstraint(["organisation_id", "scope_id"], ["scope.organisation_id", "scope.id"]),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    title: Mapped[str]
    scope_id: Mapped[str] = mapped_column(ID)
    framework_id: Mapped[str] = mapped_column(ID)
    dated: Mapped[date]
    team: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Answer(OrganisationData, Base):
    """What an assessment found for one requirement; a prefilled answer is a proposal until a person confirms it."""

    __tablename__ = "assessment_answer"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "assessment_id"], ["assessment.organisation_id", "assessment.id"]),
        CheckConstraint("maturity BETWEEN 0 AND 5", name="maturity"),
        CheckConstraint("wanted BETWEEN 0 AND 5", name="wanted"),
    )

    assessment_id: Mapped[str] = mapped_column(ID, primary_key=True)
    framework_id: Mapped[str] = mapped_column(ID, primary_key=True)
    requirement_id: Mapped[str] = mapped_column(ID, primary_key=True)
    exists: Mapped[Status] = mapped_column(default=Status.NOT_ASSESSED)
    deficiency: Mapped[Deficiency | None]
    maturity: Mapped[int | None]
    wanted: Mapped[int | None]
    observed: Mapped[str] = mapped_column(default="")
    improve: Mapped[str] = mapped_column(default="")
    confirmed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
