"""Acts on risks: save with a rating by the criteria in force, close, open again, prove the stored bands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from isms.access.rules import Role
from isms.accounts.models import Grant
from isms.i18n import gettext as _
from isms.i18n import sort_key
from isms.risks import queries, rules, rules_criteria
from isms.risks.models import Risk, RiskAsset, RiskControl, RiskCriteria
from isms.risks.rules import Criteria, Fault, Status

RATING = ("likelihood", "consequence", "consequences", "criteria_version")
FAULTS = {
    Fault.MODIFY_WITHOUT_CONTROLS: "controls",
    Fault.RESIDUAL_ABOVE_CURRENT: "planned_reason",
}


class Refused(Exception):
    """A rule of risk says no; `faults` is {field: what to do}, with "" for the whole."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@dataclass(frozen=True)
class Links:
    """What a risk concerns and what its treatment names; controls are (framework, id)."""

    assets: Collection[str] = ()
    controls: Collection[tuple[str, str]] = ()


def criteria(session: Session) -> dict[int, Criteria]:
    """Read every version of the criteria; the first is in force."""
    return {
        row.version: rules_criteria.criteria(row.version, row.content) for row in session.scalars(queries.criteria())
    }


def newest(session: Session) -> Criteria | None:
    """Read the criteria in force, the newest version; None before the organisation has decided any."""
    found = session.scalars(queries.criteria().limit(1)).first()
    return None if found is None else rules_criteria.criteria(found.version, found.content)


def in_force(session: Session) -> Criteria:
    """Read the criteria in force; raises Refused when there are none."""
    if found := newest(session):
        return found
    raise Refused({"": _("Risks cannot be rated before the criteria for risk have been decided.")})


def decided_criteria(session: Session, version: int) -> RiskCriteria:
    """Read a version of the criteria as it is stored, with when and by which decision."""
    return session.get_one(RiskCriteria, (session.info["organisation"], version))


def save(session: Session, risk: Risk, links: Links, today: date) -> None:
    """Store a risk, new or changed, rated by the criteria in force (6.1.2, 8.2).

    Any change, of links too, makes a new version, so that what was decided on the old one is stale; an accepted risk
    goes back to treatment. Raises Refused when the plan contradicts itself or the coordinator would own the risk.
    """
    scales = in_force(session)
    _rate(risk, scales, today)
    _refuse_faults(session, risk, links, scales)
    if inspect(risk).transient:
        session.add(risk)
        session.flush()
    elif session.is_modified(risk) or _moves(session, risk, links):
        risk.version += 1  # links are rows of their own, so the risk's row would not know
        if risk.status is Status.ACCEPTED:
            risk.status = Status.IN_TREATMENT
    _link(session, risk, links)
    session.flush()


def _rate(risk: Risk, scales: Criteria, today: date) -> None:
    """Derive what the factors say: the worst consequence, the band now and as planned, and when it was rated."""
    if risk.consequences:
        risk.consequence = rules.worst(risk.consequences)
    if risk.planned_consequences:
        risk.planned_consequence = rules.worst(risk.planned_consequences)
    risk.title_key = sort_key(risk.title)
    risk.criteria_version = scales.version
    state = inspect(risk).attrs
    rated_again = any(getattr(state, name).history.has_changes() for name in RATING)
    if risk.rated_on is None or (rated_again and not state.rated_on.history.has_changes()):
        risk.rated_on = today
    _band(risk, scales)
    risk.due = risk.due or rules.treat_by(risk.rated_on, scales.cells[risk.likelihood, risk.consequence])


def _band(risk: Risk, scales: Criteria) -> None:
    now = scales.band(risk.likelihood, risk.consequence)
    risk.band, risk.band_rank = now.id, now.rank
    both = risk.planned_likelihood and risk.planned_consequence
    risk.planned_band = scales.band(risk.planned_likelihood, risk.planned_consequence).id if both else None  # type: ignore[arg-type]


def plan_faults(risk: Risk, controls: Collection[object], scales: Criteria) -> dict[str, str]:
    """Say how a risk's treatment plan contradicts itself, by field."""
    now = scales.band(risk.likelihood, risk.consequence)
    planned = next((band for band in scales.bands if band.id == risk.planned_band), None)
    said = {
        Fault.MODIFY_WITHOUT_CONTROLS: _("Choose the controls that are to modify the risk, or another treatment."),
        Fault.RESIDUAL_ABOVE_CURRENT: _("The risk is planned to become worse. Say why, or rate what remains again."),
    }
    found = rules.plan_faults(risk.treatment, controls, now, planned, risk.planned_reason or "")
    return {FAULTS[fault]: said[fault] for fault in found}


