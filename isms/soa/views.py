"""Pages of the Statement as it reads today: look, decide, undo, propose."""

from dataclasses import asdict

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask import session as cookie
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.auditlog.record import changed
from isms.catalogue.rules_keys import key
from isms.i18n import gettext as _
from isms.i18n import ngettext
from isms.organisation.site import site
from isms.soa import pages, services, undoing
from isms.soa.forms import INCLUDE, WITHDRAW, DecideForm
from isms.soa.models import StatementDecision
from isms.soa.rules_register import Wanted
from isms.soa.services import Verdict
from isms.web.clock import now, today
from isms.web.pages import back, done, form_page
from isms.web.session import session

bp = Blueprint("soa", __name__)
Answer = Response | tuple[str, int]


def chosen() -> str:
    """Name the chosen scope; without one there is no Statement."""
    return site.scope or abort(404)


def _wanted() -> Wanted:
    return Wanted(**{name: request.args.get(name, "").strip() for name in Wanted.__dataclass_fields__})


@bp.get("/statement")
@requires(Permission.STATEMENT_READ)
def index() -> Answer | str:
    """Show the Statement of the chosen scope as it reads today."""
    if site.scope is None:
        return render_template("soa/none.html")
    form = pages.offered(session, site.scope, DecideForm(formdata=None))
    return form_page("soa/index.html", **pages.statement(session, site.scope, _wanted(), form))


@bp.post("/statement/decide")
@requires(Permission.STATEMENT_DECIDE)
def decide() -> Answer:
    """Decide the chosen rows, or say what is missing with everything that was chosen and typed still there."""
    scope = chosen()
    form = pages.offered(session, scope, DecideForm())
    if not form.validate_on_submit():
        return form_page("soa/index.html", **pages.statement(session, scope, _wanted(), form))
    said = _decided(scope, form)
    if StatementDecision in changed(session):
        cookie["decided"] = scope
    return _go_on(said, scope)


def _decided(scope: str, form: DecideForm) -> str:
    controls = [key(each) for each in form.control.data]
    if form.do.data == WITHDRAW:
        number = services.withdraw(session, scope, controls)
        return ngettext("%(num)s decision is withdrawn.", "%(num)s decisions are withdrawn.", number)
    verdict = Verdict(included=form.do.data == INCLUDE, reason=form.reason.data)
    services.decide(session, scope, controls, verdict, now())
    if not verdict.included:
        return ngettext("%(num)s control is excluded.", "%(num)s controls are excluded.", len(controls))
    return ngettext("%(num)s control is made applicable.", "%(num)s controls are made applicable.", len(controls))


def _go_on(message: str, scope: str) -> Response:
    flash(message, "good")
    narrowed = {name: value for name, value in asdict(_wanted()).items() if value}
    return redirect(back(url_for(".index", scope=scope, **narrowed)))


@bp.post("/statement/undo")
@requires(Permission.STATEMENT_DECIDE)
def undo() -> Answer:
    """Give the rows of one's last decision what held before it."""
    scope = chosen()
    number = undoing.undo(session, scope, request.form.get("entry", 0, type=int))
    return _go_on(ngettext("%(num)s row is as before.", "%(num)s rows are as before.", number), scope)


@bp.post("/statement/propose")
@requires(Permission.STATEMENT_PROPOSE)
def propose() -> Answer:
    """Put the Statement forward for approval."""
    services.propose(session, chosen(), today=today(), now=now())
    return done(_("The Statement is proposed. Another person approves it."), ".index", scope=chosen())


@bp.post("/statement/retract")
@requires(Permission.STATEMENT_PROPOSE)
def retract() -> Answer:
    """Take the proposal back."""
    services.retract(session, chosen())
    return done(_("The proposal is taken back."), ".index", scope=chosen())


@bp.get("/statement/classification/<rule>")
@requires(Permission.STATEMENT_READ)
def classification(rule: str) -> str:
    """List the assets behind a reason of classification."""
    return render_template("soa/classification.html", **pages.classification(session, chosen(), rule))
