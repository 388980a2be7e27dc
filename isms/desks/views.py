"""The start page."""

from flask import Blueprint, Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.desks import pages
from isms.organisation.site import site
from isms.web.clock import today
from isms.web.pages import page
from isms.web.panels import features
from isms.web.session import session

bp = Blueprint("desks", __name__)


@bp.get("/")
@requires(Permission.DESK_READ)
def index() -> Response:
    """Show what needs attention, and how the whole stands."""
    groups = pages.waiting(session, features(), today())
    return page("desks/index.html", groups=groups, **pages.whole(session, site.scope, today()))
