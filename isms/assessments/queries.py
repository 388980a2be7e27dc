"""Selections of gap assessments, their answers, and what they are compared with."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from isms.assessments.models import Answer, Assessment
from isms.auditlog.models import Change
from isms.catalogue.models import Control, Correspondence, Requirement
from isms.i18n import spellings
from isms.implementations.models import Implementation
from isms.implementations.rules import Status
from isms.organisation.models import Scope

Rows = Select[*tuple[Any, ...]]

ANSWERED = and_(Answer.confirmed.is_(True), Answer.exists != Status.NOT_ASSESSED)


def _counts() -> Any:
    return (
        select(
            Answer.organisation_id, Answer.assessment_id, func.count().label("total"),
            func.sum(case((ANSWERED, 1), else_=0)).label("answered"),
        )
        .group_by(Answer.organisation_id, Answer.assessment_id)
        .subquery()
    )  # fmt: skip


def counted() -> Rows:
    """Select every assessment with how many of its questions are answered by a person."""
    counts = _counts()
    same = and_(counts.c.organisation_id == Assessment.organisation_id, counts.c.assessment_id == Assessment.id)
    return (
        select(
            Assessment.id, Assessment.title, Assessment.framework_id, Assessment.dated, Assessment.team,
            Assessment.closed_on, Assessment.scope_id,
            func.coalesce(counts.c.total, 0).label("total"), func.coalesce(counts.c.answered, 0).label("answered"),
        )
        .outerjoin(counts, same)
    )  # fmt: skip


def register(scope_id: str | None) -> Rows:
    """Select the assessments of a scope."""
    return counted().where(Assessment.scope_id == scope_id)


def unfinished() -> Rows:
    """Select the open assessments, the oldest first, with how much of each is answered."""
    return counted().where(Assessment.closed_on.is_(None)).order_by(Assessment.dated, Assessment.id)


def found(words: str, limit: int) -> Rows:
    """Select the assessments whose titles have all the words, the newest first."""
    fits = [
        or_(*(Assessment.title.icontains(each, autoescape=True) for each in spellings(word))) for word in words.split()
    ]
    newest = (Assessment.dated.desc(), Assessment.id)
    return select(Assessment.id, Assessment.title).where(*fits).order_by(*newest).limit(limit)


def known(ids: Collection[str]) -> Select[str]:
    """Select those of some ids that are assessments."""
    return select(Assessment.id).where(Assessment.id.in_(ids))


def ids() -> Select[str]:
    """Select the id of every assessment."""
    return select(Assessment.id)


def answers(assessment_id: str) -> Rows:
    """Select the answers of an assessment; what is not confirmed is a proposal."""
    return select(
        Answer.framework_id, Answer.requirement_id, Answer.exists, Answer.deficiency, Answer.maturity, Answer.wanted,
        Answer.observed, Answer.improve, Answer.confirmed,
    ).where(Answer.assessment_id == assessment_id)  # fmt: skip


def previous(assessment: Assessment) -> Select[Assessment]:
    """Select the assessment of the same scope and framework that came before and answered something."""
    earlier = or_(
        Assessment.dated < assessment.dated, and_(Assessment.dated == assessment.dated, Assessment.id < assessment.id)
    )
    same = (Assessment.scope_id == assessment.scope_id, Assessment.framework_id == assessment.framework_id)
    something = Assessment.id.in_(select(Answer.assessment_id).where(ANSWERED))
    newest = (Assessment.dated.desc(), Assessment.id.desc())
    return select(Assessment).where(*same, earlier, something).order_by(*newest).limit(1)


def of_requirement(framework: str, requirement: str) -> Rows:
    """Select what every assessment answered to one requirement, by scope, the newest first."""
    inside = and_(Assessment.organisation_id == Answer.organisation_id, Assessment.id == Answer.assessment_id)
    place = and_(Scope.organisation_id == Assessment.organisation_id, Scope.id == Assessment.scope_id)
    return (
        select(
            Assessment.id, Assessment.title, Assessment.dated, Assessment.scope_id, Assessment.framework_id,
            Scope.name.label("scope"), Answer.exists, Answer.deficiency, Answer.maturity, Answer.wanted,
            Answer.observed,
        )
        .join(Assessment, inside)
        .join(Scope, place)
        .where(Answer.framework_id == framework, Answer.requirement_id == requirement, ANSWERED)
        .order_by(Scope.id, Assessment.dated.desc(), Assessment.id.desc())
    )  # fmt: skip


def implementations_of(scope_id: str) -> Select[Implementation]:
    """Select how each control is met for a scope, to be changed."""
    return select(Implementation).where(Implementation.scope_id == scope_id)


def pairs(framework: str, other: str) -> Rows:
    """Select the ends of what the mappings join between a framework and another, whichever end each stands at."""
    pair = Correspondence
    there = and_(pair.from_framework == other, pair.to_framework == framework)
    here = and_(pair.from_framework == framework, pair.to_framework == other)
    return select(pair.from_framework, pair.from_id, pair.to_framework, pair.to_id).where(or_(there, here))


def points(framework: str) -> tuple[Rows, Rows]:
    """Select (id, titles) of what a framework asks, in its order: of its requirements, and of its controls."""
    return (
        select(Requirement.id, Requirement.title_sv, Requirement.title_en)
        .where(Requirement.framework_id == framework, Requirement.auditable.is_(True))
        .order_by(Requirement.position),
        select(Control.id, Control.title_sv, Control.title_en)
        .where(Control.framework_id == framework)
        .order_by(Control.position),
    )


def changes_of(assessment_id: str) -> Select[Change]:
    """Select what was done to an assessment itself, newest first; its answers would drown it."""
    own = and_(Change.object_type == Assessment.__tablename__, Change.object_id == assessment_id)
    return select(Change).where(own).order_by(Change.id.desc()).limit(12)
