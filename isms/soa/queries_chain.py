"""Selections of what one object calls for: the chain from its beginning."""

from sqlalchemy import Select, select

from isms.obligations.models import ObligationControl, ObligationUnit
from isms.risks.models import RiskControl
from isms.soa.models import StatementDecision


def controls_of_risk(risk_id: str) -> Select[str, str]:
    """Select (framework_id, control_id) of what one risk names."""
    return select(RiskControl.framework_id, RiskControl.control_id).where(RiskControl.risk_id == risk_id)


def controls_of_obligation(obligation_id: str) -> Select[str, str]:
    """Select (framework_id, control_id) of what one law or contract asks for."""
    mine = ObligationControl.obligation_id == obligation_id
    return select(ObligationControl.framework_id, ObligationControl.control_id).where(mine)


def units_of_obligation(obligation_id: str) -> Select[str]:
    """Select the units that one law or contract names."""
    return select(ObligationUnit.unit_id).where(ObligationUnit.obligation_id == obligation_id)


def excluded() -> Select[str, str, str]:
    """Select (scope_id, framework_id, control_id) of every exclusion."""
    return select(StatementDecision.scope_id, StatementDecision.framework_id, StatementDecision.control_id).where(
        StatementDecision.included.is_(False)
    )
