"""Pages of what is approved: approving, frozen versions, comparing, and files to take away."""

from flask import Response, abort, render_template, request
from werkzeug.wrappers import Response as Redirect

from isms.access.marks import requires
from isms.access.person import current_user
from isms.access.rules import Permission
from isms.accounts.passwords import verifies
from isms.i18n import LANGUAGES, language
from isms.i18n import gettext as _
from isms.soa import pages_versions as pages
from isms.soa import services
from isms.soa.forms import ApproveForm
from isms.soa.versions import DRAFT
from isms.soa.views import bp, chosen
from isms.soa.workbook import write
from isms.web import session as web
from isms.web.clock import now, today
from isms.web.forms import refuse
from isms.web.pages import done, form_page
from isms.web.session import session

__all__ = ["bp"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/statement/approve", methods=["GET", "POST"])
@requires(Permission.STATEMENT_APPROVE, hashes=True)
def approve() -> Redirect | tuple[str, int]:
    """Show exactly what is proposed, and approve it by one's password."""
    scope, form = chosen(), ApproveForm()
    if form.validate_on_submit():
        if verifies(form.password.data, current_user.password):
            return _approve(scope, form.shown.data)
        refuse(form.password, _("This is not your password. Nothing was approved."))
    return form_page("soa/approve.html", form, **pages.approval(session, scope))


def _approve(scope: str, shown: str) -> Redirect:
    """Take the lock only now, after the password was hashed; what is approved is read again under it."""
    web.begin_writing("soa.approve")
    version = services.approve(session, scope, shown=shown, today=today(), now=now())
    said = _("The Statement is approved and frozen as version %(number)s.", number=version.number)
    return done(said, ".version", number=version.number, scope=scope)


@bp.get("/statement/versions")
@requires(Permission.STATEMENT_READ)
def versions() -> str:
    """List the frozen versions."""
    return render_template("soa/versions.html", **pages.listed(session, chosen()))


@bp.get("/statement/versions/<int:number>")
@requires(Permission.STATEMENT_READ)
def version(number: int) -> str:
    """Show a frozen version as it was approved, with its seal."""
    return render_template("soa/version.html", **pages.frozen(session, chosen(), number))


@bp.get("/statement/versions/<int:number>.json")
@requires(Permission.STATEMENT_EXPORT)
def content(number: int) -> Response:
    """Give the canonical JSON of a frozen version, whose SHA-256 is the one on its seal."""
    scope = chosen()
    return _file(
        pages.one(session, scope, number).content.encode(), f"statement-{scope}-{number}.json", "application/json"
    )


@bp.get("/statement/compare")
@requires(Permission.STATEMENT_READ)
def compare() -> str:
    """Show what two versions say differently."""
    asked = request.args
    old, new = asked.get("old", "1"), asked.get("new", DRAFT)
    return render_template("soa/compare.html", **pages.compared(session, chosen(), old, new, asked.get("field", "")))


@bp.get("/statement.xlsx")
@requires(Permission.STATEMENT_EXPORT)
def workbook() -> Response:
    """Write the workbook of `?version=`, a number or draft, in `?language=` sv, en or both."""
    scope, wanted = chosen(), request.args.get("language", "")
    spoken = wanted if wanted in (*LANGUAGES, "both") else language()
    number = request.args.get("version", DRAFT)
    try:
        data = write(session, scope, spoken, today(), number)
    except LookupError:
        abort(404)
    return _file(data, f"statement-{scope}-{number}.xlsx", XLSX)


def _file(data: bytes, name: str, kind: str) -> Response:
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
