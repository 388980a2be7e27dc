"""Pages of laws and contracts."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.i18n import gettext as _
from isms.obligations import queries, services
from isms.obligations.forms import KINDS, ObligationForm
from isms.obligations.models import Kind, Obligation
from isms.obligations.pages import FORCES, SORTS, details, offered
from isms.obligations.queries import Wanted
from isms.obligations.rules import force
from isms.web.clock import today
from isms.web.forms import check_version
from isms.web.pages import done, form_page, page
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("obligations", __name__, url_prefix="/obligations")


@bp.get("")
@requires(Permission.OBLIGATION_READ)
def index() -> Response:
    """List laws and contracts."""
    asked = request.args
    wanted = Wanted(asked.get("q", ""), *(asked.get(name, "") for name in Wanted._fields[1:]))
    rows = listing(session, queries.register(wanted, today()), SORTS, "name")
    standings = {row.id: force(row.in_force, row.ends, today()) for row in rows.rows}
    areas = [(area, area) for area in session.scalars(queries.areas())]
    told = {"wanted": wanted, "standings": standings, "areas": areas, "kinds": KINDS, "forces": FORCES}
    return page("obligations/index.html", None, page=rows, **told)


@bp.get("/<path:identifier>")
@requires(Permission.OBLIGATION_READ)
def detail(identifier: str) -> str:
    """Show one law or contract with all that it concerns."""
    obligation = services.one(session, identifier)
    return render_template("obligations/detail.html", **details(session, obligation, today()))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.OBLIGATION_WRITE)
def create() -> Response | tuple[str, int]:
    """Write down a law or contract."""
    form = ObligationForm(data={"kind": request.args.get("kind")} if request.method == "GET" else None)
    form.offer(**offered(session))
    if form.validate_on_submit():
        obligation = services.new(session, Kind(form.kind.data))
        services.save(session, obligation, form.values)
        return done(_("%(name)s is in the register.", name=obligation.name), ".detail", identifier=obligation.id)
    return form_page("obligations/form.html", form, obligation=None)


@bp.route("/<path:identifier>/edit", methods=["GET", "POST"])
@requires(Permission.OBLIGATION_WRITE)
def edit(identifier: str) -> Response | tuple[str, int]:
    """Change a law or contract."""
    obligation: Obligation = services.one(session, identifier)
    form = ObligationForm(obj=obligation, data=services.concerned(session, identifier))
    form.offer(**offered(session, without=identifier))
    if form.validate_on_submit():
        check_version(obligation, form.version.data)
        services.save(session, obligation, form.values)
        return done(_("%(name)s is saved.", name=obligation.name), ".detail", identifier=identifier)
    return form_page("obligations/form.html", form, obligation=obligation)
