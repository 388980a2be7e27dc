"""What the pages of gap assessments show: results folded, compared and projected, and one question at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from babel.numbers import format_decimal
from markupsafe import Markup
from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Session

from isms import i18n
from isms.accounts.queries import names
from isms.assessments import queries, rules, services
from isms.assessments.forms import EXISTS, AssessmentForm
from isms.assessments.models import Answer, Assessment
from isms.assessments.questions import Question, folds, groups_of, questions
from isms.assessments.rules import Requirement
from isms.catalogue.labels import short_name, theme_name
from isms.catalogue.models import CONTROLS
from isms.catalogue.queries import mapped_to
from isms.catalogue.rules import THEMES
from isms.i18n import either, lazy
from isms.i18n import gettext as _
from isms.implementations import queries as implementations
from isms.implementations import services as met
from isms.implementations.labels import MATURITY, STATUS
from isms.organisation.models import Scope
from isms.web import charts
from isms.web.charts import Part, Spoke
from isms.web.history import labels, told
from isms.web.panels import panels

SORTS: dict[str, SQLColumnExpression[Any]] = {
    "dated": Assessment.dated,
    "title": Assessment.title,
    "id": Assessment.id,
}


FIELDS = labels(AssessmentForm) | {"closed_on": lazy("Closed")}


class Wanted(NamedTuple):
    """How a result is read: folded by what, projected through which mapping, in which order."""

    fold: str = ""
    mapping: str | None = None
    order: str = ""


def named(assessment: Assessment, requirement: Requirement) -> str:
    """Write a requirement as the address of its question; own controls keep their framework."""
    framework, identifier = requirement
    return identifier if framework == assessment.framework_id else f"{framework}:{identifier}"


def requirement_of(assessment: Assessment, address: str) -> Requirement:
    """Read a requirement from the address of its question."""
    framework, colon, identifier = address.partition(":")
    return (framework, identifier) if colon else (assessment.framework_id, address)


def decimal(value: float | None) -> str:
    """Write an average with one decimal, as the reader's language does."""
    return "–" if value is None else format_decimal(value, "0.0", locale=i18n.language())


def meter(answered: int, total: int) -> Markup:
    """Draw how many of the questions are answered."""
    return charts.bar(_("Answered questions"), [Part(_("answered"), answered)], total)


def details(session: Session, assessment: Assessment, wanted: Wanted) -> dict[str, Any]:
    """Gather the result of an assessment."""
    asked = questions(session, assessment.framework_id)
    stored = services.answers(session, assessment.id)
    found = [stored[question.key] for question in asked if question.key in stored]
    last = session.scalars(queries.previous(assessment)).first()
    before = services.answers(session, last.id) if last else {}
    compared = {each.requirement: each for each in rules.comparison(before.values(), found)}
    return {
        **head(session, assessment, found),
        "asked": {question.key: question for question in asked},
        "last": last,
        "compared": compared,
        "otherwise": sum(each.changed and bool(each.new and each.new.answered) for each in compared.values()),
        "lacking": rules.lacking(found),
        "rows": found if wanted.order == "number" else rules.worst_first(found),
        "next": next((each.requirement for each in found if not each.answered), None),
        "wanted": wanted,
        **folded(asked, found, wanted.fold, folds(assessment.framework_id)),
        **projection(session, assessment, found, wanted.mapping),
        "panels": panels("assessment", assessment.id),
        "history": history(session, assessment),
    }


def history(session: Session, assessment: Assessment) -> list[tuple[datetime, str]]:
    """Tell who began, changed, closed and reopened an assessment."""
    changes = session.scalars(queries.changes_of(assessment.id)).all()
    return told(changes, "assessment", dict(session.execute(names()).all()), FIELDS)


def head(session: Session, assessment: Assessment, found: list[rules.Answer]) -> dict[str, Any]:
    """Gather what every page of an assessment says of it."""
    whole = rules.folded("", found)
    return {
        "assessment": assessment,
        "framework": short_name(assessment.framework_id),
        "scope": session.get_one(Scope, (assessment.organisation_id, assessment.scope_id)),
        "whole": whole,
        "meter": meter(whole.answered, whole.total),
        "address": lambda requirement: named(assessment, requirement),
        "exists": EXISTS | {each: STATUS[each] for each in STATUS if each not in EXISTS},
        "decimal": decimal,
    }


