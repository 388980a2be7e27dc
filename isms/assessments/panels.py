"""What gap assessments know of other objects, and what they ask people to do."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.assessments import queries
from isms.catalogue.rules_keys import key
from isms.feature import Hit, Todo
from isms.i18n import gettext as _


def of_control(session: Session, control: str, _today: date) -> list[dict[str, Any]] | None:
    """Select the newest answer of each scope to a control, with the one before; None where nobody has answered."""
    rows = session.execute(queries.of_requirement(*key(control))).all()
    scopes = [list(found) for _scope, found in groupby(rows, key=lambda row: row.scope_id)]
    framework, identifier = key(control)
    return [
        {
            "now": found[0],
            "before": found[1] if len(found) > 1 else None,
            "address": identifier if framework == found[0].framework_id else control,
        }
        for found in scopes
    ] or None


def unfinished(session: Session, _today: date) -> Sequence[Todo]:
    """List the open assessments that still have questions."""
    return [
        Todo("waits", _("Go on with %(title)s", title=row.title),
             _("%(num)s of %(total)s questions are left.", num=row.total - row.answered, total=row.total),
             url_for("assessments.detail", identifier=row.id), row.dated.isoformat(), "quiet", "half")
        for row in session.execute(queries.unfinished())
        if row.answered < row.total
    ]  # fmt: skip


def find(session: Session, words: str, limit: int) -> Sequence[Hit]:
    """Find assessments by title."""
    return [
        Hit(row.id, row.title, url_for("assessments.detail", identifier=row.id), _("Gap analysis"))
        for row in session.execute(queries.found(words, limit))
    ]


def addresses(session: Session, ids: Collection[str]) -> Mapping[str, str]:
    """Say which ids are assessments, and where those are shown."""
    return {each: url_for("assessments.detail", identifier=each) for each in session.scalars(queries.known(ids))}
