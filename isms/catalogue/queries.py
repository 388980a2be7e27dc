"""Selects of the catalogues and of what an organisation has adopted."""

from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select, union
from sqlalchemy.orm import aliased

from isms.catalogue.models import (
    OWN,
    AdoptedControl,
    Catalogue,
    Control,
    Correspondence,
    ProtectionRule,
    Requirement,
)

_ORDER = (case((AdoptedControl.framework_id == OWN, 1), else_=0), AdoptedControl.position, AdoptedControl.id)


def adopted_controls() -> Select[AdoptedControl, Control | None]:
    """Select the organisation's controls with the catalogue's words, Annex A first, own ones last."""
    same = and_(AdoptedControl.framework_id == Control.framework_id, AdoptedControl.id == Control.id)
    return select(AdoptedControl, Control).outerjoin(Control, same).order_by(*_ORDER)


def adopted_control(framework: str, identifier: str) -> Select[AdoptedControl, Control | None]:
    """Select one of the organisation's controls with the catalogue's words."""
    return adopted_controls().where(AdoptedControl.framework_id == framework, AdoptedControl.id == identifier)


def catalogues() -> Select[Catalogue]:
    """Select all loaded catalogue files, those with controls first."""
    return select(Catalogue).order_by(Catalogue.kind, Catalogue.id)


def controls_of(framework: str) -> Select[Control]:
    """Select the controls of a framework in its own order."""
    return select(Control).where(Control.framework_id == framework).order_by(Control.position)


def requirements_of(framework: str) -> Select[Requirement]:
    """Select the requirements of a framework in its own order."""
    return select(Requirement).where(Requirement.framework_id == framework).order_by(Requirement.position)


def rules_of(package: str) -> Select[ProtectionRule]:
    """Select what a protection package requires, by aspect and level."""
    return select(ProtectionRule).where(ProtectionRule.package_id == package).order_by(ProtectionRule.id)


def correspondences_of(framework: str, identifier: str) -> Select[Any]:
    """Select what the mappings say of one identifier, whichever end it stands at, with the title of the other end."""
    pair, asked, done = Correspondence, aliased(Requirement), aliased(Control)
    at_end = and_(pair.to_framework == framework, pair.to_id == identifier)
    at_start = and_(pair.from_framework == framework, pair.from_id == identifier)
    there, point = (
        case((at_end, pair.from_framework), else_=pair.to_framework),
        case((at_end, pair.from_id), else_=pair.to_id),
    )
    return (
        select(
            there.label("framework"),
            point.label("id"),
            func.coalesce(asked.title_sv, done.title_sv).label("title_sv"),
            func.coalesce(asked.title_en, done.title_en).label("title_en"),
            func.coalesce(asked.position, done.position).label("position"),
        )
        .outerjoin(asked, and_(asked.framework_id == there, asked.id == point))
        .outerjoin(done, and_(done.framework_id == there, done.id == point))
        .where(or_(at_end, at_start))
    )


def mapped_to(framework: str) -> Select[str, str, str]:
    """Select the frameworks that some mapping joins to this one."""
    pair = Correspondence
    ends = union(
        select(pair.from_framework.label("id")).where(pair.to_framework == framework),
        select(pair.to_framework.label("id")).where(pair.from_framework == framework),
    ).subquery()
    return (
        select(Catalogue.id, Catalogue.title_sv, Catalogue.title_en)
        .where(Catalogue.id.in_(select(ends.c.id)))
        .order_by(Catalogue.id.desc())
    )


def number_of_pairs(catalogue: str) -> Select[int]:
    """Select how many pairs a mapping holds."""
    return select(func.count()).select_from(Correspondence).where(Correspondence.catalogue_id == catalogue)


def is_taken(identifier: str) -> Select[str]:
    """Select the identifier again if a control of the organisation has it, in any framework."""
    return select(AdoptedControl.id).where(AdoptedControl.id == identifier)
