"""Tables of the catalogues, shared by all organisations, and of what an organisation makes of them.

An identifier is unique only with its framework: "5.2" is a clause and a control.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from isms.db import Base, OrganisationData
from isms.organisation.models import ID

CONTROLS = "iso-27002-2022"
CLAUSES = "iso-27001-2022"
OWN = "own"


class Catalogue(Base):
    """A catalogue file as it was loaded; `digest` is the SHA-256 of its bytes."""

    __tablename__ = "catalogue"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    title_en: Mapped[str]
    title_sv: Mapped[str]
    edition: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    licence: Mapped[str]
    file: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]


class Control(Base):
    """A control of a framework: identifier, titles, attribute values, and our own words about it.

    `attributes` is {"control_type": ["Preventive"], …} with the values of ISO/IEC 27002:2022 Annex A;
    `words` is {"intent": {"en", "sv"}, "evidence": [{"en", "sv"}], "questions": […]}.
    """

    __tablename__ = "control"

    framework_id: Mapped[str] = mapped_column(ID, ForeignKey("catalogue.id"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[int]
    title_en: Mapped[str]
    title_sv: Mapped[str]
    title_annex_a: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(String(32), default="")
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    new_in_2022: Mapped[bool] = mapped_column(default=False)


class Requirement(Base):
    """A node of a framework of requirements, such as a clause; `document` says what must be documented."""

    __tablename__ = "requirement"

    framework_id: Mapped[str] = mapped_column(ID, ForeignKey("catalogue.id"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[int]
    parent_id: Mapped[str | None] = mapped_column(ID)
    title_en: Mapped[str]
    title_sv: Mapped[str]
    auditable: Mapped[bool] = mapped_column(default=True)
    document: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notes: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Correspondence(Base):
    """A pair of a mapping: what one framework asks touches what another does; it says no more than `relationship`."""

    __tablename__ = "correspondence"

    catalogue_id: Mapped[str] = mapped_column(ID, ForeignKey("catalogue.id"), primary_key=True)
    from_framework: Mapped[str] = mapped_column(ID, primary_key=True)
    from_id: Mapped[str] = mapped_column(ID, primary_key=True)
    to_framework: Mapped[str] = mapped_column(ID, primary_key=True)
    to_id: Mapped[str] = mapped_column(ID, primary_key=True)
    relationship: Mapped[str] = mapped_column(String(32))


class ProtectionRule(Base):
    """What one level of one aspect requires of an asset, beyond the levels below; `controls` are identifiers."""

    __tablename__ = "protection_rule"

    package_id: Mapped[str] = mapped_column(ID, ForeignKey("catalogue.id"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    aspect: Mapped[str] = mapped_column(String(1))
    level: Mapped[int]
    framework_id: Mapped[str] = mapped_column(ID)
    controls: Mapped[list[str]]
    why: Mapped[dict[str, Any]] = mapped_column(default=dict)


class AdoptedControl(OrganisationData, Base):
    """A control as an organisation uses it: one of a catalogue, perhaps with a title of its own, or one all its own.

    For an own control (`framework_id` is "own") the fields hold what the catalogue would; else they replace it.
    """

    __tablename__ = "adopted_control"

    framework_id: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[int]
    title_sv: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(String(32), default="")
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    intent_sv: Mapped[str] = mapped_column(default="")
    intent_en: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
