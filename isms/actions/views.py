"""Pages of the action plan."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.actions import queries, services
from isms.actions.forms import ActionForm, DropForm, FinishForm
from isms.actions.pages import SORTS, details, filters, offered
from isms.actions.queries import Wanted
from isms.actions.rules import overdue
from isms.i18n import gettext as _
from isms.web.clock import today
from isms.web.forms import check_version
from isms.web.pages import done, form_page, page
from isms.web.panels import addresses
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("actions", __name__, url_prefix="/actions")
Answer = Response | tuple[str, int]


@bp.get("")
@requires(Permission.ACTION_READ)
def index() -> Response:
    """Show the action plan with what it costs."""
    wanted = Wanted(request.args.get("q", ""), *(request.args.get(name, "") for name in Wanted._fields[1:]))
    found = listing(session, queries.register(wanted, today()), SORTS, "due")
    sums = session.execute(queries.sums(wanted, today())).one()
    late = {row.id for row in found.rows if overdue(row.status, row.due, today())}
    told = {"wanted": wanted, "sums": sums, "late": late, "sources": addresses({row.source for row in found.rows})}
    return page("actions/index.html", None, page=found, **told, **filters(session))


@bp.get("/<path:identifier>")
@requires(Permission.ACTION_READ)
def detail(identifier: str) -> str:
    """Show one action."""
    return render_template("actions/detail.html", **details(session, services.one(session, identifier), today()))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def create() -> Answer:
    """Plan an action, perhaps for the risk or document that the address names."""
    known = {"source": request.args.get("source", ""), "controls": request.args.getlist("control")}
    form = ActionForm(data=known)
    form.offer(**offered(session))
    if form.validate_on_submit():
        action = services.save(session, services.new(session), form.values)
        return done(_("%(id)s is in the plan.", id=action.id), ".detail", identifier=action.id)
    return form_page("actions/form.html", form, action=None)


@bp.route("/<path:identifier>/edit", methods=["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def edit(identifier: str) -> Answer:
    """Change an action."""
    action = services.one(session, identifier)
    form = ActionForm(obj=action, data={"controls": services.improved(session, identifier)})
    form.offer(**offered(session))
    if form.validate_on_submit():
        check_version(action, form.version.data)
        services.save(session, action, form.values)
        return done(_("%(id)s is saved.", id=action.id), ".detail", identifier=identifier)
    return form_page("actions/form.html", form, action=action)


@bp.route("/<path:identifier>/finish", methods=["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def finish(identifier: str) -> Answer:
    """Say that an action is done, or also shown to work."""
    action = services.one(session, identifier)
    form = FinishForm(obj=action)
    if form.validate_on_submit():
        check_version(action, form.version.data)
        services.finish(session, action, shown=form.shown.data if form.how.data == "shown" else "", today=today())
        return done(_("%(id)s is finished. No risk is lowered until it is rated again.", id=action.id), ".detail",
                    identifier=identifier)  # fmt: skip
    return form_page("actions/finish.html", form, action=action)


@bp.route("/<path:identifier>/drop", methods=["GET", "POST"])
@requires(Permission.ACTION_WRITE)
def drop(identifier: str) -> Answer:
    """Give an action up, with a reason."""
    action = services.one(session, identifier)
    form = DropForm(obj=action)
    if form.validate_on_submit():
        check_version(action, form.version.data)
        services.drop(session, action, reason=form.reason.data, today=today())
        return done(_("%(id)s is dropped.", id=action.id), ".detail", identifier=identifier)
    return form_page("actions/drop.html", form, action=action)
