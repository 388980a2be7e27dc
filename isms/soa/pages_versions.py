"""What the pages of frozen versions, of comparing and of approving show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from isms.access.person import current_user
from isms.accounts.queries import names
from isms.i18n import either
from isms.i18n import gettext as _
from isms.implementations.labels import DEFICIENCY, STATUS
from isms.risks.queries import job_roles
from isms.soa import queries, services, words
from isms.soa.models import StatementVersion
from isms.soa.pages import WORDS, proposed, read
from isms.soa.pages import choices_of as choices
from isms.soa.rules import Kind
from isms.soa.rules_changes import FIELDS, MET, FieldChange, field_changes
from isms.soa.rules_content import Content
from isms.soa.rules_register import behind, counted, grouped, totals
from isms.soa.versions import DRAFT, parsed
from isms.web.clock import today

_WHO_DECIDED = {"applicable": "statement_decision", "exclusion": "statement_decision",
                "justification": "statement_decision", **dict.fromkeys(MET, "implementation")}  # fmt: skip


def listed(session: Session, scope_id: str) -> dict[str, Any]:
    """Gather the list of frozen versions, and what is put forward."""
    found = read(session, scope_id, today())
    return {
        "versions": session.execute(queries.versions(scope_id)).all(),
        "people": dict(session.execute(names()).all()),
        **proposed(session, scope_id, found),
    }


def frozen(session: Session, scope_id: str, number: int) -> dict[str, Any]:
    """Gather a frozen version from its own JSON alone, and whether that still has the hash it was frozen with."""
    version = one(session, scope_id, number)
    content = parsed(version.content)
    newest = session.execute(queries.versions(scope_id).limit(1)).one()
    return {
        "version": version,
        "content": content,
        "holds": sha256(version.content.encode()).hexdigest() == version.sha256,
        "superseded": newest.number != number,
        "people": dict(session.execute(names()).all()),
        "roles": {row.id: either(row.name, row.name_en) for row in session.execute(job_roles())},
        "behind": behind(content),
        "groups": grouped(content["rows"]),
        "totals": totals(content["rows"]),
        "named": words.obligation_names(content),
        "bands": content["bands"],
        **choices(),
        **WORDS,
    }


def one(session: Session, scope_id: str, number: int) -> StatementVersion:
    """Fetch a frozen version; raises NoResultFound."""
    found = session.scalar(queries.version(scope_id, number))
    if found is None:
        raise NoResultFound(number)
    return found


def approval(session: Session, scope_id: str) -> dict[str, Any]:
    """Gather exactly what would be approved, and what stands in the way of the signed-in person approving it."""
    found = read(session, scope_id, today())
    state = proposed(session, scope_id, found)
    proposer = state["proposal"] and state["proposal"].proposed_by
    newest = session.scalar(queries.newest(scope_id))
    before = parsed(newest.content) if newest else None
    return {
        **state,
        "sha256": found.sha256,
        "content": found.content,
        "totals": totals(found.content["rows"]),
        "newest": newest,
        "lines": _lines(session, scope_id, (before, newest.log_head if newest else 0), found.content) if before else [],
        "refused": services.refused(session, scope_id, current_user.person_id, proposer),
        "people": dict(session.execute(names()).all()),
        **WORDS,
    }


@dataclass(frozen=True)
class Line:
    """One changed field as it is shown: what, before, after, who and when, and why."""

    change: FieldChange
    before: str
    after: str
    who: str
    when: str
    why: str


def compared(session: Session, scope_id: str, old: str, new: str, field: str) -> dict[str, Any]:
    """Gather what two versions say differently; versions are numbers, or "draft". Raises NoResultFound."""
    known = {str(row.number): row for row in session.execute(queries.versions(scope_id))}
    before, after = (_content(session, scope_id, name) for name in (old, new))
    since = known[old].log_head if old in known else 0
    lines = _lines(session, scope_id, (before, since), after, known[new].approved_at if new in known else None)
    return {
        "old": old,
        "new": new,
        "field": field,
        "versions": known,
        "lines": [line for line in lines if field in ("", line.change.field)],
        "controls": len({line.change.key for line in lines}),
        "total": len(after["rows"]),
        "same": before == after,
        "found": [name for name in FIELDS if any(line.change.field == name for line in lines)],
        **WORDS,
    }


def _content(session: Session, scope_id: str, name: str) -> Content:
    if name == DRAFT:
        return read(session, scope_id, today()).content
    if not name.isdecimal():
        raise NoResultFound(name)
    return parsed(one(session, scope_id, int(name)).content)


def _lines(
    session: Session, scope_id: str, old: tuple[Content, int], new: Content, until: datetime | None = None
) -> list[Line]:
    edits = _edits(session, scope_id, old[1], until)
    people = dict(session.execute(names()).all())
    sides = (behind(old[0]), behind(new))
    return [_line(change, sides, edits, people) for change in field_changes(old[0]["rows"], new["rows"])]


def _edits(session: Session, scope_id: str, since: int, until: datetime | None) -> dict[tuple[str, str, str], Any]:
    """Find who edited each row last between two versions, by table, framework and control."""
    rows = session.execute(queries.log(scope_id, services.EDITED, since))
    found: dict[tuple[str, str, str], Any] = {}
    for row in rows:
        if until is None or row.at <= until:
            found.setdefault((row.object_type, *_edited(row, scope_id)), row)
    return found


def _edited(row: Any, scope_id: str) -> tuple[str, str]:
    """Read the control from an entry: SCOPE/framework/control of a decision, SCOPE:control of an implementation."""
    rest = row.object_id[len(scope_id) + 1 :]
    framework, _mark, control = rest.partition("/")
    return (framework, control) if control else ("iso-27002-2022", rest)


def _line(change: FieldChange, sides: Any, edits: Mapping[tuple[str, str, str], Any], people: Any) -> Line:
    edit = edits.get((_table(change), *change.key))
    who = people.get(edit.actor, _("Import from a file")) if edit else _("Derived")
    before, after = _said(change, change.before, sides[0]), _said(change, change.after, sides[1])
    return Line(change, before, after, who, edit.at.date().isoformat() if edit else "", _why(change))


def _table(change: FieldChange) -> str:
    """Name the table in which a person changed the field; nothing where it is derived."""
    if change.field == "reasons" and all(kind == Kind.DECISION for kind, _ref, _count in change.before ^ change.after):
        return "statement_decision"
    return _WHO_DECIDED.get(change.field, "")


def _why(change: FieldChange) -> str:
    if change.field == "reasons":
        return _reasons(change)
    if change.field in ("row", "applicable"):
        return str(change.row["justification"] or change.row["exclusion"])
    return ""


def _reasons(change: FieldChange) -> str:
    """Say which reasons came, went, or count other assets than before."""
    was, now = ({(kind, ref) for kind, ref, _count in side or ()} for side in (change.before, change.after))
    said = ((_("New: %(refs)s."), now - was), (_("Gone: %(refs)s."), was - now))
    moved = [f"{ref}: {was_n} → {n}" for k, ref, n in sorted(change.after) for k2, r2, was_n in change.before
             if (k, ref) == (k2, r2) and n != was_n]  # fmt: skip
    parts = [text % {"refs": ", ".join(_ref(*each) for each in sorted(refs))} for text, refs in said if refs]
    return " ".join([*parts, *([_("Assets: %(moved)s.", moved=", ".join(moved))] if moved else [])])


def _ref(kind: str, ref: str) -> str:
    """Name a reason; a decision has no id of its own, so its kind says more than its control's number."""
    return str(words.KINDS[Kind.DECISION]).lower() if kind == Kind.DECISION else ref


def _said(change: FieldChange, value: Any, side: Mapping[str, list[str]]) -> str:
    if value in (None, ""):
        return ""
    if change.field == "reasons":
        row = {"reasons": [{"kind": kind, "ref": ref} for kind, ref, _count in value]}
        return ", ".join(f"{words.KINDS[Kind(kind)]} {number}" for kind, number in counted(row, side).items())
    scales: dict[str, Mapping[Any, str]] = {
        "row": words.STATES, "applicable": words.STATES, "status": STATUS, "deficiency": DEFICIENCY,
    }  # fmt: skip
    return str(scales[change.field][value]) if change.field in scales else str(value)