def folded(
    asked: tuple[Question, ...], found: list[rules.Answer], fold: str, ways: Mapping[str, str]
) -> dict[str, Any]:
    """Fold answers in the way that was asked for, with the plot of their maturity where there is a surface."""
    chosen = fold if fold in ways else next(iter(ways))
    groups = rules.fold(found, groups_of(asked, chosen))
    spokes = [
        Spoke(_short(group), round(each.maturity, 1), round(each.wanted or each.maturity, 1))
        for group, each in groups.items()
        if each.maturity is not None
    ]
    drawn = charts.radar(_("Maturity, now and wanted"), spokes) if len(spokes) >= 3 else None
    return {"ways": ways, "way": chosen, "folds": groups, "radar": drawn}


def _short(group: str) -> str:
    """Shorten a theme to its first word, since every one of them ends with "controls"."""
    return group.partition(" ")[0] if group in map(theme_name, THEMES) else group


def projection(
    session: Session, assessment: Assessment, found: list[rules.Answer], mapping: str | None
) -> dict[str, Any]:
    """Read the answers as answers to another framework; without a choice the first that is mapped."""
    others = session.execute(mapped_to(assessment.framework_id)).all()
    known = [row.id for row in others]
    chosen = mapping if mapping in known else known[0] if known and mapping is None else ""
    told: dict[str, Any] = {
        "mappings": [(row.id, short_name(row.id)) for row in others], "mapping": chosen, "projected": (), "points": {}
    }  # fmt: skip
    if chosen:
        points = {row.id: row for each in queries.points(chosen) for row in session.execute(each)}
        sources: dict[Requirement, list[Requirement]] = {(chosen, each): [] for each in points}
        for row in session.execute(queries.pairs(assessment.framework_id, chosen)):
            ends = (row.from_framework, row.from_id), (row.to_framework, row.to_id)
            point, source = ends if row.from_framework == chosen else ends[::-1]
            sources.get(point, []).append(source)
        told["points"] = {each: either(row.title_sv, row.title_en) for each, row in points.items()}
        told["projected"] = rules.projected(found, sources)
    return told


def asking(session: Session, assessment: Assessment, answer: Answer) -> dict[str, Any]:
    """Gather what stands around one question: our words, the last answer, what the systems say, and the way on."""
    stored = services.answers(session, assessment.id)
    asked = [question for question in questions(session, assessment.framework_id) if question.key in stored]
    keys = [question.key for question in asked]
    place = keys.index((answer.framework_id, answer.requirement_id))
    last = session.scalars(queries.previous(assessment)).first()
    before = services.answers(session, last.id) if last else {}
    return {
        **head(session, assessment, list(stored.values())),
        "answer": answer,
        "question": asked[place],
        "before": keys[place - 1] if place else None,
        "after": keys[place + 1] if place + 1 < len(keys) else None,
        "last": last,
        "said": before.get(keys[place]),
        "places": places(session, assessment, keys[place]),
        "scale": MATURITY,
    }


def places(session: Session, assessment: Assessment, requirement: Requirement) -> list[tuple[Any, Any]]:
    """List where a control is met, with how it stands there; clauses are met nowhere in particular."""
    if assessment.framework_id != CONTROLS:
        return []
    common = met.provided(session)
    return [(row, met.standing(row, common)) for row in session.execute(implementations.of_control(*requirement))]


def taking(session: Session, assessment: Assessment) -> dict[str, Any]:
    """Gather what taking over would change, control by control."""
    asked = {question.key: question for question in questions(session, assessment.framework_id)}
    changes = services.changes(session, assessment)
    return {
        **head(session, assessment, list(services.answers(session, assessment.id).values())),
        "changes": [(question, *changes[key]) for key, question in asked.items() if key in changes],
    }
