"""What the pages of risks show beside the risk itself: choices, names, decisions and their worth."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, func
from sqlalchemy.orm import Session

from isms.accounts.models import Person
from isms.accounts.queries import names
from isms.assets.services import enabled
from isms.auditlog.queries import history
from isms.catalogue.rules_keys import name
from isms.catalogue.services import controls
from isms.i18n import either, next_id
from isms.i18n import gettext as _
from isms.organisation.queries import tree
from isms.risks import queries, queries_register, rules, services, services_decisions, words
from isms.risks.forms import RiskForm, risk_form
from isms.risks.models import DecisionKind, Risk, RiskDecision, Threat
from isms.risks.overview import Bands
from isms.risks.rules import Criteria, Status
from isms.web.filters import aspect_name
from isms.web.history import entries, labels
from isms.web.panels import panels

SORTS: dict[str, SQLColumnExpression[Any]] = {
    "title": Risk.title_key,
    "band": Risk.band_rank,
    "unit": Risk.owner_unit_id,
    "treatment": Risk.treatment,
    "status": Risk.status,
    "due": func.coalesce(Risk.due, date.max),
    "id": Risk.id,
}
WORDS = {
    "treatments": words.TREATMENTS, "statuses": words.STATUSES, "states": words.STATES, "standing": words.standing,
}  # fmt: skip


def filters(session: Session, scales: Criteria) -> dict[str, Any]:
    """Gather what the register can be narrowed by."""
    return {
        "units": [(row.id, row.name) for row in session.execute(tree())],
        "threats": session.execute(queries.threats()).all(),
        "bands": [(band.id, band.name) for band in sorted(scales.bands, key=lambda b: -b.rank)],
        "marks": Bands(services.criteria(session)),
        **WORDS,
        "statuses": {queries_register.CURRENT: _("All but closed"), **words.STATUSES},
    }


def shown(session: Session, risk: Risk, today: date) -> dict[str, Any]:
    """Gather what a decision on a risk has to see: the rating, the treatment, the controls and the assets."""
    scales = services_decisions.scales_of(session, risk)
    named = {tuple(row) for row in session.execute(queries.controls_of(risk.id))}
    return {
        "risk": risk,
        "scales": scales,
        "band": scales.band(risk.likelihood, risk.consequence),
        "ratings": [each for each in _ratings(risk, scales) if each],
        "marks": Bands({scales.version: scales}),
        "controls": [each for each in controls(session) if each.key in named],
        "assets": session.execute(queries.assets_of(risk.id)).all(),
        "aspects": enabled(session),
        "struck": ", ".join(aspect_name(aspect) for aspect in risk.aspects),
        "threat": risk.threat_id and session.get(Threat, (risk.organisation_id, risk.threat_id)),
        "people": {row.id: row.name for row in session.execute(names())},
        "units": {row.id: row.name for row in session.execute(tree())},
        "late": risk.status in (Status.OPEN, Status.IN_TREATMENT) and risk.due is not None and risk.due < today,
        **WORDS,
    }


def _ratings(risk: Risk, scales: Criteria) -> Iterable[dict[str, Any] | None]:
    """Put both ratings in the words of the scales, now first; None where there is no plan."""
    likelihoods = {step.level: step for step in scales.likelihoods}
    consequences = {step.level: step for step in scales.consequences}
    both = (
        (risk.likelihood, risk.consequence, risk.consequences, risk.band),
        (risk.planned_likelihood, risk.planned_consequence, risk.planned_consequences, risk.planned_band),
    )
    for likelihood, consequence, categories, band in both:
        yield (
            {
                "likelihood": likelihoods[likelihood],
                "consequence": consequences[consequence],
                "categories": [(name, consequences[level]) for name, level in (categories or {}).items()],
                "band": band,
            }
            if likelihood and consequence
            else None
        )


def details(session: Session, risk: Risk, person: Person, today: date) -> dict[str, Any]:
    """Gather what the page of one risk shows."""
    seen = shown(session, risk, today)
    may_approve, may_accept = services_decisions.allowed(session, risk, person)
    decisions = [_decision(row, who, risk, today) for row, who in session.execute(queries.decisions_of(risk.id))]
    return seen | {
        "decisions": decisions,
        "row": session.execute(queries_register.register().where(Risk.id == risk.id)).one(),
        "may_approve": may_approve,
        "may_accept": may_accept,
        "treat_by": rules.treat_by(risk.rated_on, seen["band"]),
        "calls": rules.calls_for_controls(risk.status, risk.treatment, seen["controls"]),
        "roles": roles(session),
        "closed_because": closed_because(session, risk),
        "panels": panels("risk", risk.id),
        "history": entries(session, ("risk", risk.id), seen["people"], labels(RiskForm)),
    }


def _decision(decision: RiskDecision, who: str | None, risk: Risk, today: date) -> dict[str, Any]:
    if decision.kind is DecisionKind.PLAN:
        worth = rules.approval_state(decision.risk_version, risk.version)
    else:
        worth = rules.acceptance_state(decision.risk_version, decision.valid_until, risk.version, today)
    return {"is": decision, "who": who, "worth": worth}


def closed_because(session: Session, risk: Risk) -> str | None:
    """Find why a closed risk was closed; None for one that is not, or where nobody wrote it."""
    if risk.status is not Status.CLOSED:
        return None
    changes = session.scalars(history("risk", risk.id))
    moves = (change for change in changes if change.object_type == "risk" and "status" in change.fields)
    return next((change.reason for change in moves), None)


def form_for(session: Session, risk: Risk | None, today: date) -> RiskForm:
    """Make the form of a risk, new or stored, with the scales in force and what can be chosen."""
    scales = services.in_force(session)
    form = risk_form(scales)(obj=risk, data=_stored(session, risk, scales) if risk else {"rated_on": today})
    form.offer(
        scales,
        today,
        aspects=enabled(session),
        threat_id=[(row.id, row.name) for row in session.execute(queries.threats())],
        owner_unit_id=[(row.id, row.name) for row in session.execute(tree())],
        owner_id=session.execute(queries.owners()).all(),
        assets=[(row.id, f"{row.id} {row.name}") for row in session.execute(queries.assets())],
        controls=[(name(*c.key), f"{c.id} {either(c.title_sv, c.title_en)}") for c in controls(session)],
    )
    return form


def _stored(session: Session, risk: Risk, scales: Criteria) -> dict[str, Any]:
    data: dict[str, Any] = {
        "assets": [row.id for row in session.execute(queries.assets_of(risk.id))],
        "controls": [name(*row) for row in session.execute(queries.controls_of(risk.id))],
    }
    for number, category in enumerate(scales.categories):
        data[f"now_{number}"] = (risk.consequences or {}).get(category)
        data[f"planned_{number}"] = (risk.planned_consequences or {}).get(category)
    return data


def new(session: Session) -> Risk:
    """Make a risk with the next identifier of the series; it is stored by `save`."""
    return Risk(organisation_id=session.info["organisation"], id=next_id(session.scalars(queries.ids()), "R001"))


def roles(session: Session) -> dict[str, str]:
    """Name the positions that the criteria let accept; the risk's owner is one of them."""
    named = {row.id: either(row.name, row.name_en) for row in session.execute(queries.job_roles())}
    return named | {rules.OWNER: _("the risk owner")}
