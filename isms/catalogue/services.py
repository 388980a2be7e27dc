"""The organisation's controls: fetch them, adopt Annex A, add own ones, put own titles in place of the catalogue's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from isms.catalogue import models, queries
from isms.catalogue.models import CONTROLS, OWN, AdoptedControl
from isms.catalogue.rules import NO_WORDS, Adopted, Control, Text, Words, resolve
from isms.catalogue.services_loading import check, load_catalogues

__all__ = [
    "Elsewhere",
    "add_own",
    "adopt",
    "check",
    "control",
    "controls",
    "corresponding",
    "edit",
    "load_catalogues",
]


def controls(session: Session) -> tuple[Control, ...]:
    """Fetch the organisation's controls with their titles resolved, Annex A first and own ones last; one query."""
    return tuple(_resolved(adopted, known) for adopted, known in session.execute(queries.adopted_controls()))


def control(session: Session, framework: str, identifier: str) -> Control:
    """Fetch one of the organisation's controls; raises NoResultFound."""
    adopted, known = session.execute(queries.adopted_control(framework, identifier)).one()
    return _resolved(adopted, known)


def _resolved(adopted: AdoptedControl, known: models.Control | None) -> Control:
    own = Adopted(
        adopted.title_sv, adopted.title_en, adopted.theme, adopted.attributes,
        {"sv": adopted.intent_sv, "en": adopted.intent_en},
    )  # fmt: skip
    key = (adopted.framework_id, adopted.id)
    return resolve(catalogued(known) if known else None, key, adopted.position, own)


def catalogued(stored: models.Control) -> Control:
    """Give a control as its catalogue has it; every Swedish title of a catalogue is an unofficial translation."""
    return Control(
        framework=stored.framework_id,
        id=stored.id,
        position=stored.position,
        title_sv=stored.title_sv,
        title_en=stored.title_en,
        unofficial=bool(stored.title_sv),
        theme=stored.theme,
        attributes={name: tuple(values) for name, values in stored.attributes.items()},
        words=_words(stored.words),
        title_annex_a=stored.title_annex_a,
        new_in_2022=stored.new_in_2022,
    )


def _words(stored: Mapping[str, Any]) -> Words:
    if not stored:
        return NO_WORDS
    return Words(stored["intent"], tuple(stored["evidence"]), tuple(stored["questions"]))


def adopt(session: Session, organisation: str) -> int:
    """Let an organisation take all 93 controls of Annex A into account (6.1.3 c); says how many were new to it."""
    taken = set(session.scalars(select(AdoptedControl.id).where(AdoptedControl.framework_id == CONTROLS)))
    rows = session.execute(
        select(models.Control.id, models.Control.position).where(models.Control.framework_id == CONTROLS)
    )
    new = [
        AdoptedControl(organisation_id=organisation, framework_id=CONTROLS, id=row.id, position=row.position)
        for row in rows
        if row.id not in taken
    ]
    session.add_all(new)
    session.flush()
    return len(new)


def add_own(session: Session, organisation: str, values: Mapping[str, Any]) -> AdoptedControl:
    """Add a control of the organisation's own, last in its list; `values` are fields of AdoptedControl."""
    last = session.scalar(select(func.max(AdoptedControl.position)).where(AdoptedControl.framework_id == OWN))
    found = AdoptedControl(organisation_id=organisation, framework_id=OWN, position=(last or 0) + 1, **values)
    session.add(found)
    session.flush()
    return found


def edit(session: Session, adopted: AdoptedControl, values: Mapping[str, Any]) -> None:
    """Change what an organisation says of a control; an emptied title gives the catalogue's back."""
    for name, value in values.items():
        if getattr(adopted, name) != value:
            setattr(adopted, name, value)
    session.flush()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another framework asks in the same matter; no points means no mapping, which is not "not met"."""

    framework: str
    title: Text
    points: tuple[tuple[str, Text], ...]


def corresponding(session: Session, framework: str, identifier: str) -> tuple[Elsewhere, ...]:
    """Fetch where else the same is asked, for each framework that is mapped to this one; points in their own order."""
    points = _by_framework(session.execute(queries.correspondences_of(framework, identifier)))
    return tuple(
        Elsewhere(row.id, {"sv": row.title_sv, "en": row.title_en}, points.get(row.id, ()))
        for row in session.execute(queries.mapped_to(framework))
    )


def _by_framework(rows: Iterable[Any]) -> dict[str, tuple[tuple[str, Text], ...]]:
    found: dict[str, dict[str, Text]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        title = {"sv": row.title_sv or row.title_en, "en": row.title_en}
        found.setdefault(row.framework, {})[row.id] = title
    return {framework: tuple(points.items()) for framework, points in found.items()}
