"""Pages of gap assessments."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.rules import Permission
from isms.assessments import pages, queries, services
from isms.assessments.forms import AnswerForm, AssessmentForm, TakeOverForm
from isms.assessments.models import Assessment
from isms.assessments.pages import Wanted
from isms.catalogue.labels import short_name
from isms.catalogue.models import CONTROLS
from isms.i18n import gettext as _
from isms.organisation.queries import scopes
from isms.organisation.site import site
from isms.web.clock import today
from isms.web.forms import check_version
from isms.web.pages import done, form_page, page
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("assessments", __name__, url_prefix="/assessments")
Shown = Response | tuple[str, int]


@bp.get("")
@requires(Permission.ASSESSMENT_READ)
def index() -> Response:
    """List the gap assessments of the chosen scope."""
    found = listing(session, queries.register(site.scope), pages.SORTS, "-dated")
    return page("assessments/index.html", page=found, framework=short_name, meter=pages.meter)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_WRITE)
def create() -> Shown:
    """Begin a gap assessment of a scope."""
    title = _("Gap assessment %(day)s", day=today())
    form = AssessmentForm(data={"scope_id": site.scope, "framework_id": CONTROLS, "dated": today(), "title": title})
    form.offer(session.execute(scopes()).all())
    if form.validate_on_submit():
        begun = services.begin(session, form.values)
        return done(_("The assessment has begun."), ".detail", identifier=begun.id)
    return form_page("assessments/form.html", form, assessment=None)


@bp.get("/<identifier>")
@requires(Permission.ASSESSMENT_READ)
def detail(identifier: str) -> str:
    """Show what an assessment has found."""
    wanted = Wanted(request.args.get("fold", ""), request.args.get("mapping"), request.args.get("order", ""))
    return render_template(
        "assessments/detail.html", **pages.details(session, services.one(session, identifier), wanted)
    )


@bp.route("/<identifier>/edit", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_WRITE)
def edit(identifier: str) -> Shown:
    """Change what an assessment is called, when it was made and by whom."""
    assessment = services.one(session, identifier)
    form = AssessmentForm(obj=assessment)
    form.begun()
    if form.validate_on_submit():
        check_version(assessment, form.version.data)
        services.edit(session, assessment, form.values)
        return done(_("It is saved."), ".detail", identifier=identifier)
    return form_page("assessments/form.html", form, assessment=assessment)


@bp.get("/<identifier>/<path:requirement>")
@requires(Permission.ASSESSMENT_READ)
def question(identifier: str, requirement: str) -> Shown:
    """Ask one question, with what was answered last time beside it."""
    assessment = services.one(session, identifier)
    found = services.answer_of(session, assessment, pages.requirement_of(assessment, requirement))
    return form_page("assessments/question.html", AnswerForm(obj=found), **pages.asking(session, assessment, found))


@bp.post("/<identifier>/<path:requirement>")
@requires(Permission.ASSESSMENT_WRITE)
def answer(identifier: str, requirement: str) -> Shown:
    """Store an answer and go on, or keep it for later."""
    assessment = services.one(session, identifier)
    found = services.answer_of(session, assessment, pages.requirement_of(assessment, requirement))
    form, sure = AnswerForm(obj=found), request.form.get("then") != "later"
    if form.ready(sure=sure):
        check_version(found, form.version.data)
        services.answer(session, assessment, found, form.judgement, sure=sure)
        return _onwards(assessment, requirement, request.form.get("next", "") if sure else "")
    return form_page("assessments/question.html", form, **pages.asking(session, assessment, found))


def _onwards(assessment: Assessment, answered: str, following: str) -> Response:
    """Go to the question that follows, else to the result; `following` is where the person was told to come."""
    if following:
        return redirect(url_for(".question", identifier=assessment.id, requirement=following))
    return done(_("%(id)s is saved.", id=answered), ".detail", identifier=assessment.id)


@bp.post("/<identifier>/close")
@requires(Permission.ASSESSMENT_WRITE)
def close(identifier: str) -> Response:
    """Close an assessment."""
    assessment = services.one(session, identifier)
    check_version(assessment, request.form.get("version"))
    services.close(session, assessment, today())
    return done(_("The assessment is closed. It stays as you found it."), ".detail", identifier=identifier)


@bp.post("/<identifier>/reopen")
@requires(Permission.ASSESSMENT_WRITE)
def reopen(identifier: str) -> Response:
    """Open a closed assessment again."""
    assessment = services.one(session, identifier)
    check_version(assessment, request.form.get("version"))
    services.reopen(session, assessment)
    return done(_("The assessment is open again."), ".detail", identifier=identifier)


@bp.route("/<identifier>/take-over", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_WRITE)
def take_over(identifier: str) -> Shown:
    """Let the answers be how the scope meets its controls, after showing what that changes."""
    assessment = services.one(session, identifier)
    form = TakeOverForm(data={"reason": _("According to %(title)s", title=assessment.title)})
    if form.validate_on_submit():
        changed = services.take_over(session, assessment, form.reason.data)
        return done(_("%(num)s controls now stand as you found them.", num=changed), ".detail", identifier=identifier)
    return form_page("assessments/take_over.html", form, **pages.taking(session, assessment))
