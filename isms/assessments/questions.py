"""What an assessment asks: the controls of the organisation, or the clauses of ISO/IEC 27001, with our own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from isms.assessments.rules import Requirement
from isms.catalogue.labels import attribute_name, notes, theme_name, value_name
from isms.catalogue.models import CLAUSES, CONTROLS
from isms.catalogue.models import Requirement as Clause
from isms.catalogue.queries import requirements_of
from isms.catalogue.rules import ATTRIBUTES, Control, Text
from isms.catalogue.services import controls
from isms.i18n import either
from isms.i18n import gettext as _

FRAMEWORKS = (CONTROLS, CLAUSES)


@dataclass(frozen=True, slots=True)
class Question:
    """One requirement as it is asked, in the reader's language; `groups` maps each fold to the groups it is in."""

    key: Requirement
    title: str
    groups: Mapping[str, tuple[str, ...]]
    intent: str = ""
    asked: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    unofficial: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def number(self) -> str:
        """The identifier within its framework, such as 5.9."""
        return self.key[1]


def questions(session: Session, framework: str) -> tuple[Question, ...]:
    """Fetch what an assessment against a framework asks, in its order; own controls follow those of Annex A."""
    if framework == CONTROLS:
        return tuple(map(_of_control, controls(session)))
    clauses = session.scalars(requirements_of(framework)).all()
    named = {clause.id: f"{clause.id} {_title(clause)}" for clause in clauses}
    return tuple(_of_clause(clause, named) for clause in clauses if clause.auditable)


def _title(thing: Control | Clause) -> str:
    return either(thing.title_sv, thing.title_en)


def _said(text: Text) -> str:
    return either(text.get("sv"), text.get("en"))


def _of_control(control: Control) -> Question:
    words = control.words
    values = {name: tuple(map(value_name, control.values(name))) for name in ATTRIBUTES}
    return Question(
        control.key, _title(control), {"theme": (theme_name(control.theme),), **values}, _said(words.intent),
        tuple(map(_said, words.questions)), tuple(map(_said, words.evidence)), control.unofficial,
    )  # fmt: skip


def _of_clause(clause: Clause, named: Mapping[str, str]) -> Question:
    """Ask about a clause, with the clause above it as what it is about: a letter says little alone."""
    head = clause.id.partition(".")[0]
    above = named.get(clause.parent_id or "", "")
    document = _said(clause.document) if clause.document else ""
    return Question(
        (clause.framework_id, clause.id), _title(clause), {"clause": (named.get(head, head),)}, above,
        evidence=(document,) if document else (), unofficial=True, notes=tuple(notes(clause)),
    )  # fmt: skip


def folds(framework: str) -> dict[str, str]:
    """Name the ways to fold an assessment of a framework; the first is the usual one."""
    if framework != CONTROLS:
        return {"clause": _("Clause")}
    return {"theme": _("Theme"), **{name: attribute_name(name) for name in ATTRIBUTES}}


def groups_of(asked: tuple[Question, ...], fold: str) -> Callable[[Requirement], tuple[str, ...]]:
    """Give the groups that a requirement belongs to when an assessment is folded in one way."""
    known = {question.key: question.groups.get(fold, ()) for question in asked}
    return lambda requirement: known.get(requirement, ())
