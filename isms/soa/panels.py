"""What the Statement hangs on other pages, and what it asks of people on the start page."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.access.person import current_user
from isms.access.rules import Permission
from isms.accounts.queries import names
from isms.catalogue.rules_keys import key
from isms.feature import Panel, Todo
from isms.i18n import gettext as _
from isms.i18n import language, ngettext, speaking
from isms.organisation.site import site
from isms.soa import pages, queries, reaching, services, words
from isms.soa.rules import State
from isms.soa.rules_changes import field_changes
from isms.soa.rules_content import Content, by_control
from isms.soa.rules_register import behind, counted
from isms.soa.versions import parsed
from isms.web.clock import STOCKHOLM

READ = Permission.STATEMENT_READ
_VERSIONS = 4


def _row(session: Session, control: str, today: date) -> tuple[Content, Content] | None:
    """Give the content of the chosen scope's Statement, and the row of a control in it."""
    if site.scope is None:
        return None
    content = pages.read(session, site.scope, today).content
    row = by_control(content["rows"]).get(key(control))
    return (content, row) if row else None


def facts(session: Session, control: str, today: date) -> dict[str, Any] | None:
    """Show where a control stands in the chosen scope, as the head of its page."""
    found = _row(session, control, today)
    if found is None:
        return None
    met = found[1]["implementation"]
    return {"row": found[1], "late": bool(met["next_review"]) and met["next_review"] < today.isoformat()}


def reasons(session: Session, control: str, today: date) -> dict[str, Any] | None:
    """Show the classifications and decisions behind a row, and where it is decided."""
    found = _row(session, control, today)
    if found is None:
        return None
    content, row = found
    rules = {each["rule"]: len(each["assets"]) for each in content["classification"]}
    asked = [(each["ref"], rules[each["ref"]]) for each in row["reasons"] if each["kind"] == "classification"]
    return {
        "row": row,
        "control": control,
        "rules": asked,
        "counts": [(words.KINDS[kind], n) for kind, n in counted(row, behind(content)).items()],
        "people": dict(session.execute(names()).all()),
        "undoable": pages.undoable(session, str(site.scope)),
        "gap": row["applicable"] is None,
    }


def says(session: Session, control: str, today: date) -> dict[str, Any] | None:
    """Say the row in one sentence, in both languages, and in which versions it changed."""
    found = _row(session, control, today)
    if found is None or site.scope is None:
        return None
    content, row = found
    told = {}
    for spoken in sorted(("sv", "en"), key=lambda each: each != language()):
        with speaking(spoken):
            told[spoken] = words.sentence(row, behind(content), words.obligation_names(content))
    return {"told": told, "versions": _changed(session, site.scope, key(control))}


def _changed(session: Session, scope_id: str, control: tuple[str, str]) -> list[dict[str, Any]]:
    """List the newest versions in which a row says something else than in the one before."""
    known = session.execute(queries.newest_contents(scope_id, _VERSIONS)).all()
    rows = [(each, by_control(parsed(each.content)["rows"]).get(control)) for each in known]
    found = []
    earlier = [*(row for _version, row in rows[1:]), None]
    for (version, now), before in list(zip(rows, earlier, strict=False))[: _VERSIONS - 1]:
        fields = [str(words.FIELDS[each.field]) for each in field_changes(_one(before), _one(now))]
        if fields:
            day = version.approved_at.astimezone(STOCKHOLM).date()
            found.append({"number": version.number, "day": day, "fields": fields if before else []})
    return found


def _one(row: Content | None) -> list[Content]:
    return [row] if row else []


def _reaching(select: Callable[[Session, str, date], Any]) -> Callable[[Session, str, date], Any]:
    def called(session: Session, identifier: str, today: date) -> dict[str, Any] | None:
        found = select(session, identifier, today)
        return {"called": found} if found else None

    return called


def hindrances(session: Session, today: date) -> Sequence[Todo]:
    """List what stops the chosen scope's Statement from being proposed."""
    if site.scope is None:
        return ()
    found = pages.read(session, site.scope, today)
    clashing, open_ = found.count(State.CONTRADICTION), found.count(State.UNDECIDED)
    lines = (
        (clashing, "contradiction", "bad", "clash",
         ngettext("%(num)s contradiction in the Statement", "%(num)s contradictions in the Statement", clashing),
         _("A control is excluded, and yet something calls for it.")),
        (open_, "undecided", "warn", "none",
         ngettext("%(num)s control is undecided", "%(num)s controls are undecided", open_),
         _("Nothing calls for it, and nobody has excluded it. Silence is never a yes.")),
    )  # fmt: skip
    return [
        Todo("blocks", title, detail, url_for("soa.index", scope=site.scope, state=state), "", tone, icon)
        for number, state, tone, icon, title, detail in lines
        if number
    ]


def to_approve(session: Session, today: date) -> Sequence[Todo]:
    """List the proposals that the signed-in person may approve."""
    return [
        Todo("waits", _("Approve the Statement of %(scope)s", scope=row.scope),
             _("Proposed by %(who)s.", who=row.who or row.proposed_by), url_for("soa.approve", scope=row.scope_id),
             row.proposed_at.astimezone(STOCKHOLM).date().isoformat(), "warn", "seal")
        for row in session.execute(queries.proposals())
        if not _lapsed(session, row, today)
        and not services.refused(session, row.scope_id, current_user.person_id, row.proposed_by)
    ]  # fmt: skip


def lapsed(session: Session, today: date) -> Sequence[Todo]:
    """List the proposals whose content has changed since."""
    return [
        Todo("waits", _("The proposal for %(scope)s has lapsed", scope=row.scope),
             _("The content has changed since it was proposed. Propose it anew."),
             url_for("soa.index", scope=row.scope_id), "", "warn", "alert")
        for row in session.execute(queries.proposals())
        if _lapsed(session, row, today)
    ]  # fmt: skip


def _lapsed(session: Session, row: Any, today: date) -> bool:
    return bool(pages.read(session, row.scope_id, today).sha256 != row.sha256)


TODO = (
    (Permission.STATEMENT_DECIDE, hindrances),
    (Permission.STATEMENT_APPROVE, to_approve),
    (Permission.STATEMENT_PROPOSE, lapsed),
)

PANELS = (
    Panel(of="control", name="facts", permission=READ, template="soa/_facts.html", select=facts, order=0),
    Panel(of="control", name="reasons", permission=READ, template="soa/_reasons.html", select=reasons, order=5),
    Panel(of="control", name="says", permission=READ, template="soa/_says.html", select=says, side=True, order=0),
    *(
        Panel(of=of, name="statement", permission=READ, template="soa/_called.html", select=_reaching(select), order=50)
        for of, select in (
            ("risk", reaching.by_risk),
            ("obligation", reaching.by_obligation),
            ("asset", reaching.by_asset),
        )
    ),
)
