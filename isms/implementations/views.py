"""Pages of how controls are met."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.catalogue.rules_keys import key
from isms.catalogue.services import control as catalogue_control
from isms.i18n import gettext as _
from isms.implementations import queries, services
from isms.implementations.forms import ImplementationForm, PlaceForm
from isms.implementations.models import Implementation
from isms.implementations.pages import SORTS, asked, details, filters, offered, places, subject
from isms.implementations.queries import Wanted
from isms.implementations.rules import review_overdue
from isms.organisation.site import site
from isms.web.clock import today
from isms.web.forms import check_version, refuse
from isms.web.pages import done, form_page, page
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("implementations", __name__, url_prefix="/implementations")
Answer = Response | tuple[str, int]


@bp.get("")
@requires(Permission.IMPLEMENTATION_READ)
def index() -> Response:
    """List how controls are met, for the chosen scope and for assets."""
    wanted = Wanted(request.args.get("q", ""), *(request.args.get(name, "") for name in Wanted._fields[1:]))
    common = services.provided(session)
    rows = queries.register(wanted, site.scope, services.standing_so(common, wanted.status), today())
    found = listing(session, rows, SORTS, "control")
    standings = {row.id: services.standing(row, common) for row in found.rows}
    late = {row.id for row in found.rows if review_overdue(row.next_review, today())}
    told = {"standings": standings, "late": late, **filters(session)}
    return page("implementations/index.html", page=found, wanted=wanted, **told)


@bp.get("/<path:identifier>")
@requires(Permission.IMPLEMENTATION_READ)
def detail(identifier: str) -> str:
    """Show how one control is met in one place."""
    return render_template(
        "implementations/detail.html", **details(session, services.one(session, identifier), today())
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.IMPLEMENTATION_WRITE)
def create() -> Answer:
    """Document how a control is met: first which and where, unless the address says it, then how."""
    chosen = {name: request.args.get(name, "") for name in ("control", "scope", "asset")}
    if not chosen["control"] or not (chosen["scope"] or chosen["asset"]):
        return _choose(chosen)
    control = catalogue_control(session, *key(chosen["control"])).key
    written = session.scalar(queries.existing(*control, chosen["scope"], chosen["asset"]))
    if written:
        return redirect(url_for(".edit", identifier=written))
    found = services.new(session, control, scope_id=chosen["scope"], asset_id=chosen["asset"])
    subject(session, found)
    return _ask(found, ImplementationForm())


def _choose(chosen: dict[str, str]) -> Answer:
    form = PlaceForm(formdata=None, data=chosen | {"scope": chosen["scope"] or site.scope})
    form.offer(**places(session))
    if "scope" in request.args and not chosen["control"]:
        refuse(form.control, _("Choose a control."))
    return form_page("implementations/choose.html", form)


@bp.route("/<path:identifier>/edit", methods=["GET", "POST"])
@requires(Permission.IMPLEMENTATION_WRITE)
def edit(identifier: str) -> Answer:
    """Change how a control is met in one place."""
    found = services.one(session, identifier)
    return _ask(found, ImplementationForm(obj=found))


def _ask(found: Implementation, form: ImplementationForm) -> Answer:
    form.offer(**offered(session, found))
    if form.validate_on_submit():
        if found.version:
            check_version(found, form.version.data)
        if not services.circular(session, found.id, form.provider_id.data):
            services.save(session, found, form.values)
            return done(_("It is saved."), ".detail", identifier=found.id)
        refuse(form.provider_id, _("It would inherit from itself. Choose another, or none."))
    return form_page("implementations/form.html", form, **asked(session, found))
