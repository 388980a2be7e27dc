"""What laws and contracts offer to the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.catalogue.rules_keys import key
from isms.feature import Feature, Hit, Link, Panel, Source, Todo
from isms.i18n import gettext as _
from isms.i18n import lazy, ngettext
from isms.obligations import loads, queries
from isms.obligations.pages import FORCES
from isms.obligations.rules import Force, force
from isms.obligations.views import bp


def _shown(session: Session, rows: Any, today: date) -> dict[str, Any] | None:
    found = [(row, force(row.in_force, row.ends, today)) for row in session.execute(rows)]
    found.sort(key=lambda each: list(Force).index(each[1]))
    holding = sum(each is Force.IN_FORCE for _row, each in found)
    return {"rows": found, "holding": holding, "forces": FORCES} if found else None


def _of_control(session: Session, control: str, today: date) -> dict[str, Any] | None:
    return _shown(session, queries.calling_for(*key(control)), today)


def _of_unit(session: Session, unit: str, today: date) -> dict[str, Any] | None:
    return _shown(session, queries.binding(unit), today)


def _find(session: Session, words: str, limit: int) -> Sequence[Hit]:
    kind = _("Law or contract")
    return [
        Hit(row.id, f"{row.name} {row.number}".strip(), url_for("obligations.detail", identifier=row.id), kind)
        for row in session.execute(queries.found(words, limit))
    ]


def _todo(session: Session, today: date) -> Sequence[Todo]:
    ending = session.execute(queries.contracts_ending(today)).all()
    lines = [
        Todo(
            "soon", _("%(name)s ends", name=row.name), _("Decide whether it is prolonged or procured anew."),
            url_for("obligations.detail", identifier=row.id), row.ends.isoformat(), "warn", "clock",
        )
        for row in ending
    ]  # fmt: skip
    if count := session.scalar(queries.to_verify()) or 0:
        said = ngettext("Check %(num)s law against the original", "Check %(num)s laws against the original", count)
        why = _("They are marked as not yet certain.")
        lines.append(Todo("soon", said, why, url_for("obligations.index", verify=1)))
    return lines


FEATURE = Feature(
    name="obligations",
    blueprint=bp,
    links=(Link(label=lazy("Laws and contracts"), endpoint="obligations.index", permission=Permission.OBLIGATION_READ,
                group=2, order=20),),
    panels=(
        Panel(of="control", name="obligations", permission=Permission.OBLIGATION_READ,
              template="obligations/_panel.html", select=_of_control, order=20),
        Panel(of="unit", name="obligations", permission=Permission.OBLIGATION_READ,
              template="obligations/_panel.html", select=_of_unit, order=20),
    ),
    sources=(Source(label=lazy("Laws and contracts"), permission=Permission.OBLIGATION_READ, find=_find),),
    sections=loads.SECTIONS,
    todo=((Permission.OBLIGATION_WRITE, _todo),),
)  # fmt: skip
