"""What a file says of the organisation: its settings and scales, roles, units, and scopes."""

from collections.abc import Iterator, Mapping
from typing import Any

from isms.exchange.entries import Entry, may, must, points
from isms.exchange.kinds import day, identifier, optional_id, text, truth, whole
from isms.exchange.loading import Load, Section
from isms.exchange.reading import Block
from isms.i18n import gettext as _
from isms.organisation.models import JobRole, Organisation, Scope, ScopeUnit, Unit
from isms.organisation.rules import tree_faults

ASPECTS = {"confidentiality": "C", "integrity": "I", "availability": "A", "traceability": "T"}
MEANINGS = ("modify", "avoid", "share", "retain")

_META = (must("as_of", day), must("language", text))
_STEP = (must("level", whole), must("name"), may("meaning"))
_ROLE = (must("name"), may("en", column="name_en"), may("scope"))
_UNIT = (
    must("name"),
    may("type", column="kind"),
    points("parent", "org_units", "parent_id"),
    points("head_role", "roles", "head_role_id"),
    may("legal_entity", truth),
    may("own_authority", truth),
    may("note"),
)
_SCOPE = (must("name"), may("decided", day, "decided_on"), may("decision_ref"))
_EXCLUDED = (points("unit", "org_units", "unit_id", required=True), may("reason"), may("agreement"))


def settings(load: Load) -> dict[str, Any]:
    """Give the organisation's settings as they will be once the file is stored."""
    return load.rows(Organisation).seen((load.organisation,), "settings") or {}


def parents(load: Load) -> dict[str, str | None]:
    """Give the unit tree as it will be; where it is faulty every unit stands alone, so that no walk can hang."""
    tree = dict(load.rows(Unit).view("id", "parent_id"))
    return dict.fromkeys(tree) if tree_faults(tree) else tree


def _organisation(load: Load) -> None:
    for meta in load.entries("meta"):
        meta.leave("dataset", "version", "fictional", "note", "nis2")
        stated = meta.read(_META)
        language = stated.get("language")
        if language not in ("sv", "en", None):
            meta.fault(_("Must be one of: %(words)s.", words="sv, en"), "language")
        known = settings(load)
        merged = {"aspects": ["C", "I", "A"], "package": "basic", **known}
        if "as_of" in stated:
            merged["as_of"] = stated["as_of"].isoformat()
        load.want(
            Organisation, meta.of, id=load.organisation, name=_name(load, meta), language=language, settings=merged
        )


def _name(load: Load, meta: Entry) -> str:
    """Take the name from `municipality` or `organisation`, else from the first unit without a parent."""
    for key in ("organisation", "municipality"):
        if (about := meta.sub(key)) is not None:
            about.leave(*about.block)
            return str(about.value("name", text))
    roots = (unit.get("name") for unit in load.entries("org_units") if unit.get("parent") is None)
    return next((name for name in roots if isinstance(name, str)), load.organisation)


def _scales(load: Load) -> None:
    for scales in load.entries("scales"):
        scales.leave("applicability_reasons", "finding_types", "secrecy_marking")
        found: dict[str, Any] = {}
        if (classification := scales.sub("classification")) is not None:
            found |= _classification(load, classification)
        if "treatments" in scales:
            found["treatments"] = dict(_treatments(scales))
        if (gap := scales.sub("gap")) is not None:
            found["gap"] = _gap(gap)
        if "consequence_categories" in scales:
            found["categories"] = [str(name) for name in scales.items("consequence_categories")]
        merged = settings(load) | found
        load.want(Organisation, scales.of, id=load.organisation, settings=merged)


def _classification(load: Load, scale: Entry) -> dict[str, Any]:
    scale.leave("model", "rules")
    aspects = [each for entry in scale.subs("aspects") if (each := _aspect(entry))]
    levels = [each.read((*_STEP, may("blocked", truth))) for each in scale.subs("levels")]
    chosen = [each["id"] for each in aspects if each.pop("enabled")]
    stored = getattr(load.rows(Organisation).stored.get((load.organisation,)), "settings", None) or {}
    return {
        "aspects": stored.get("aspects", chosen),
        "classification": {
            "aspects": aspects,
            "blocked": [each["level"] for each in levels if each.get("blocked") and "level" in each],
            "levels": [each for each in levels if not each.pop("blocked", False)],
        },
    }


