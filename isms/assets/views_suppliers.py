"""Pages of suppliers."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.assets import queries_pages, services_register
from isms.assets.forms import SupplierForm
from isms.assets.models import Supplier
from isms.assets.pages import known_people
from isms.i18n import gettext as _
from isms.web.clock import today
from isms.web.forms import check_version
from isms.web.history import entries, labels
from isms.web.pages import done, form_page, page
from isms.web.panels import panels
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("suppliers", __name__, url_prefix="/suppliers")
Answer = Response | tuple[str, int]
SORTS = {"name": Supplier.name_key, "end": Supplier.contract_end, "id": Supplier.id}


@bp.get("")
@requires(Permission.ASSET_READ)
def index() -> Response:
    """List the suppliers."""
    words = request.args.get("q", "")
    return page(
        "assets/suppliers.html",
        page=listing(session, queries_pages.suppliers(words), SORTS, "name"),
        words=words,
        late=lambda day: day is not None and day < today(),
    )


@bp.get("/<identifier>")
@requires(Permission.ASSET_READ)
def detail(identifier: str) -> str:
    """Show one supplier, and what rests on it."""
    supplier = services_register.one(session, Supplier, identifier)
    people = known_people(session)
    told = entries(session, ("supplier", identifier), people, labels(SupplierForm))
    return render_template(
        "assets/supplier.html", supplier=supplier, panels=panels("supplier", identifier), history=told
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.ASSET_WRITE)
def create() -> Answer:
    """Write down a supplier."""
    form = SupplierForm()
    if form.validate_on_submit():
        supplier = services_register.new(session, Supplier)
        services_register.save_supplier(session, supplier, form.values)
        return done(_("%(name)s is in the register.", name=supplier.name), ".detail", identifier=supplier.id)
    return form_page("assets/supplier_form.html", form, supplier=None)


@bp.route("/<identifier>/edit", methods=["GET", "POST"])
@requires(Permission.ASSET_WRITE)
def edit(identifier: str) -> Answer:
    """Change a supplier."""
    supplier = services_register.one(session, Supplier, identifier)
    form = SupplierForm(obj=supplier)
    if form.validate_on_submit():
        check_version(supplier, form.version.data)
        services_register.save_supplier(session, supplier, form.values)
        return done(_("%(name)s is saved.", name=supplier.name), ".detail", identifier=identifier)
    return form_page("assets/supplier_form.html", form, supplier=supplier)
