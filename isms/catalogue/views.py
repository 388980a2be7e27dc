"""Pages of controls, frameworks and sources."""

from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.catalogue import pages, queries, services
from isms.catalogue.forms import OwnControlForm, TitleForm
from isms.catalogue.models import OWN, AdoptedControl, Catalogue
from isms.catalogue.rules import Wanted
from isms.i18n import gettext as _
from isms.web.forms import check_version, refuse
from isms.web.pages import done, form_page
from isms.web.session import session

bp = Blueprint("catalogue", __name__)


@bp.get("/controls")
@requires(Permission.CATALOGUE_READ)
def index() -> str:
    """List the organisation's controls by theme."""
    asked = request.args
    wanted = Wanted(asked.get("q", ""), asked.get("theme", ""), asked.get("attribute", ""), bool(asked.get("own")))
    return render_template("catalogue/index.html", **pages.register(session, wanted))


@bp.get("/controls/<framework>/<path:identifier>")
@requires(Permission.CATALOGUE_READ)
def detail(framework: str, identifier: str) -> str:
    """Show one control with everything that touches it."""
    control = services.control(session, framework, identifier)
    return render_template("catalogue/detail.html", **pages.details(session, control))


@bp.route("/controls/own/new", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_WRITE)
def create() -> Response | tuple[str, int]:
    """Add a control of the organisation's own."""
    form = OwnControlForm()
    if form.validate_on_submit():
        if not session.scalar(queries.is_taken(form.id.data)):
            made = services.add_own(session, session.info["organisation"], form.columns)
            return done(_("%(id)s is added.", id=made.id), ".detail", framework=OWN, identifier=made.id)
        refuse(form.id, _("There is a control with this identifier. Choose another."))
    return form_page("catalogue/form.html", form, control=None)


@bp.route("/controls/<framework>/<path:identifier>/edit", methods=["GET", "POST"])
@requires(Permission.CATALOGUE_WRITE)
def edit(framework: str, identifier: str) -> Response | tuple[str, int]:
    """Change an own control, or give one of a catalogue a title of the organisation's own."""
    adopted, _known = session.execute(queries.adopted_control(framework, identifier)).one()
    form = _form(adopted)
    if form.validate_on_submit():
        check_version(adopted, form.version.data)
        services.edit(session, adopted, form.columns if isinstance(form, OwnControlForm) else _empty(form.values))
        return done(_("%(id)s is saved.", id=identifier), ".detail", framework=framework, identifier=identifier)
    return form_page("catalogue/form.html", form, control=services.control(session, framework, identifier))


def _form(adopted: AdoptedControl) -> OwnControlForm | TitleForm:
    if adopted.framework_id != OWN:
        return TitleForm(obj=adopted)
    return OwnControlForm(obj=adopted, data=adopted.attributes, known=True)


def _empty(values: dict[str, Any]) -> dict[str, str]:
    return {name: value or "" for name, value in values.items()}


@bp.get("/frameworks")
@requires(Permission.CATALOGUE_READ)
def frameworks() -> str:
    """List the catalogues with their sources and licences."""
    return render_template("catalogue/frameworks.html", **pages.frameworks(session))


@bp.get("/frameworks/<identifier>")
@requires(Permission.CATALOGUE_READ)
def framework(identifier: str) -> str:
    """Show what a catalogue holds."""
    catalogue = session.get_one(Catalogue, identifier)
    return render_template("catalogue/framework.html", **pages.framework(session, catalogue))


@bp.get("/about")
@requires(Permission.CATALOGUE_READ)
def about() -> str:
    """Name who holds the rights in what this program shows, and its own version."""
    return render_template("catalogue/about.html", **pages.about(session))
