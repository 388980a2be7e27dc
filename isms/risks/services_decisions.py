"""The owner's two decisions on a risk: approve the treatment plan, accept what remains (ISO/IEC 27001 6.1.3 f)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from isms.accounts.models import Person
from isms.i18n import gettext as _
from isms.organisation.models import Unit
from isms.organisation.rules import lineage
from isms.risks import rules_criteria
from isms.risks.models import DecisionKind, Risk, RiskControl, RiskCriteria, RiskDecision
from isms.risks.rules import Band, Criteria, Status, Treatment
from isms.risks.rules_deciding import Decider, in_line, may_approve, may_decide
from isms.risks.services import Refused, is_coordinator, plan_faults


@dataclass(frozen=True)
class Grounds:
    """What a decision rests on: why, the reference of a body's decision, and for an acceptance its last day."""

    reason: str = ""
    reference: str = ""
    until: date | None = None


def scales_of(session: Session, risk: Risk) -> Criteria:
    """Read the criteria that a risk was rated with."""
    found = session.scalars(select(RiskCriteria).where(RiskCriteria.version == risk.criteria_version)).one()
    return rules_criteria.criteria(found.version, found.content)


def decider(session: Session, risk: Risk, person: Person) -> Decider:
    """Say how a person stands to a risk: its owner, in its line, the coordinator."""
    units = {row.id: row for row in session.execute(select(Unit.id, Unit.parent_id, Unit.head_role_id))}
    above = set(lineage(risk.owner_unit_id, {unit: row.parent_id for unit, row in units.items()}))
    headed = {role for unit in above if (role := units[unit].head_role_id)}
    role = person.job_role_id or ""
    holders = session.scalar(select(func.count()).select_from(Person).where(Person.job_role_id == role))
    return Decider(
        role,
        is_owner=person.id == risk.owner_id,
        in_line=in_line((person.unit_id or "", role), above, headed, sole=holders == 1),
        is_coordinator=is_coordinator(session, person.id),
    )


def allowed(session: Session, risk: Risk, person: Person) -> tuple[bool, bool]:
    """Say whether a person may approve the plan of a risk, and whether they may accept what remains."""
    scales, who = scales_of(session, risk), decider(session, risk, person)
    band = scales.band(risk.likelihood, risk.consequence)
    return may_approve(scales, band, who), may_decide(scales, band, who)


def approve_plan(session: Session, risk: Risk, person: Person, grounds: Grounds, today: date) -> RiskDecision:
    """Approve the treatment plan on the risk's exact version, by its owner or who may accept a risk of its band.

    Raises Refused where there is no plan, where it contradicts itself, and for anyone else.
    """
    band, scales, who = _ready(session, risk, person)
    _refuse_without_plan(session, risk, scales)
    _refuse_unless(may_approve, (scales, band, who), _("Only the risk's owner or someone above may approve its plan."))
    return _decide(session, risk, (DecisionKind.PLAN, band, person, who), grounds, today)


def accept(session: Session, risk: Risk, person: Person, grounds: Grounds, today: date) -> RiskDecision:
    """Accept the risk that remains, on its exact version and until a day, by one whom the criteria let.

    Raises Refused for anyone else, without a last day, and without a reference where a body decides.
    """
    band, scales, who = _ready(session, risk, person)
    said = _("A risk of the band %(band)s is decided by: %(decide)s.", band=band.name, decide=band.decide)
    _refuse_unless(may_decide, (scales, band, who), said)
    if faults := _grounds_missing(band, grounds, today):
        raise Refused(faults)
    return _decide(session, risk, (DecisionKind.ACCEPTANCE, band, person, who), grounds, today)


def _ready(session: Session, risk: Risk, person: Person) -> tuple[Band, Criteria, Decider]:
    """Read what a decision needs, with the row locked, so that no change slips in between; else StaleDataError."""
    seen = risk.version
    session.refresh(risk, with_for_update=True)
    if risk.version != seen:
        raise StaleDataError(f"read at version {seen}, now {risk.version}")
    if risk.status is Status.CLOSED:
        raise Refused({"": _("The risk is closed, so there is nothing to decide.")})
    scales = scales_of(session, risk)
    return scales.band(risk.likelihood, risk.consequence), scales, decider(session, risk, person)


def _refuse_unless(
    may: Callable[[Criteria, Band, Decider], bool], asked: tuple[Criteria, Band, Decider], said: str
) -> None:
    if asked[2].is_coordinator:
        raise Refused({"": _("The coordinator can neither approve a plan nor accept a risk.")})
    if not may(*asked):
        raise Refused({"": said})


def _refuse_without_plan(session: Session, risk: Risk, scales: Criteria) -> None:
    if risk.treatment is Treatment.RETAIN:
        raise Refused({"": _("A risk that is retained has no treatment plan. Accept it instead.")})
    if risk.planned_band is None:
        raise Refused({"": _("Rate what will remain after the treatment before the plan is approved.")})
    named = session.scalars(select(RiskControl.control_id).where(RiskControl.risk_id == risk.id)).all()
    if faults := plan_faults(risk, named, scales):
        raise Refused({"": " ".join(faults.values())})


def _grounds_missing(band: Band, grounds: Grounds, today: date) -> dict[str, str]:
    missing = {}
    if grounds.until is None:
        missing["until"] = _("Give the last day of the acceptance. Nobody may accept for ever.")
    elif grounds.until < today:
        missing["until"] = _("%(day)s has passed. Give a later day.", day=grounds.until)
    if band.by_body and not grounds.reference.strip():
        missing["reference"] = _("A body decides on this band. Give the reference of its decision.")
    return missing


def _decide(
    session: Session,
    risk: Risk,
    what: tuple[DecisionKind, Band, Person, Decider],
    grounds: Grounds,
    today: date,
) -> RiskDecision:
    kind, band, person, who = what
    before = select(func.max(RiskDecision.number)).where(RiskDecision.risk_id == risk.id, RiskDecision.kind == kind)
    decision = RiskDecision(
        organisation_id=risk.organisation_id, risk_id=risk.id, kind=kind, number=(session.scalar(before) or 0) + 1,
        risk_version=risk.version, band=band.id, by_role=who.job_role, person_id=person.id, decided_on=today,
        valid_until=grounds.until, decision_ref=grounds.reference, reason=grounds.reason,
    )  # fmt: skip
    session.add(decision)
    if kind is DecisionKind.ACCEPTANCE:
        risk.status = Status.ACCEPTED
    elif risk.status is Status.OPEN:
        risk.status = Status.IN_TREATMENT
    session.flush()
    return decision
