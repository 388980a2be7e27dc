"""What the page of the Statement shows, as it reads today."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import g, request
from flask import session as cookie
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from isms.access.marks import may
from isms.access.person import current_user
from isms.access.rules import Permission
from isms.accounts.queries import names
from isms.assets.panels import stale
from isms.catalogue.labels import theme_name
from isms.catalogue.rules_keys import name
from isms.i18n import either
from isms.implementations.labels import STATUS
from isms.risks.queries import job_roles
from isms.soa import queries, undoing, words
from isms.soa.deriving import Statement, current
from isms.soa.forms import DecideForm
from isms.soa.models import StatementProposal
from isms.soa.rules import OWN, State
from isms.soa.rules_register import PINNED, THEMES, Wanted, behind, counted, grouped
from isms.web.clock import today
from isms.web.forms import choices

WORDS = {
    "kinds": words.KINDS, "fields": words.FIELDS, "initialled": words.initialled, "key_name": name,
    "counted": counted,
}  # fmt: skip


def read(session: Session, scope_id: str, day: date) -> Statement:
    """Derive the Statement once for all parts of a page that ask for it."""
    known: dict[str, Statement] = g.setdefault("statements", {})
    if scope_id not in known:
        known[scope_id] = current(session, scope_id, day)
    return known[scope_id]


def statement(session: Session, scope_id: str, wanted: Wanted, form: DecideForm) -> dict[str, Any]:
    """Gather the Statement of a scope as it reads today, narrowed to what is wanted."""
    found = read(session, scope_id, today())
    rows = found.content["rows"]
    shown = [row for row in rows if wanted.fits(row)]
    return {
        "form": form,
        "wanted": wanted,
        "groups": grouped(shown),
        "chosen": _chosen(shown, form),
        "shown": len(shown),
        "total": len(rows),
        "settled": found.count(State.SETTLED),
        "undecided": found.count(State.UNDECIDED),
        "contradictions": [row.control for row in found.hindrances if row.state is State.CONTRADICTION],
        "stale": stale(session, today()) if may(Permission.ASSET_READ) else 0,
        "newest": session.execute(queries.versions(scope_id).limit(1)).first(),
        "people": dict(session.execute(names()).all()),
        "roles": {row.id: either(row.name, row.name_en) for row in session.execute(job_roles())},
        "behind": behind(found.content),
        "undoable": undoable(session, scope_id),
        **proposed(session, scope_id, found),
        **choices_of(),
        **WORDS,
    }


def _chosen(shown: Sequence[Mapping[str, Any]], form: DecideForm) -> list[str]:
    """Name the rows that are chosen when the page opens: those of a form that was refused, or all that are shown."""
    if not form.errors and request.args.get("choose") == "all":
        return [name(row["framework"], row["control"]) for row in shown]
    return form.control.data or []


def proposed(session: Session, scope_id: str, found: Statement) -> dict[str, Any]:
    """Say what is put forward, and whether the content still is what was proposed."""
    proposal: StatementProposal | None = session.scalar(queries.proposal(scope_id))
    lapsed = proposal is not None and proposal.sha256 != found.sha256
    return {"proposal": proposal, "lapsed": lapsed}


def choices_of() -> dict[str, Any]:
    """Give what the Statement can be narrowed by, and the names of its groups."""
    themes = [(theme, theme_name(theme)) for theme in THEMES]
    own = (OWN, theme_name(""))
    return {
        "states": list(words.STATES.items()),
        "reasons": list(words.REASONS.items()),
        "statuses": list(STATUS.items()),
        "themes": [*themes, own],
        "headings": {**dict(themes), OWN: own[1], PINNED: ""},
    }


def offered(session: Session, scope_id: str, form: DecideForm) -> DecideForm:
    """Let a form choose among the controls of the Statement."""
    rows = read(session, scope_id, today()).rows
    form.control.choices = choices((name(*row.key), row.control) for row in rows)
    return form


def undoable(session: Session, scope_id: str) -> int | None:
    """Name the entry of the log that the signed-in person just wrote here and may undo."""
    if cookie.pop("decided", None) != scope_id:
        return None
    newest = undoing.last(session, scope_id)
    return newest.id if newest and newest.actor == current_user.person_id else None


def classification(session: Session, scope_id: str, rule: str) -> dict[str, Any]:
    """Gather the assets in the scope that reach a rule of the protection package; raises NoResultFound for none."""
    content = read(session, scope_id, today()).content
    found = next((each for each in content["classification"] if each["rule"] == rule), None)
    if found is None:
        raise NoResultFound(rule)
    titles = {row["control"]: row for row in content["rows"] if rule in {each["ref"] for each in row["reasons"]}}
    return {"rule": rule, "assets": found["assets"], "rows": list(titles.values())}
