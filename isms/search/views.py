"""The page of what was found."""

from flask import Blueprint, Response, request

from isms.access.marks import may, requires
from isms.access.rules import Permission
from isms.search import services
from isms.web.pages import page
from isms.web.panels import features
from isms.web.session import session

bp = Blueprint("search", __name__)


@bp.get("/search")
@requires(Permission.SEARCH)
def index() -> Response:
    """Search everything that the person may see."""
    wanted = services.words(request.args.get("q", ""))
    sources = [source for feature in features() for source in feature.sources if may(source.permission)]
    kinds = services.find(session, sources, wanted) if wanted else []
    found = sum(len(kind.hits) for kind in kinds)
    return page(
        "search/index.html",
        wanted=wanted,
        kinds=kinds,
        found=found,
        labels=sorted({str(each.label) for each in sources}),
    )
