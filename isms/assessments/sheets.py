"""The newest gap assessment of a scope as a workbook: the folds, every answer, and what it is compared with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.assessments import queries, rules, services
from isms.assessments.models import Assessment
from isms.assessments.questions import Question, folds, questions
from isms.assessments.rules import Answer, Comparison, Requirement
from isms.catalogue.labels import value_name
from isms.catalogue.rules import ATTRIBUTES
from isms.exchange.sheets import Column, Sheet, Style, Table, Tone
from isms.exchange.voice import Voice
from isms.feature import Export
from isms.i18n import speaking
from isms.implementations.labels import DEFICIENCY, STATUS
from isms.implementations.sheets import TONES, counted, folded
from isms.organisation.sheets import register_book


class Found(NamedTuple):
    """An assessment with what it asked and found, in the order of its framework, and the one before it."""

    assessment: Assessment
    asked: Mapping[Requirement, Question]
    answers: Sequence[Answer]
    before: Assessment | None
    old: Sequence[Answer]


def write(session: Session, scope_id: str | None, language: str, today: date) -> bytes:
    """Write the newest gap assessment of a scope; a workbook that says so where there is none."""
    say = Voice(language)
    newest = select(Assessment).where(Assessment.scope_id == scope_id)
    assessment = session.scalars(newest.order_by(Assessment.dated.desc(), Assessment.id.desc()).limit(1)).first()
    if assessment is None:
        sheets = [Sheet(title=say("Gap assessment"), notes=(say("The scope has no gap assessment yet."),), tables=())]
    else:
        found = _found(session, say, assessment)
        sheets = [_summary(say, found), _answers(say, found), _comparison(say, found)]
    return register_book(session, say, (say("Gap assessment"), scope_id), sheets, today)


def _found(session: Session, say: Voice, assessment: Assessment) -> Found:
    asked = _asked(session, say, assessment.framework_id)
    before = session.scalar(queries.previous(assessment))
    old = _ordered(session, before, asked) if before else []
    return Found(assessment, asked, _ordered(session, assessment, asked), before, old)


def _ordered(session: Session, assessment: Assessment, asked: Mapping[Requirement, Question]) -> list[Answer]:
    found = services.answers(session, assessment.id)
    return [found[key] for key in dict.fromkeys([*asked, *found]) if key in found]


def _asked(session: Session, say: Voice, framework: str) -> dict[Requirement, Question]:
    """Fetch what is asked in each language that the workbook speaks, and join their words."""
    told = []
    for language in say.languages:
        with speaking(language):
            told.append({each.key: each for each in questions(session, framework)})
    return {key: _joined([each[key] for each in told]) for key in told[0]}


def _joined(same: Sequence[Question]) -> Question:
    groups = {
        fold: tuple(_words(words) for words in zip(*(each.groups[fold] for each in same), strict=True))
        for fold in same[0].groups
    }
    return replace(same[0], title=_words([each.title for each in same]), groups=groups)


def _words(same: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(same))


def _summary(say: Voice, found: Found) -> Sheet:
    """Fold the answers in every way that the framework knows, each with its chart."""
    whole = rules.folded("", found.answers)
    says = {
        "title": found.assessment.title, "day": found.assessment.dated, "answered": whole.answered,
        "total": whole.total, "serious": whole.serious,
    }  # fmt: skip
    notes = [say("%(title)s, dated %(day)s: %(answered)s of %(total)s answered, %(serious)s considerable or severe "
                 "deficiencies.", **says)]  # fmt: skip
    if found.assessment.team:
        notes.append(say("Made by: %(team)s", team=found.assessment.team))
    ways = dict.fromkeys(fold for question in found.asked.values() for fold in question.groups)
    names = {fold: say.each(lambda f=fold: folds(found.assessment.framework_id)[f]) for fold in ways}  # type: ignore[misc]
    tables = [_fold(say, names[fold], found, fold) for fold in ways]
    return Sheet(title=say("Summary"), notes=notes, tables=tables, scale=55)


def _fold(say: Voice, heading: str, found: Found, fold: str) -> Table:
    def groups_of(answer: Answer) -> tuple[str, ...]:
        asked = found.asked.get(answer.requirement)
        return asked.groups.get(fold, ()) if asked else ()

    counts = counted(found.answers, groups_of, lambda answer: answer.exists)
    means = rules.fold(found.answers, lambda key: found.asked[key].groups.get(fold, ()) if key in found.asked else ())
    rows = [(group, counts[group], means[group]) for group in _in_order(say, fold, counts)]
    more = [
        Column(heading=say("Maturity"), width=10, value=lambda row: _rounded(row[2].maturity), style=Style.CENTRED),
        Column(heading=say("Wanted"), width=10, value=lambda row: _rounded(row[2].wanted), style=Style.CENTRED),
    ]
    return folded(say, heading, rows, more)


def _in_order(say: Voice, fold: str, groups: Iterable[str]) -> list[str]:
    """Put the values of an attribute in the standard's order; other groups stay in that of the framework."""
    places = {say.each(lambda v=value: value_name(v)): n for n, value in enumerate(ATTRIBUTES.get(fold, ()))}  # type: ignore[misc]
    return sorted(groups, key=lambda group: places.get(group, 0))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _number(key: Requirement) -> str:
    return key[1]