def _refuse_faults(session: Session, risk: Risk, links: Links, scales: Criteria) -> None:
    faults = plan_faults(risk, links.controls, scales)
    if (risk.planned_likelihood is None) != (risk.planned_consequence is None):
        missing = "planned_likelihood" if risk.planned_likelihood is None else "planned_consequence"
        faults[missing] = _("Rate both likelihood and consequence of what remains, or neither.")
    if risk.owner_id and is_coordinator(session, risk.owner_id):
        faults["owner_id"] = _("The coordinator cannot own risks. Choose a manager in the line.")
    if faults:
        raise Refused(faults)


def is_coordinator(session: Session, person_id: str) -> bool:
    """Whether a person coordinates information security, and so may neither own nor accept risks."""
    held = select(Grant.person_id).where(Grant.person_id == person_id, Grant.role == Role.COORDINATOR)
    return session.scalar(held) is not None


def _stored(session: Session, risk: Risk) -> tuple[Sequence[RiskAsset], Sequence[RiskControl]]:
    assets = session.scalars(select(RiskAsset).where(RiskAsset.risk_id == risk.id)).all()
    return assets, session.scalars(select(RiskControl).where(RiskControl.risk_id == risk.id)).all()


def _moves(session: Session, risk: Risk, links: Links) -> bool:
    """Whether the links differ from those stored."""
    assets, controls = _stored(session, risk)
    same = {row.asset_id for row in assets} == set(links.assets)
    return not (same and {(row.framework_id, row.control_id) for row in controls} == set(links.controls))


def _link(session: Session, risk: Risk, links: Links) -> None:
    """Let the stored links be those given; rows that stay are not touched."""
    assets, controls = _stored(session, risk)
    about = {row.asset_id: row for row in assets}
    named = {(row.framework_id, row.control_id): row for row in controls}
    for gone in [*_without(about, links.assets), *_without(named, links.controls)]:
        session.delete(gone)
    own = {"organisation_id": risk.organisation_id, "risk_id": risk.id}
    session.add_all(RiskAsset(**own, asset_id=asset) for asset in set(links.assets) - set(about))
    session.add_all(
        RiskControl(**own, framework_id=framework, control_id=control)
        for framework, control in set(links.controls) - set(named)
    )


def _without(stored: Mapping[Any, Any], wanted: Collection[Any]) -> list[Any]:
    return [row for key, row in stored.items() if key not in set(wanted)]


def close(session: Session, risk: Risk, reason: str) -> None:
    """Close a risk that is gone, with why; one that controls keep low stays open. Raises Refused without a reason."""
    _move(session, risk, Status.CLOSED, reason)


def reopen(session: Session, risk: Risk, reason: str) -> None:
    """Open a closed risk again, with why. Raises Refused without a reason."""
    _move(session, risk, Status.OPEN, reason)


def _move(session: Session, risk: Risk, status: Status, reason: str) -> None:
    if (risk.status is Status.CLOSED) == (status is Status.CLOSED):
        raise Refused({"": _("The risk has already been closed or opened.")})
    if not reason.strip():
        raise Refused({"reason": _("Say why.")})
    risk.status = status
    risk.version += 1
    session.info["act"] = session.info["act"]._replace(reason=reason.strip())
    session.flush()


def differences(session: Session) -> Iterable[str]:
    """Name the risks whose stored band is another than their own version of the criteria gives."""
    scales = criteria(session)
    for row in session.execute(queries.rated()):
        wanted = _computed(row, scales[row.criteria_version])
        if (row.band, row.band_rank, row.planned_band) != wanted:
            yield f"{row.id}: {row.band} → {row.planned_band}, computed {wanted[0]} → {wanted[2]}"


def _computed(row: Any, scales: Criteria) -> tuple[str, int, str | None]:
    now = scales.band(row.likelihood, row.consequence)
    both = row.planned_likelihood and row.planned_consequence
    return now.id, now.rank, scales.band(row.planned_likelihood, row.planned_consequence).id if both else None


def refresh(session: Session) -> int:
    """Compute every stored band again by the criteria its risk was rated with; returns how many changed."""
    scales = criteria(session)
    changed = 0
    for risk in session.scalars(select(Risk)):
        _band(risk, scales[risk.criteria_version])
        changed += session.is_modified(risk)
    session.flush()
    return changed
