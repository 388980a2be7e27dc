"""Pages of the organisation, its units and its scopes."""

from flask import Blueprint, render_template

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.organisation import pages
from isms.organisation.models import Scope, Unit
from isms.web.session import session

bp = Blueprint("organisation", __name__, url_prefix="/organisation")


@bp.get("")
@requires(Permission.ORGANISATION_READ)
def index() -> str:
    """Show the tree of units and the scopes."""
    return render_template("organisation/index.html", **pages.overview(session))


@bp.get("/units/<path:identifier>")
@requires(Permission.ORGANISATION_READ)
def unit(identifier: str) -> str:
    """Show one unit with what hangs on it."""
    found = session.get_one(Unit, (session.info["organisation"], identifier))
    return render_template("organisation/unit.html", **pages.unit(session, found))


@bp.get("/scopes/<path:identifier>")
@requires(Permission.ORGANISATION_READ)
def scope(identifier: str) -> str:
    """Show which units a scope holds, and why."""
    found = session.get_one(Scope, (session.info["organisation"], identifier))
    return render_template("organisation/scope.html", **pages.scope(session, found))
