"""Put the content of a Statement together: what an auditor reads, with every object that a row points at."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from isms.catalogue.rules import Control as CatalogueControl
from isms.risks.rules import acceptance_state, approval_state
from isms.soa.gathering import Gathered
from isms.soa.protection import assets_behind
from isms.soa.rules import Control, Row
from isms.soa.rules_content import FORMAT, Content, counts, iso, latest, row_content


def content(found: Gathered, rows: Sequence[Row], today: date) -> Content:
    """Return everything that the Statement says, without when and by whom it is approved."""
    controls = {(control.framework, control.id): _control(control) for control in found.controls}
    met = {(row.framework_id, row.control_id): _met(row) for row in found.implementations}
    decided = {key: _decision(each) for key, each in found.decisions.items()}
    return {
        "format": FORMAT,
        "organisation": {"id": found.organisation.id, "name": found.organisation.name},
        "scope": _scope(found),
        "aspects": list(found.organisation.settings.get("aspects", ("C", "I", "A"))),
        "counts": counts([each for key, each in controls.items() if key[0] != "own"]),
        "rows": [
            row_content(row, controls[row.key], decided.get(row.key, {}), met.get(row.key, _UNMET)) for row in rows
        ],
        "risks": _risks(found, today),
        "bands": _bands(found),
        "obligations": _obligations(found, rows),
        "classification": _classification(found, rows),
        "actions": _actions(found),
    }


def _control(control: CatalogueControl) -> Content:
    return {
        "title_en": control.title_en,
        "title_sv": control.title_sv,
        "unofficial": control.unofficial,
        "theme": control.theme,
        "attributes": {name: list(values) for name, values in control.attributes.items()},
    }


_UNMET: Content = {
    "how": "", "responsible": "", "responsible_role": "", "references": "", "last_review": "", "next_review": "",
    "inherited_from": "",
}  # fmt: skip


def _met(row: Any) -> Content:
    return {
        "how": row.how,
        "responsible": row.responsible or "",
        "responsible_role": row.responsible_role,
        "references": row.references,
        "last_review": iso(row.last_review),
        "next_review": iso(row.next_review),
        "inherited_from": row.provider_id or "",
    }


def _decision(each: Any) -> dict[str, Any]:
    return {
        "included": each.included,
        "reason": each.reason,
        "decided_by": each.decided_by,
        "decided_on": each.decided_at.date().isoformat(),
    }


def _scope(found: Gathered) -> Content:
    scope = found.scope
    return {
        "id": scope.id,
        "name": scope.name,
        "framework": scope.framework_id,
        "decided_on": iso(scope.decided_on),
        "decision_ref": scope.decision_ref,
        "included": [{"unit": row.unit_id, "name": row.name} for row in found.boundaries if row.included],
        "excluded": [
            {"unit": row.unit_id, "name": row.name, "reason": row.reason, "agreement": row.agreement}
            for row in found.boundaries
            if not row.included
        ],
    }


def _risks(found: Gathered, today: date) -> list[Content]:
    newest = latest(found.risk_decisions)
    return [_risk(found, row, newest.get(row.id, {}), today) for row in found.risks if row.owner_unit_id in found.units]


def _risk(found: Gathered, row: Any, decided: dict[str, Any], today: date) -> Content:
    plan, accepted = decided.get("plan"), decided.get("acceptance")
    return {
        "id": row.id,
        "title": row.title,
        "unit": row.owner_unit_id,
        "unit_name": found.unit_names.get(row.owner_unit_id, ""),
        "owner": row.owner or "",
        "status": row.status.value,
        "treatment": row.treatment.value,
        "likelihood": row.likelihood,
        "consequence": row.consequence,
        "band": row.band,
        "planned_likelihood": row.planned_likelihood,
        "planned_consequence": row.planned_consequence,
        "planned_band": row.planned_band,
        "due": iso(row.due),
        "controls": [control for _framework, control in found.risk_controls.get(row.id, ())],
        "plan": approval_state(plan and plan.risk_version, row.version).value,
        "plan_decided_on": iso(plan and plan.decided_on),
        "acceptance": acceptance_state(
            accepted and accepted.risk_version, accepted and accepted.valid_until, row.version, today
        ).value,
        "accepted_until": iso(accepted and accepted.valid_until),
    }


def _bands(found: Gathered) -> list[Content]:
    newest = found.criteria[max(found.criteria)] if found.criteria else {"bands": []}
    return [{"id": band["id"], "name": band["name"], "rank": band["rank"]} for band in newest["bands"]]


def _obligations(found: Gathered, rows: Sequence[Row]) -> list[Content]:
    named = {reason.ref for row in rows for reason in row.reasons if reason.kind in ("law", "contract")}
    return [
        {
            "id": o.id,
            "kind": o.kind.value,
            "name": o.name,
            "number": o.number,
            "short": o.short,
            "in_force": iso(o.in_force),
        }
        for o in found.obligations
        if o.id in named
    ]


def _classification(found: Gathered, rows: Sequence[Row]) -> list[Content]:
    """Return each rule that calls for a control, with the assets behind it."""
    behind = assets_behind(found)
    names = {row.id: row.name for row in found.levels}
    used: dict[str, list[Control]] = {}
    for row in rows:
        for reason in row.reasons:
            if reason.kind == "classification":
                used.setdefault(reason.ref, []).append(row.key)
    return [
        {
            "rule": rule,
            "controls": [control for _framework, control in keys],
            "assets": [{"id": asset, "name": names[asset]} for asset in behind[rule]],
        }
        for rule, keys in sorted(used.items())
    ]


def _actions(found: Gathered) -> list[Content]:
    """Return the actions that treat a risk of the scope: the risk treatment plan (clause 6.1.3 e)."""
    own = {row.id for row in found.risks if row.owner_unit_id in found.units}
    return [
        {
            "id": row.id, "title": row.title, "source": row.source, "due": iso(row.due), "cost": row.cost,
            "funded": row.funded, "status": row.status.value, "responsible_role": row.responsible_role,
        }
        for row in found.actions
        if row.source in own
    ]  # fmt: skip
