"""Make the Statement of what was gathered: rules applied to plain values, and the content that is hashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from isms.implementations.rules import Standing, resolved_all
from isms.soa import rules, rules_reasons
from isms.soa.gathering import Gathered, gathered
from isms.soa.protection import levels_in_scope, package
from isms.soa.rules import Control, Kind, Row, State
from isms.soa.rules_canonical import digest
from isms.soa.rules_content import Content
from isms.soa.rules_reasons import Obligation, TreatedRisk
from isms.soa.statement_content import content


@dataclass(frozen=True)
class Statement:
    """A Statement as it would read today; its content and hash are made when they are asked for."""

    gathered: Gathered
    rows: tuple[Row, ...]
    risks: dict[str, TreatedRisk]
    today: date

    @cached_property
    def content(self) -> Content:
        """Everything that pages and workbooks show, in plain values."""
        return content(self.gathered, self.rows, self.today)

    @cached_property
    def sha256(self) -> str:
        """The hash of the content."""
        return digest(self.content)

    @property
    def hindrances(self) -> tuple[Row, ...]:
        """The rows that stop a proposal, contradictions first."""
        return rules.hindrances(self.rows)

    def count(self, state: State) -> int:
        """Count the rows in a state."""
        return sum(row.state is state for row in self.rows)


def current(session: Session, scope_id: str, today: date) -> Statement:
    """Derive the Statement of a scope as it reads today (ISO/IEC 27001 clause 6.1.3 d)."""
    return derived(gathered(session, scope_id), today)


def derived(found: Gathered, today: date) -> Statement:
    """Derive the Statement of what was gathered."""
    risks = treated_risks(found)
    reasons = rules.gathered(
        rules_reasons.risk_reasons(risks.values(), found.units),
        rules_reasons.obligation_reasons(_obligations(found), found.units, today),
        rules_reasons.classification_reasons(levels_in_scope(found).values(), package(found)),
        _decided(found),
    )
    exclusions = {key: each.reason for key, each in found.decisions.items() if not each.included}
    keys = [(control.framework, control.id) for control in found.controls]
    return Statement(found, rules.derive(keys, reasons, exclusions, standings(found)), risks, today)


def treated_risks(found: Gathered) -> dict[str, TreatedRisk]:
    """Return every risk as the Statement looks at it."""
    return {
        row.id: TreatedRisk(row.id, row.owner_unit_id, row.status, row.treatment, found.risk_controls.get(row.id, ()))
        for row in found.risks
    }


def _obligations(found: Gathered) -> list[Obligation]:
    units, called = found.obligation_units, found.obligation_controls
    return [
        Obligation(row.id, Kind(row.kind.value), row.in_force, row.ends, units.get(row.id, ()), called.get(row.id, ()))
        for row in found.obligations
    ]


def _decided(found: Gathered) -> dict[Control, list[rules.Reason]]:
    """Return the organisation's own decisions as reasons; a decision has no id but its control's."""
    return {key: [rules.Reason(Kind.DECISION, key[1])] for key, each in found.decisions.items() if each.included}


def standings(found: Gathered) -> dict[Control, Standing]:
    """Return where each control stands in the scope, an inherited one as its provider does."""
    providers = {row.id: row.provider_id for row in found.followed if row.provider_id}
    known = {row.id: _standing(row) for row in found.followed if not row.provider_id}
    resolved = resolved_all(known, providers)
    return {
        (row.framework_id, row.control_id): resolved[row.id].standing if row.provider_id else _standing(row)
        for row in found.implementations
    }


def _standing(row: Any) -> Standing:
    return Standing(row.status, row.deficiency, row.maturity, row.wanted)


def unbacked(statement: Statement, claims: Sequence[rules_reasons.Claim]) -> tuple[rules_reasons.Unbacked, ...]:
    """Return the claims of a file that no object backs in this Statement."""
    return rules_reasons.unbacked(claims, statement.rows, statement.risks, statement.gathered.units)
