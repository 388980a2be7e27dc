"""What a file says of suppliers, information types, and assets with what they rest on and are decided to be worth."""

from collections.abc import Iterator
from typing import Any

from isms.access.rules import Role
from isms.accounts import loads as accounts
from isms.accounts.models import Grant
from isms.assets.loads_levels import Scale, scale
from isms.assets.models import (
    Asset,
    AssetInformation,
    ClassificationDecision,
    Dependency,
    InformationType,
    Supplier,
)
from isms.exchange.entries import Entry, Of, may, must, points, unknown
from isms.exchange.kinds import day, one_of, truth, whole
from isms.exchange.loading import Load, Section
from isms.exchange.reading import Block
from isms.i18n import gettext as _
from isms.i18n import sort_key

_SUPPLIER = (
    must("name"),
    may("service"),
    may("country_processing"),
    may("dpa", truth),
    may("critical", truth),
    may("incident_clause_hours", whole),
    may("contract_end", day),
    may("contact"),
    may("note"),
)
_INFORMATION = (
    must("name"),
    points("owner", "org_units", "owner_unit_id", required=True),
    may("personal_data"),
    may("secrecy"),
    may("retention"),
    may("note"),
)
_ASSET = (
    must("name"),
    must("kind"),
    points("owner_unit", "org_units", "owner_unit_id", required=True),
    points("system_owner_role", "roles", "system_owner_role"),
    may("hosting"),
    points("supplier", "suppliers", "supplier_id"),
    may("rto_hours", whole),
    may("rpo_hours", whole),
    may("essential_service", truth),
    may("nis2_sector"),
    may("classified_on", day),
    may("next_review", day),
    may("note"),
    may("ended_on", day),
)
_DECISION = (
    must("direction", one_of({"raise": "raise", "lower": "lower"})),
    must("reason"),
    may("decided_by"),
    may("decided_on", day),
)


def _suppliers(load: Load) -> None:
    for supplier in load.entries("suppliers"):
        load.want(Supplier, supplier.of, id=supplier.id, **supplier.read(_SUPPLIER))


def _information(load: Load) -> None:
    ruler = scale(load)
    for kind in load.entries("information_types"):
        row = kind.read(_INFORMATION) | ruler.consequences(kind)
        load.want(InformationType, kind.of, id=kind.id, name_key=sort_key(row.get("name", "")), **row)


def _assets(load: Load) -> None:
    ruler, line = scale(load), accounts.line(load)
    for asset in load.entries("assets"):
        row = _system_owner(load, line, asset.read(_ASSET))
        load.want(Asset, asset.of, id=asset.id, name_key=sort_key(row.get("name", "")), **row)
        fixed = {"asset_id": asset.id}
        handled = asset.refs("information_types", "information_types")
        load.link(AssetInformation, asset.of, fixed, ({"information_type_id": each} for each in handled))
        load.link(Dependency, asset.of, fixed, _dependencies(asset, ruler))
        load.link(ClassificationDecision, asset.of, fixed, _decision(asset, ruler, row))


def _system_owner(load: Load, line: accounts.Line, row: dict[str, Any]) -> dict[str, Any]:
    role, unit = row.get("system_owner_role"), row.get("owner_unit_id")
    if role is None:
        row.pop("system_owner_role", None)
    elif unit is not None:
        row["system_owner_id"] = accounts.held(load, role, line.holder(role, unit))
    return row


def _dependencies(asset: Entry, ruler: Scale) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for place, value in enumerate(asset.items("depends_on")):
        other, aspects = _dependency(asset, ruler, value, place)
        if not isinstance(other, str) or not asset.findings.knows("assets", other):
            asset.fault(unknown(str(other)[:64], "assets"), "depends_on", place)
        elif other == asset.id or other in seen:
            reason = _("An asset cannot depend on itself.") if other == asset.id else _("It is named twice.")
            asset.fault(reason, "depends_on", place)
        else:
            seen.add(other)
            yield {"depends_on_id": other, "aspects": aspects}


def _dependency(asset: Entry, ruler: Scale, value: object, place: int) -> tuple[object, str]:
    """Read what an asset depends on: an id, or a mapping that also says which aspects rest on it."""
    if not isinstance(value, Block):
        return value, ""
    inner = asset.findings.entry((*asset.place, "depends_on", place), value, asset.of)
    return inner.get("asset"), ruler.aspects(inner, "aspects")


def _decision(asset: Entry, ruler: Scale, row: dict[str, Any]) -> list[dict[str, Any]]:
    levels = ruler.levels(asset, "classification")
    why = asset.sub("classification_decision")
    if not levels:
        if why is not None:
            asset.fault(_("A decision needs the levels it decided, in `classification`."), "classification_decision")
        return []
    plain = {
        "levels": levels, "direction": "set", "aspects": "", "reason": "", "decided_by": "",
        "decided_on": row.get("classified_on"),
    }  # fmt: skip
    return [plain if why is None else plain | _reasoned(why, ruler)]


def _reasoned(why: Entry, ruler: Scale) -> dict[str, Any]:
    found = {"aspects": ruler.aspects(why, "aspects"), **why.read(_DECISION)}
    if found.get("direction") == "lower" and not found["aspects"]:
        why.fault(_("A lowering names the aspects that it lowers."), "aspects")
    return {key: value for key, value in found.items() if value is not None}


def _system_owners(load: Load) -> None:
    """Let whoever owns a system work with it here; who was only to report does more now."""
    grants = load.rows(Grant)
    for (person,) in set(load.rows(Asset).view("system_owner_id")):
        if person:
            load.want(Grant, Of("people", person), person_id=person, role=Role.SYSTEM_OWNER)
            grants.drop(person, Role.REPORTER)


SECTIONS = (
    Section("suppliers", _suppliers, Supplier),
    Section("information_types", _information, InformationType),
    Section("assets", _assets, Asset),
    Section("people", _system_owners),
)
