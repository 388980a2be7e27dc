"""Workbooks of every register, written when they are asked for."""

from flask import Blueprint, Response, abort, request

from isms.access.marks import may, requires
from isms.access.rules import Permission
from isms.i18n import LANGUAGES, language
from isms.organisation.site import site
from isms.web.clock import today
from isms.web.panels import features
from isms.web.session import session

bp = Blueprint("exports", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/export/<name>.xlsx")
@requires(Permission.STATEMENT_EXPORT)
def workbook(name: str) -> Response:
    """Write the workbook of a register, in `?language=` sv, en or both, of the scope in `?scope=`."""
    offer = next((offer for feature in features() for offer in feature.exports if offer.name == name), None)
    if offer is None or not may(offer.permission):
        abort(404)
    wanted = request.args.get("language", language())
    scope = site.scope if offer.needs_scope else request.args.get("scope")
    data = offer.write(session, scope, wanted if wanted in (*LANGUAGES, "both") else language(), today())
    return Response(data, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})
