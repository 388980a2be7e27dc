"""What happened to one object, in sentences, newest first: each act of a person is one line."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms.fields.core import UnboundField

from isms.auditlog.models import Change
from isms.auditlog.queries import history
from isms.i18n import gettext as _


def labels(form: type[FlaskForm]) -> dict[str, str]:
    """Name the fields of a form as people read them, so that the history speaks as the form does."""
    return {name: field.args[0] for name, field in vars(form).items() if isinstance(field, UnboundField)}


def entries(
    session: Session, thing: tuple[str, str], people: Mapping[str, str], fields: Mapping[str, str]
) -> list[tuple[datetime, str]]:
    """Tell what was done to a thing, its (table, id), as (when, sentence); links made in the same act go along."""
    return told(session.scalars(history(*thing)).all(), thing[0], people, fields)


def told(
    changes: Sequence[Change], table: str, people: Mapping[str, str], fields: Mapping[str, str]
) -> list[tuple[datetime, str]]:
    """Tell some changes, newest first, of a thing in a table, as (when, sentence)."""
    acts = groupby(changes, key=lambda change: (change.at, change.actor))
    known = {"load": _("The import from a file"), **people}
    return [(at, _sentence(list(act), table, known.get(who, who), fields)) for (at, who), act in acts]


def _sentence(act: Sequence[Change], table: str, who: str, fields: Mapping[str, str]) -> str:
    main = next((change for change in act if change.object_type == table), None)
    if main is None:
        kind, said = act[0].kind, ", ".join(dict.fromkeys(change.object_id.rsplit("/", 1)[-1] for change in act))
        return _("%(who)s took away %(what)s.", who=who, what=said) if kind == "removed" else _linked(who, said)
    if main.kind == "added":
        return _("%(who)s wrote it down.", who=who)
    said = ", ".join(str(fields[name]) for name in main.fields if name in fields)
    return _("%(who)s changed: %(what)s.", who=who, what=said) if said else _("%(who)s changed it.", who=who)


def _linked(who: str, said: str) -> str:
    return _("%(who)s added %(what)s.", who=who, what=said)
