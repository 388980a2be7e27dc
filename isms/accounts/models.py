"""People, the roles they hold, their accounts, and their sign-ins."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import ForeignKeyConstraint, String, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from isms.access.rules import Role
from isms.accounts.passwords import verifies
from isms.db import Base, OrganisationData
from isms.organisation.models import ID
from isms.web.filters import role_name


class Person(OrganisationData, Base):
    """Someone in the organisation; an account is what lets a person sign in."""

    __tablename__ = "person"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "unit_id"], ["unit.organisation_id", "unit.id"]),
        ForeignKeyConstraint(["organisation_id", "job_role_id"], ["job_role.organisation_id", "job_role.id"]),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str]
    job_role_id: Mapped[str | None] = mapped_column(ID)
    unit_id: Mapped[str | None] = mapped_column(ID)


class Grant(OrganisationData, Base):
    """A role that a person holds in the program."""

    __tablename__ = "grant"
    __table_args__ = (ForeignKeyConstraint(["organisation_id", "person_id"], ["person.organisation_id", "person.id"]),)

    person_id: Mapped[str] = mapped_column(ID, primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class Account(UserMixin, Base):
    """What a person signs in with; it belongs to the installation, since signing in comes before an organisation."""

    __tablename__ = "account"
    __table_args__ = (ForeignKeyConstraint(["organisation_id", "person_id"], ["person.organisation_id", "person.id"]),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    organisation_id: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[str] = mapped_column(ID)
    language: Mapped[str] = mapped_column(String(2), default="sv")

    person: Mapped[Person] = relationship(lazy="select", viewonly=True)
    grants: Mapped[list[Grant]] = relationship(
        lazy="select",
        viewonly=True,
        order_by=Grant.role,
        primaryjoin=lambda: and_(
            foreign(Grant.organisation_id) == Account.organisation_id, foreign(Grant.person_id) == Account.person_id
        ),
    )
    roles = []  # noqa: RUF012 - Flask-Security's own are not used: see `roles_held`

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def roles_held(self) -> tuple[Role, ...]:
        """The roles that the person holds now."""
        return tuple(grant.role for grant in self.grants)

    @property
    def role_names(self) -> list[str]:
        """The roles that the person holds, in words."""
        return [role_name(role) for role in self.roles_held]

    def verify_and_update_password(self, password: str) -> bool:
        """Whether the password is right; called by the sign-in library."""
        return verifies(password, self.password)


class SignIn(Base):
    """One sign-in, kept on the server so that it can be ended there; `id` is a hash of what the cookie holds."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
