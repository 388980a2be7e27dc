"""Pages of risks: the matrix and the register, one risk, the forms, the decisions, the criteria."""

from collections.abc import Callable

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from isms.access.marks import requires
from isms.access.person import current_user
from isms.access.rules import Permission
from isms.accounts.models import Person
from isms.i18n import gettext as _
from isms.risks import pages, queries, queries_register, services, services_decisions
from isms.risks.forms import AcceptForm, CloseForm, PlanForm
from isms.risks.models import Risk
from isms.risks.overview import counts, legend, matrix, overview
from isms.risks.queries_register import Wanted
from isms.risks.rules import Status
from isms.risks.services import Refused
from isms.risks.services_decisions import Grounds
from isms.web import charts
from isms.web.clock import today
from isms.web.forms import Form, check_version, refuse
from isms.web.pages import done, form_page, page
from isms.web.session import session
from isms.web.tables import listing

bp = Blueprint("risks", __name__)


@bp.get("/risks")
@requires(Permission.RISK_READ)
def index() -> Response:
    """Show the matrix and the register; only the register when it is narrowed, sorted or turned to another page."""
    scales = services.newest(session)
    if scales is None:
        return page("risks/none.html")
    wanted = Wanted(*(request.args.get(name, "") for name in Wanted._fields))
    rows = listing(session, queries_register.wanted(wanted, today()), pages.SORTS, "-band")
    seen = None if set(request.args) - {"scope"} else overview(session, scales)
    return page("risks/index.html", page=rows, wanted=wanted, seen=seen, **pages.filters(session, scales))


@bp.get("/risks/<identifier>")
@requires(Permission.RISK_READ)
def detail(identifier: str) -> str:
    """Show one risk with its treatment, what has been decided of it, and what that is worth."""
    return render_template("risks/detail.html", **pages.details(session, _risk(identifier), _person(), today()))


@bp.route("/risks/new", methods=["GET", "POST"])
@requires(Permission.RISK_WRITE)
def create() -> Response | tuple[str, int]:
    """Write down a risk."""
    form = pages.form_for(session, None, today())
    if form.validate_on_submit():
        risk = pages.new(session)
        if _told(form, lambda: services.save(session, risk, form.fill(risk), today())):
            return done(_("%(risk)s is in the register.", risk=risk.id), ".detail", identifier=risk.id)
    return form_page("risks/form.html", form, risk=None)


@bp.route("/risks/<identifier>/edit", methods=["GET", "POST"])
@requires(Permission.RISK_WRITE)
def edit(identifier: str) -> Response | tuple[str, int]:
    """Change a risk, or rate it again."""
    risk = _risk(identifier)
    title = risk.title
    form = pages.form_for(session, risk, today())
    if form.validate_on_submit() and _told(form, lambda: services.save(session, risk, form.fill(risk), today())):
        return done(_("%(risk)s is saved.", risk=risk.id), ".detail", identifier=risk.id)
    return form_page("risks/form.html", form, risk=risk, was=title)


@bp.route("/risks/<identifier>/plan", methods=["GET", "POST"])
@requires(Permission.RISK_ACCEPT)
def plan(identifier: str) -> Response | tuple[str, int]:
    """Approve the treatment plan on the version that is shown."""
    risk, form = _risk(identifier), PlanForm()
    grounds = Grounds(form.reason.data or "", form.reference.data or "")
    if form.validate_on_submit() and _decided(form, risk, services_decisions.approve_plan, grounds):
        return done(_("The plan is approved."), ".detail", identifier=identifier)
    return _decision("risks/plan.html", form, risk)


@bp.route("/risks/<identifier>/accept", methods=["GET", "POST"])
@requires(Permission.RISK_ACCEPT)
def accept(identifier: str) -> Response | tuple[str, int]:
    """Accept what remains, on the version that is shown and until a day."""
    risk, form = _risk(identifier), AcceptForm()
    grounds = Grounds(form.reason.data or "", form.reference.data or "", form.until.data)
    if form.validate_on_submit() and _decided(form, risk, services_decisions.accept, grounds):
        return done(_("The risk is accepted until %(day)s.", day=grounds.until), ".detail", identifier=identifier)
    return _decision("risks/accept.html", form, risk)


@bp.route("/risks/<identifier>/close", methods=["GET", "POST"])
@requires(Permission.RISK_WRITE)
def close(identifier: str) -> Response | tuple[str, int]:
    """Close a risk that is gone, or open a closed one again, with why."""
    risk, form = _risk(identifier), CloseForm()
    closed = risk.status is Status.CLOSED
    act = services.reopen if closed else services.close
    if form.validate_on_submit() and _told(form, lambda: act(session, risk, form.reason.data)):
        said = _("%(risk)s is open again.", risk=risk.id) if closed else _("%(risk)s is closed.", risk=risk.id)
        return done(said, ".detail", identifier=identifier)
    return form_page("risks/close.html", form, risk=risk, closed=closed)


@bp.get("/risk-criteria")
@requires(Permission.RISK_READ)
def criteria() -> Response:
    """Show the scales, the bands and who decides on each."""
    scales = services.newest(session)
    if scales is None:
        return page("risks/none.html")
    none = counts(())
    return page(
        "risks/criteria.html", scales=scales, stored=services.decided_criteria(session, scales.version),
        roles=pages.roles(session), matrix=matrix(scales, none), bands=legend(scales, none), draw=charts.matrix,
        heat=charts.heat,
    )  # fmt: skip


def _risk(identifier: str) -> Risk:
    return session.scalars(queries.one(identifier)).one()


def _person() -> Person:
    return session.get_one(Person, (session.info["organisation"], current_user.person_id))


def _told(form: Form, act: Callable[[], object]) -> bool:
    """Do an act; a refusal is told at its fields, and nothing that was typed is lost."""
    try:
        act()
    except Refused as refused:
        for field, said in refused.faults.items():
            refuse(form[field], said) if field else form.form_errors.append(said)
        return False
    return True


def _decided(form: Form, risk: Risk, decide: Callable[..., object], grounds: Grounds) -> bool:
    check_version(risk, form.version.data)
    return _told(form, lambda: decide(session, risk, _person(), grounds, today()))


def _decision(template: str, form: Form, risk: Risk) -> tuple[str, int]:
    """Show a form of decision with exactly what is decided on, and the version it binds to."""
    form.version.data = str(risk.version)
    return form_page(template, form, **pages.shown(session, risk, today()))
