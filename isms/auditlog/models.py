"""The table of changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData


class Change(OrganisationData, Base):
    """One object changed in one act: who, when, why, and each field before and after.

    `fields` is {name: [before, after]}; `kind` is added, changed or removed.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_object", "organisation_id", "object_type", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str]
    object_type: Mapped[str] = mapped_column(String(64))
    object_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    fields: Mapped[dict[str, Any]]
