"""Selections of what the Statement is derived from, and of what people decided and froze."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from isms.accounts.models import Person
from isms.actions.models import Action
from isms.assets.models import Asset, AssetLevel
from isms.auditlog.models import Change
from isms.catalogue.models import ProtectionRule
from isms.implementations.models import Implementation
from isms.obligations.models import Obligation, ObligationControl, ObligationUnit
from isms.organisation.models import Scope
from isms.risks.models import Risk, RiskControl, RiskCriteria, RiskDecision
from isms.soa.models import StatementDecision, StatementProposal, StatementVersion


def risks() -> Select[*tuple[Any, ...]]:
    """Select what the Statement says of every risk."""
    return (
        select(
            Risk.id, Risk.title, Risk.owner_unit_id, Risk.status, Risk.treatment, Risk.band, Risk.planned_band,
            Risk.likelihood, Risk.consequence, Risk.planned_likelihood, Risk.planned_consequence, Risk.due,
            Risk.version, Risk.criteria_version, Person.name.label("owner"),
        )
        .outerjoin(Person, (Person.organisation_id == Risk.organisation_id) & (Person.id == Risk.owner_id))
        .order_by(Risk.id)
    )  # fmt: skip


def risk_controls() -> Select[*tuple[Any, ...]]:
    """Select (risk_id, framework_id, control_id) of every risk."""
    return select(RiskControl.risk_id, RiskControl.framework_id, RiskControl.control_id).order_by(
        RiskControl.risk_id, RiskControl.framework_id, RiskControl.control_id
    )


def risk_decisions() -> Select[*tuple[Any, ...]]:
    """Select the approvals and acceptances, the newest of each kind last."""
    return select(
        RiskDecision.risk_id, RiskDecision.kind, RiskDecision.risk_version, RiskDecision.by_role,
        RiskDecision.decided_on, RiskDecision.valid_until, RiskDecision.decision_ref,
    ).order_by(RiskDecision.risk_id, RiskDecision.kind, RiskDecision.number)  # fmt: skip


def obligations() -> Select[*tuple[Any, ...]]:
    """Select what the Statement says of every law and contract."""
    return select(
        Obligation.id, Obligation.kind, Obligation.name, Obligation.number, Obligation.short, Obligation.in_force,
        Obligation.ends,
    ).order_by(Obligation.id)  # fmt: skip


def obligation_controls() -> Select[*tuple[Any, ...]]:
    """Select (obligation_id, framework_id, control_id)."""
    return select(ObligationControl.obligation_id, ObligationControl.framework_id, ObligationControl.control_id)


def obligation_units() -> Select[*tuple[Any, ...]]:
    """Select (obligation_id, unit_id)."""
    return select(ObligationUnit.obligation_id, ObligationUnit.unit_id)


def levels() -> Select[*tuple[Any, ...]]:
    """Select the effective levels of every asset in use, with its unit and name."""
    return (
        select(
            Asset.id,
            Asset.name,
            Asset.owner_unit_id,
            AssetLevel.c.label("C"),
            AssetLevel.i.label("I"),
            AssetLevel.a.label("A"),
            AssetLevel.t.label("T"),
        )
        .join(AssetLevel, (AssetLevel.organisation_id == Asset.organisation_id) & (AssetLevel.asset_id == Asset.id))
        .where(Asset.ended_on.is_(None))
        .order_by(Asset.id)
    )


def package(package_id: str) -> Select[*tuple[Any, ...]]:
    """Select (id, framework_id, controls) of a protection package's rules."""
    return (
        select(ProtectionRule.id, ProtectionRule.framework_id, ProtectionRule.controls)
        .where(ProtectionRule.package_id == package_id)
        .order_by(ProtectionRule.id)
    )


def implementations(scope_id: str) -> Select[*tuple[Any, ...]]:
    """Select how the controls are met for a scope, with who is responsible."""
    return (
        select(
            Implementation.id, Implementation.framework_id, Implementation.control_id, Implementation.status,
            Implementation.deficiency, Implementation.maturity, Implementation.wanted, Implementation.how,
            Implementation.references, Implementation.responsible_role, Implementation.provider_id,
            Implementation.last_review, Implementation.next_review, Person.name.label("responsible"),
        )
        .outerjoin(
            Person,
            (Person.organisation_id == Implementation.organisation_id) & (Person.id == Implementation.responsible_id),
        )
        .where(Implementation.scope_id == scope_id)
        .order_by(Implementation.id)
    )  # fmt: skip