def _aspect(entry: Entry) -> dict[str, Any]:
    entry.leave("en")
    meaning = entry.block.get("en")
    if not isinstance(meaning, str) or meaning not in ASPECTS:
        entry.fault(_("Must be one of: %(words)s.", words=", ".join(ASPECTS)), "en")
        return {}
    letter, name = entry.value("id", identifier), entry.value("name", text)
    optional = entry.value("optional", truth)
    enabled = bool(entry.value("default_enabled", truth)) or not optional
    return {"id": ASPECTS[meaning], "letter": letter, "name": name, "enabled": enabled}


def _treatments(scales: Entry) -> Iterator[tuple[str, str]]:
    for entry in scales.subs("treatments"):
        meaning = entry.value("en", text)
        if meaning not in MEANINGS:
            entry.fault(_("Must be one of: %(words)s.", words=", ".join(MEANINGS)), "en")
            continue
        for key in ("id", "alias"):
            if word := entry.value(key, text):
                yield word.casefold(), meaning


def _gap(gap: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, count in (("exists", 3), ("deficiency", 5)):
        words = gap.items(key)
        if words and (len(words) != count or not all(isinstance(word, str) for word in words)):
            gap.fault(_("Must be %(count)s words, in their order.", count=count), key)
        found[key] = [str(word).casefold() for word in words]
    found["maturity"] = [each.read(_STEP) for each in gap.subs("maturity")]
    return found


def _roles(load: Load) -> None:
    for role in load.entries("roles"):
        role.leave("grants")
        load.want(JobRole, role.of, id=role.id, **role.read(_ROLE))


def _units(load: Load) -> None:
    for unit in load.entries("org_units"):
        load.want(Unit, unit.of, id=unit.id, **unit.read(_UNIT))
    found = {unit.id: unit for unit in load.entries("org_units")}
    for identity, reason in tree_faults(dict(load.rows(Unit).view("id", "parent_id"))).items():
        if identity in found and ":" in reason:
            circle = reason.partition(": ")[2].rstrip(".")
            found[identity].fault(_("The unit is above itself: %(circle)s.", circle=circle), "parent")


def _scopes(load: Load) -> None:
    for scope in load.entries("scopes"):
        row = scope.read(_SCOPE)
        framework = scope.value("framework", optional_id) or "iso-27001-2022"
        load.want(Scope, scope.of, id=scope.id, framework_id=framework, **row)
        included = scope.refs("include", "org_units")
        excluded = dict(_excluded(scope))
        for unit in set(included) & excluded.keys():
            scope.fault(_("`%(id)s` is both included and excluded.", id=unit), "include")
        named = [{"unit_id": unit, "included": True, "reason": "", "agreement": ""} for unit in included]
        named += [{"unit_id": unit, "included": False, **why} for unit, why in excluded.items()]
        load.link(ScopeUnit, scope.of, {"scope_id": scope.id}, named)


def _excluded(scope: Entry) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Read the units left out, each an id or a mapping with its reason and agreement."""
    for place, value in enumerate(scope.items("exclude")):
        block = value
        if not isinstance(value, Block):
            block = Block(scope.block.lines["exclude"])
            block["unit"] = value
        if (entry := scope.inner(block, "exclude", place)) and "unit_id" in (row := entry.read(_EXCLUDED)):
            yield row["unit_id"], {key: row.get(key, "") for key in ("reason", "agreement")}


SECTIONS = (
    Section("meta", _organisation),
    Section("scales", _scales),
    Section("roles", _roles, JobRole),
    Section("org_units", _units, Unit),
    Section("scopes", _scopes, Scope),
)
