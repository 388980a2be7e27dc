"""How a file's scales and bands become a version of the criteria."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from isms.exchange.entries import Entry, may, must
from isms.exchange.kinds import identifier, text, whole
from isms.exchange.loading import Load
from isms.i18n import gettext as _
from isms.organisation import loads as organisation
from isms.organisation.models import JobRole
from isms.risks.models import RiskCriteria
from isms.risks.rules import OWNER, Criteria, Pair, dips
from isms.risks.rules_criteria import Range, acceptors
from isms.risks.rules_criteria import criteria as stored_criteria

_STEP = (must("level", whole), must("name"), may("interval", column="note"), may("meaning", column="note"))
_BAND = (must("name"), may("decide"), may("treat_within_days", whole), may("min", whole), may("max", whole))


def criteria(load: Load) -> Criteria | None:
    """Give the newest criteria as they will be once the file is stored; None where there are none."""
    versions = sorted(load.rows(RiskCriteria).view("version", "content"), key=lambda row: int(row[0]))
    return stored_criteria(*versions[-1]) if versions else None


def read_criteria(load: Load) -> None:
    """Want a new version of the criteria where the file says otherwise than the newest."""
    for scales in load.entries("scales"):
        scales.leave("classification", "treatments", "gap")
        if "risk_bands" not in scales:
            scales.leave("likelihood", "consequence", "consequence_categories")
            continue
        content = _content(load, scales)
        newest = criteria(load)
        if content is None or (newest and load.rows(RiskCriteria).seen((newest.version,), "content") == content):
            continue
        version = newest.version + 1 if newest else 1
        load.want(RiskCriteria, scales.of, version=version, content=content, decided_on=None, decision_ref="")
        for low, high in dips(stored_criteria(version, content)):
            load.warn(
                _("A risk at %(high)s is in a milder band than one at %(low)s.", high=_pair(high), low=_pair(low))
            )


def _content(load: Load, scales: Entry) -> dict[str, Any] | None:
    """Read the whole content; None where it is too faulty to expand the bands, which is noted."""
    before = len(scales.findings.faults)
    steps = {key: [_step(entry) for entry in scales.subs(key)] for key in ("likelihood", "consequence")}
    for key in (key for key, found in steps.items() if not found):
        scales.fault(_("The key `%(key)s` is missing.", key=key))
    roles = {identity: name or "" for identity, name in load.rows(JobRole).view("id", "name")}
    bands = [_band(entry, rank, roles) for rank, entry in enumerate(scales.subs("risk_bands"))]
    if len(scales.findings.faults) > before or not _fill(scales, bands, steps):
        return None
    names = [name.partition(" (")[0].strip() for name in organisation.settings(load).get("categories", ())]
    return {
        "likelihoods": steps["likelihood"],
        "consequences": steps["consequence"],
        "categories": names,
        "bands": bands,
    }


def _fill(scales: Entry, bands: list[dict[str, Any]], steps: Mapping[str, list[dict[str, Any]]]) -> bool:
    """Give every band its cells; False where a pair has none or two bands, which is noted."""
    pairs = list(product(*([step["level"] for step in found] for found in steps.values())))
    ranges = [_range(entry) for entry in scales.subs("risk_bands")]
    faults = list(_pair_faults(ranges, pairs))
    for pair, reason in faults:
        scales.fault(_("%(pair)s %(reason)s.", pair=_pair(pair), reason=reason), "risk_bands")
    for band, each in zip(bands, ranges, strict=True):
        band["cells"] = [list(pair) for pair in pairs if each.holds(pair)]
    return not faults


def _step(entry: Entry) -> dict[str, Any]:
    return {"note": "", **entry.read(_STEP)}


def _band(entry: Entry, rank: int, roles: Mapping[str, str]) -> dict[str, Any]:
    row = entry.read(_BAND)
    decide = row.get("decide", "")
    named = list(_acceptors(entry, roles)) if "acceptors" in entry else list(acceptors(decide, roles))
    return {
        "id": entry.value("id", identifier),
        "name": row.get("name", ""),
        "rank": rank,
        "decide": decide,
        "treat_within_days": row.get("treat_within_days"),
        "acceptors": named,
    }


def _acceptors(entry: Entry, roles: Mapping[str, str]) -> Iterator[str]:
    for place, role in enumerate(entry.items("acceptors")):
        if isinstance(role, str) and (role == OWNER or role in roles):
            yield role
        else:
            entry.fault(_("Must be a role of the file, or `owner`."), "acceptors", place)


def _range(entry: Entry) -> Range:
    cells = frozenset(_cells(entry))
    least, most = entry.block.get("min"), entry.block.get("max")
    whole_numbers = isinstance(least, int) and isinstance(most, int)
    if not cells and not whole_numbers:
        entry.fault(_("A band needs `min` and `max`, or `cells`."))
    return Range(str(entry.value("id", text)), *((least, most) if whole_numbers else (None, None)), cells)


def _cells(entry: Entry) -> Iterator[Pair]:
    for place, cell in enumerate(entry.items("cells")):
        if isinstance(cell, list) and len(cell) == 2 and all(isinstance(level, int) for level in cell):
            yield cell[0], cell[1]
        else:
            entry.fault(_("A cell is a likelihood and a consequence: [1, 4]."), "cells", place)


def _pair_faults(ranges: list[Range], pairs: list[Pair]) -> Iterator[tuple[Pair, str]]:
    for pair in pairs:
        bands = [each.band for each in ranges if each.holds(pair)]
        if len(bands) != 1:
            yield pair, _("has the bands %(bands)s", bands=", ".join(bands)) if bands else _("has no band")
    for pair in sorted({pair for each in ranges for pair in each.cells} - set(pairs)):
        yield pair, _("is outside the scales")


def _pair(pair: Pair) -> str:
    return _("Likelihood %(likelihood)s × consequence %(consequence)s", likelihood=pair[0], consequence=pair[1])
