"""What a file says of risks: the criteria, threats, the risks with their treatment, and what was accepted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from isms.accounts import loads as accounts
from isms.assets.loads_levels import Scale, scale
from isms.catalogue import loads as catalogue
from isms.exchange.entries import Entry, Field, may, must, points
from isms.exchange.kinds import day, one_of
from isms.exchange.loading import Load, Section
from isms.i18n import gettext as _
from isms.i18n import sort_key
from isms.organisation import loads as organisation
from isms.risks.loads_criteria import criteria, read_criteria
from isms.risks.loads_decisions import accept
from isms.risks.models import Risk, RiskAsset, RiskControl, Threat
from isms.risks.rules import STATUSES, TREATMENTS, Band, Criteria, Status, Treatment, worst

_THREAT = (must("name"), may("origin"), may("source"))
_STATUS = one_of({**STATUSES, **{each.value: each for each in Status}, "in treatment": Status.IN_TREATMENT})


def _risk_fields(load: Load) -> tuple[Field, ...]:
    said = organisation.settings(load).get("treatments", {})
    words = {**TREATMENTS, **{each.value: each for each in Treatment}}
    words |= {word: Treatment(meaning) for word, meaning in said.items()}
    return (
        must("title"),
        points("threat", "threats", "threat_id"),
        points("owner_unit", "org_units", "owner_unit_id", required=True),
        may("vulnerability"),
        may("consequence_text"),
        must("treatment", one_of(words)),
        must("status", _STATUS),
        may("due", day),
        may("likelihood_note"),
        may("residual_reason", column="planned_reason"),
        may("rated_on", day),
    )


@dataclass(frozen=True)
class _Reading:
    """What every risk of one file is read with."""

    fields: tuple[Field, ...]
    criteria: Criteria | None
    scale: Scale
    line: accounts.Line
    controls: Callable[[Entry, str], list[catalogue.Key]]
    rated_on: date


def _threats(load: Load) -> None:
    for threat in load.entries("threats"):
        load.want(Threat, threat.of, id=threat.id, **threat.read(_THREAT))


def _risks(load: Load) -> None:
    entries = load.entries("risks")
    if not entries:
        return
    found = criteria(load)
    if found is None:
        load.document.fault(("risks",), _("Risks need criteria: likelihood, consequence and risk_bands in `scales`."))
    as_of = organisation.settings(load).get("as_of")
    rated = date.fromisoformat(as_of) if as_of else date.min
    with_ = _Reading(_risk_fields(load), found, scale(load), accounts.line(load), catalogue.resolver(load), rated)
    ownerless = [risk.id for risk in entries if not _risk(load, risk, with_)]
    if ownerless:
        load.warn(_("Risks without an owner, since nobody heads their unit: %(ids)s.", ids=", ".join(ownerless)))


def _risk(load: Load, risk: Entry, with_: _Reading) -> bool:
    """Want a risk with its links and its acceptance; says whether somebody owns it."""
    row = {"rated_on": with_.rated_on, **risk.read(with_.fields)}
    if "owner_unit_id" in row:
        row["owner_id"] = with_.line.owner(row["owner_unit_id"])
    row |= _rating(risk, with_)
    row["aspects"] = with_.scale.aspects(risk, "aspects")
    load.want(Risk, risk.of, id=risk.id, title_key=sort_key(row.get("title", "")), **row)
    fixed = {"risk_id": risk.id}
    load.link(RiskAsset, risk.of, fixed, ({"asset_id": asset} for asset in risk.refs("assets", "assets")))
    load.link(RiskControl, risk.of, fixed, catalogue.columns(with_.controls(risk, "controls")))
    accept(load, risk, row, with_.line)
    return bool(row.get("owner_id"))


def _rating(risk: Entry, with_: _Reading) -> dict[str, Any]:
    criteria = with_.criteria
    if criteria is None:
        risk.leave("likelihood", "consequence", "residual_likelihood", "residual_consequence")
        return {}
    now = _pair(risk, "", with_, criteria)
    planned = _pair(risk, "residual_", with_, criteria) if _plans(risk) else None
    found: dict[str, Any] = {"criteria_version": criteria.version}
    if now:
        found |= {"likelihood": now[0], "consequence": now[1], "consequences": now[2]}
        found |= {"band": now[3].id, "band_rank": now[3].rank}
    if planned:
        found |= {"planned_likelihood": planned[0], "planned_consequence": planned[1]}
        found |= {"planned_consequences": planned[2], "planned_band": planned[3].id}
    return found


def _plans(risk: Entry) -> bool:
    return any(risk.get(f"residual_{key}") is not None for key in ("likelihood", "consequence"))


def _pair(
    risk: Entry, prefix: str, with_: _Reading, criteria: Criteria
) -> tuple[int, int, dict[str, int], Band] | None:
    likely, severe = f"{prefix}likelihood", f"{prefix}consequence"
    likelihood = _step(risk, risk.get(likely), {step.level for step in criteria.likelihoods}, likely)
    steps = {step.level for step in criteria.consequences}
    given, by_category = risk.get(severe), dict[str, int]()
    if isinstance(given, Mapping):
        by_category = dict(_by_category(risk, severe, with_.scale.categories, steps))
        consequence = worst(by_category) if by_category else None
    else:
        consequence = _step(risk, given, steps, severe)
    if likelihood is None or consequence is None:
        return None
    return likelihood, consequence, by_category, criteria.band(likelihood, consequence)


def _by_category(risk: Entry, key: str, categories: Mapping[str, str], steps: set[int]) -> Iterator[tuple[str, int]]:
    given = risk.get(key)
    if not given:
        risk.fault(_("Must not be empty."), key)
    for name, value in given.items():
        if (category := categories.get(name.strip().casefold())) is None:
            risk.fault(_("There is no such category of consequence."), key, name)
        elif (step := _step(risk, value, steps, key, name)) is not None:
            yield category, step


def _step(risk: Entry, value: object, steps: set[int], *place: str) -> int | None:
    if value is None:
        risk.fault(_("The key `%(key)s` is missing.", key=place[0]))
    elif isinstance(value, bool) or not isinstance(value, int) or value not in steps:
        risk.fault(_("Must be one of: %(words)s.", words=", ".join(map(str, sorted(steps)))), *place)
    else:
        return value
    return None


SECTIONS = (
    Section("scales", read_criteria),
    Section("threats", _threats, Threat),
    Section("risks", _risks, Risk),
)