def _requirement(say: Voice, found: Found) -> list[Column]:
    asked = found.asked
    unofficial = "sv" in say.languages and any(question.unofficial for question in asked.values())
    heading = say("Title (Swedish titles are unofficial)" if unofficial else "Title")
    return [
        Column(heading=say("Number"), width=10, value=lambda row: _number(row.requirement), style=Style.STRONG),
        Column(heading=heading, width=40,
               value=lambda row: asked[row.requirement].title if row.requirement in asked else ""),
    ]  # fmt: skip


def _answers(say: Voice, found: Found) -> Sheet:
    """Show every answer; one that nobody has confirmed is not assessed."""
    columns = [*_requirement(say, found), *_judged(say), *_written(say)]
    table = Table(columns=columns, rows=found.answers, empty=say("There is no answer."))
    return Sheet(title=say("Answers"), tables=(table,), keep=2)


def _judged(say: Voice) -> list[Column]:
    statuses, lacking = say.words(STATUS), say.words(DEFICIENCY)
    return [
        Column(heading=say("Exists"), width=16, value=lambda row: statuses[row.exists],
               tone=lambda row: TONES[row.exists]),
        Column(heading=say("Deficiency"), width=14, value=lambda row: lacking[row.deficiency] if row.deficiency else "",
               tone=lambda row: Tone.BAD if row.deficiency and row.deficiency.serious else Tone.NONE),
        Column(heading=say("Maturity now (0–5)"), width=10, value=lambda row: row.maturity, style=Style.CENTRED),
        Column(heading=say("Maturity wanted (0–5)"), width=10, value=lambda row: row.wanted, style=Style.CENTRED),
        Column(heading=say("Steps missing"), width=10, value=lambda row: row.gap, style=Style.CENTRED),
    ]  # fmt: skip


def _written(say: Voice) -> list[Column]:
    return [
        Column(heading=say("What was observed"), width=40, value=lambda row: row.observed),
        Column(heading=say("What to improve"), width=40, value=lambda row: row.improve),
    ]


def _comparison(say: Voice, found: Found) -> Sheet:
    """Set the assessment beside the one before it, where there is one."""
    statuses = say.words(STATUS)
    rows = [each for each in rules.comparison(found.old, found.answers) if each.changed] if found.before else []
    said = say("Nothing has changed.") if found.before else say("There is no earlier assessment to compare with.")

    def answer(side: str, name: str) -> Any:
        return lambda row: getattr(getattr(row, side), name, None)

    def exists(side: str) -> Any:
        return lambda row: statuses[getattr(row, side).exists] if getattr(row, side) else ""

    columns = [
        *_requirement(say, found),
        Column(heading=say("Before"), width=18, value=exists("old")),
        Column(heading=say("Now"), width=18, value=exists("new")),
        Column(heading=say("Maturity before"), width=11, value=answer("old", "maturity"), style=Style.CENTRED),
        Column(heading=say("Maturity now (0–5)"), width=11, value=answer("new", "maturity"), style=Style.CENTRED),
        Column(heading=say("Steps gained"), width=11, value=lambda row: row.steps, style=Style.CENTRED, tone=_gain),
    ]
    notes = (say("Compared with %(title)s, dated %(day)s.", title=found.before.title, day=found.before.dated),) if (
        found.before) else ()  # fmt: skip
    return Sheet(title=say("Comparison"), notes=notes, tables=(Table(columns=columns, rows=rows, empty=said),), keep=2)


def _gain(row: Comparison) -> Tone:
    steps = row.steps or 0
    return Tone.GOOD if steps > 0 else Tone.BAD if steps < 0 else Tone.NONE


GAP = Export(name="gap", permission=Permission.ASSESSMENT_READ, write=write, needs_scope=True)
