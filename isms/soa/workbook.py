"""The Statement as the workbook that an auditor receives: what was frozen, or today's as a draft."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.accounts.queries import names
from isms.catalogue.models import CONTROLS, Catalogue
from isms.exchange.sheets import Book, Sheet
from isms.exchange.voice import Voice
from isms.exchange.workbook import write as written
from isms.feature import Export
from isms.organisation.sheets import page_words
from isms.risks.queries import job_roles
from isms.soa import deriving, queries, sheets, sheets_basis, sheets_changes, sheets_cover, sheets_risks, sheets_summary
from isms.soa.models import StatementVersion
from isms.soa.sheets_said import Issue, Names, Said, Signed
from isms.soa.versions import DRAFT, changes, parsed
from isms.web.clock import STOCKHOLM

NO_DATE = date(2000, 1, 1)
"""The date of creation of a draft, which has none of its own: the same draft gives the same bytes."""


def write(session: Session, scope_id: str, language: str, today: date, version: str | int | None = None) -> bytes:
    """Write the workbook of a scope: the newest frozen version, else the draft; or the version that is named.

    `language` is sv, en or both. The same Statement gives the same bytes. Raises LookupError for an unknown version.
    """
    issue = _issue(session, scope_id, today, version)
    return written(book(Said(issue, _names(session), Voice(language))))


def _export(session: Session, scope_id: str | None, language: str, today: date) -> bytes:
    return write(session, str(scope_id), language, today)


def _issue(session: Session, scope_id: str, today: date, version: str | int | None) -> Issue:
    newest = session.scalar(queries.newest(scope_id))
    if version == DRAFT or (version is None and newest is None):
        return _draft(session, scope_id, today, newest)
    found = newest if version is None else session.scalar(queries.version(scope_id, _number(version)))
    if found is None or newest is None:
        raise LookupError(version)
    before = session.scalar(queries.version(scope_id, found.number - 1))
    return _frozen(found, newest.number, before)


def _number(version: str | int) -> int:
    if not str(version).isdecimal():
        raise LookupError(version)
    return int(version)


def _frozen(found: StatementVersion, newest: int, last: StatementVersion | None) -> Issue:
    content, before = parsed(found.content), parsed(last.content) if last else None
    return Issue(
        content=content,
        sha256=found.sha256,
        number=found.number,
        newest=newest,
        prepared=Signed(found.proposed_by, _day(found.proposed_at)),
        approved=Signed(found.approved_by, _day(found.approved_at)),
        before=before,
        changes=tuple(changes(before, content)) if before else (),
    )


def _draft(session: Session, scope_id: str, today: date, last: StatementVersion | None) -> Issue:
    statement = deriving.current(session, scope_id, today)
    proposal = session.scalar(queries.proposal(scope_id))
    holds = proposal is not None and proposal.sha256 == statement.sha256
    before = parsed(last.content) if last else None
    return Issue(
        content=statement.content,
        sha256=statement.sha256,
        prepared=Signed(proposal.proposed_by, _day(proposal.proposed_at)) if proposal and holds else Signed(),
        before=before,
        changes=tuple(changes(before, statement.content)) if before else (),
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(STOCKHOLM).date()


def _names(session: Session) -> Names:
    standard = session.get(Catalogue, CONTROLS)
    return Names(
        dict(session.execute(names()).all()),
        {row.id: (row.name, row.name_en) for row in session.execute(job_roles())},
        standard.link if standard else "",
    )


def book(said: Said) -> Book:
    """Put the sheets of a Statement together."""
    organisation, scope = said.content["organisation"]["name"], said.content["scope"]["id"]
    return Book(
        sheets=_sheets(said),
        title=f"{said.say('Statement of Applicability')}, {scope}",
        subject=sheets_cover.standard(said),
        author=said.person(said.issue.prepared.person) or organisation,
        company=organisation,
        comments=f"{said.edition}. SHA-256 {said.issue.sha256}",
        mark=said.mark,
        edition=said.edition,
        page=page_words(said.say),
        made=said.issue.approved.on or NO_DATE,
    )


def _sheets(said: Said) -> list[Sheet]:
    told = [
        sheets.statement(said),
        sheets.own(said),
        sheets_changes.changes(said),
        sheets_risks.risks(said),
        sheets_risks.plan(said),
        sheets_basis.classification(said),
        sheets_basis.obligations(said),
        sheets_summary.summary(said),
    ]
    return [sheets_cover.cover(said, [sheet.title for sheet in told]), *told]


STATEMENT = Export(name="soa", permission=Permission.STATEMENT_EXPORT, write=_export, needs_scope=True)