def followed() -> Select[*tuple[Any, ...]]:
    """Select every implementation that another follows, or that follows another."""
    providers = select(Implementation.provider_id).where(Implementation.provider_id.is_not(None))
    return select(
        Implementation.id, Implementation.status, Implementation.deficiency, Implementation.maturity,
        Implementation.wanted, Implementation.provider_id,
    ).where(Implementation.provider_id.is_not(None) | Implementation.id.in_(providers))  # fmt: skip


def criteria() -> Select[*tuple[Any, ...]]:
    """Select (version, content) of the risk criteria."""
    return select(RiskCriteria.version, RiskCriteria.content).order_by(RiskCriteria.version)


def actions() -> Select[*tuple[Any, ...]]:
    """Select the action plan as the Statement's treatment plan shows it."""
    return select(
        Action.id, Action.title, Action.source, Action.due, Action.cost, Action.funded, Action.status,
        Action.responsible_role,
    ).order_by(Action.id)  # fmt: skip


def decisions(scope_id: str) -> Select[StatementDecision]:
    """Select what people decided of a scope's Statement."""
    return select(StatementDecision).where(StatementDecision.scope_id == scope_id)


def versions(scope_id: str) -> Select[*tuple[Any, ...]]:
    """Select the frozen versions of a scope's Statement without their content, the newest first."""
    return (
        select(
            StatementVersion.number, StatementVersion.sha256, StatementVersion.proposed_by,
            StatementVersion.proposed_at, StatementVersion.approved_by, StatementVersion.approved_at,
            StatementVersion.log_head,
        )
        .where(StatementVersion.scope_id == scope_id)
        .order_by(StatementVersion.number.desc())
    )  # fmt: skip


def version(scope_id: str, number: int) -> Select[StatementVersion]:
    """Select one frozen version."""
    return select(StatementVersion).where(StatementVersion.scope_id == scope_id, StatementVersion.number == number)


def newest(scope_id: str) -> Select[StatementVersion]:
    """Select the frozen version that holds now."""
    own = select(StatementVersion).where(StatementVersion.scope_id == scope_id)
    return own.order_by(StatementVersion.number.desc()).limit(1)


def proposal(scope_id: str) -> Select[StatementProposal]:
    """Select what has been put forward for approval."""
    return select(StatementProposal).where(StatementProposal.scope_id == scope_id)


def log(scope_id: str, kinds: tuple[str, ...], after: int = 0) -> Select[*tuple[Any, ...]]:
    """Select (id, object_type, object_id, actor, at) of what was edited in a scope after an entry, the newest first."""
    mine = or_(*(Change.object_id.startswith(scope_id + mark, autoescape=True) for mark in "/:"))
    return (
        select(Change.id, Change.object_type, Change.object_id, Change.actor, Change.at)
        .where(Change.object_type.in_(kinds), Change.id > after, mine)
        .order_by(Change.id.desc())
    )


def act(actor: str, at: datetime) -> Select[Change]:
    """Select the decisions of one act of a person, as the log has them."""
    same = (Change.object_type == "statement_decision", Change.actor == actor, Change.at == at)
    return select(Change).where(*same).order_by(Change.id)


def newest_contents(scope_id: str, most: int) -> Select[*tuple[Any, ...]]:
    """Select (number, approved_at, content) of the newest frozen versions."""
    return (
        select(StatementVersion.number, StatementVersion.approved_at, StatementVersion.content)
        .where(StatementVersion.scope_id == scope_id)
        .order_by(StatementVersion.number.desc())
        .limit(most)
    )


def proposals() -> Select[*tuple[Any, ...]]:
    """Select what has been put forward in any scope, with the scope's name and the proposer's."""
    own = StatementProposal.organisation_id
    return (
        select(
            StatementProposal.scope_id, StatementProposal.sha256, StatementProposal.proposed_by,
            StatementProposal.proposed_at, Scope.name.label("scope"), Person.name.label("who"),
        )
        .join(Scope, and_(Scope.organisation_id == own, Scope.id == StatementProposal.scope_id))
        .outerjoin(Person, and_(Person.organisation_id == own, Person.id == StatementProposal.proposed_by))
        .order_by(StatementProposal.scope_id)
    )  # fmt: skip
