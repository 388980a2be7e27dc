"""Pages of information types."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.assets import pages_information as pages
from isms.assets import queries_pages, rules, services_register
from isms.assets.forms_levels import InformationForm, information_form, stopped
from isms.assets.models import InformationType
from isms.i18n import gettext as _
from isms.web.forms import check_version
from isms.web.pages import done, form_page, page
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("information_types", __name__, url_prefix="/information-types")
Answer = Response | tuple[str, int]


@bp.get("")
@requires(Permission.ASSET_READ)
def index() -> Response:
    """List the information types."""
    words = request.args.get("q", "")
    found = listing(session, queries_pages.information_types(words), pages.SORTS, "name")
    return page("assets/information_types.html", page=found, words=words)


@bp.get("/<identifier>")
@requires(Permission.ASSET_READ)
def detail(identifier: str) -> str:
    """Show one information type, and what handles it."""
    kind = services_register.one(session, InformationType, identifier)
    return render_template("assets/information_type.html", **pages.details(session, kind))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.ASSET_WRITE)
def create() -> Answer:
    """Write down an information type."""
    return _ask(services_register.new(session, InformationType), {})


@bp.route("/<identifier>/edit", methods=["GET", "POST"])
@requires(Permission.ASSET_WRITE)
def edit(identifier: str) -> Answer:
    """Change an information type; what carries it follows."""
    kind = services_register.one(session, InformationType, identifier)
    return _ask(kind, {name: getattr(kind, name) for name in (*pages.FIELDS, "version")})


def _ask(kind: InformationType, stored: dict[str, object]) -> Answer:
    """Show the form, or store what it says; level 4 is refused, and nothing of what came with it is kept."""
    aspects, categories = pages.scheme(session, kind.consequences or {})
    form = information_form(aspects, categories, data=stored | pages.chosen(kind.consequences or {}, categories))
    form.owner_unit_id.choices = pages.units(session, empty=not stored)
    if form.stops:
        form = stopped(information_form(aspects, categories, formdata=None))
        form.owner_unit_id.choices = pages.units(session, empty=True)
    elif form.validate_on_submit() and form.sound():
        return _store(kind, form)
    return form_page("assets/information_form.html", form, kind=kind if stored else None, aspects=aspects)


def _store(kind: InformationType, form: InformationForm) -> Response:
    check_version(kind, form.version.data)
    values = {name: form[name].data for name in pages.FIELDS}
    services_register.save_information(session, kind, values, rules.consequences(form.levels, form.by_category))
    return done(_("%(name)s is saved.", name=kind.name), ".detail", identifier=kind.id)
