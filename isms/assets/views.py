"""Pages of assets."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.assets import pages, pages_register, queries_register, services_register
from isms.assets.forms import AssetForm, EndForm
from isms.assets.forms_levels import decision_form, stopped
from isms.assets.models import Asset
from isms.assets.views_information import bp as information_types
from isms.assets.views_suppliers import bp as suppliers
from isms.i18n import gettext as _
from isms.web.clock import today
from isms.web.forms import check_version, refuse
from isms.web.pages import done, form_page, page
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("assets", __name__)
bp.register_blueprint(information_types)
bp.register_blueprint(suppliers)
Answer = Response | tuple[str, int]


@bp.get("/assets")
@requires(Permission.ASSET_READ)
def index() -> Response:
    """List the register of assets."""
    asked = pages_register.wanted(session, request.args)
    rows, counted = queries_register.register(asked, today()), queries_register.matching(asked, today())
    found = listing(session, rows, pages_register.SORTS, "name", counted)
    shown = {"told": pages_register.told(session, found.rows, today()), **pages_register.filters(session)}
    counts = pages_register.counts(session, today())
    return page("assets/index.html", page=found, asked=request.args, counts=counts, **shown)


@bp.route("/assets/new", methods=["GET", "POST"])
@requires(Permission.ASSET_WRITE)
def create() -> Answer:
    """Write down an asset."""
    form = AssetForm()
    form.offer(pages.offered(session))
    if form.validate_on_submit():
        asset = services_register.new(session, Asset)
        services_register.save_asset(session, asset, form.values)
        return done(_("%(name)s is in the register.", name=asset.name), ".detail", identifier=asset.id)
    return form_page("assets/form.html", form, asset=None)


@bp.get("/assets/<identifier>")
@requires(Permission.ASSET_READ)
def detail(identifier: str) -> str:
    """Show one asset, why its levels are what they are, and all that hangs on it."""
    asset = services_register.one(session, Asset, identifier)
    return render_template("assets/detail.html", **pages.details(session, asset))


@bp.route("/assets/<identifier>/edit", methods=["GET", "POST"])
@requires(Permission.ASSET_WRITE)
def edit(identifier: str) -> Answer:
    """Change what is known of an asset."""
    asset = services_register.one(session, Asset, identifier)
    form = AssetForm(obj=asset, data=services_register.links(session, identifier))
    form.offer(pages.offered(session, without=identifier))
    if form.validate_on_submit():
        check_version(asset, form.version.data)
        services_register.save_asset(session, asset, form.values)
        return done(_("%(name)s is saved.", name=asset.name), ".detail", identifier=identifier)
    return form_page("assets/form.html", form, asset=asset)


@bp.route("/assets/<identifier>/classification", methods=["GET", "POST"])
@requires(Permission.CLASSIFICATION_DECIDE)
def classification(identifier: str) -> Answer:
    """Decide an asset's levels; level 4 is refused, and nothing of what came with it is kept."""
    shown = pages.deciding(session, services_register.one(session, Asset, identifier))
    form = decision_form(shown["inherited"], data=pages.prefilled(shown["decision"], request.args))
    if form.stops:
        form = stopped(decision_form(shown["inherited"], formdata=None))
    elif form.validate_on_submit() and form.sound(shown["inherited"]):
        pages.check_opened(shown["decision"], form.version.data)
        services_register.decide(session, shown["asset"], form.decision, today())
        return done(_("The classification is decided."), ".detail", identifier=identifier)
    return form_page("assets/classification.html", form, **shown)


@bp.route("/assets/<identifier>/end", methods=["GET", "POST"])
@requires(Permission.ASSET_WRITE)
def end(identifier: str) -> Answer:
    """End an asset; it is never deleted."""
    asset = services_register.one(session, Asset, identifier)
    form = EndForm(data={"ended_on": today(), "version": asset.version})
    if form.validate_on_submit():
        if form.ended_on.data <= today():
            check_version(asset, form.version.data)
            services_register.end(session, asset, form.ended_on.data, form.reason.data)
            return done(
                _("%(name)s has ended. Its history is kept.", name=asset.name), ".detail", identifier=identifier
            )
        refuse(form.ended_on, _("Write today or an earlier day: end it when it has ended."))
    return form_page("assets/end.html", form, asset=asset)


@bp.post("/assets/<identifier>/reopen")
@requires(Permission.ASSET_WRITE)
def reopen(identifier: str) -> Response:
    """Take back the end of an asset."""
    asset = services_register.one(session, Asset, identifier)
    services_register.reopen(session, asset)
    return done(_("%(name)s is in use again.", name=asset.name), ".detail", identifier=identifier)
