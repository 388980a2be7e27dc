"""What the protection package asks in a scope, and which assets stand behind each of its rules."""

from collections import defaultdict
from collections.abc import Mapping

from isms.classification.rules import rules_called
from isms.soa.gathering import Gathered
from isms.soa.rules import Control


def levels_in_scope(found: Gathered) -> dict[str, Mapping[str, int]]:
    """Return the effective levels of each asset whose owner unit is in the scope."""
    inside = (row for row in found.levels if row.owner_unit_id in found.units)
    return {row.id: {"C": row.C, "I": row.I, "A": row.A, "T": row.T} for row in inside}


def package(found: Gathered) -> dict[str, list[Control]]:
    """Return the controls of each rule of the organisation's protection package."""
    return {row.id: [(row.framework_id, control) for control in row.controls] for row in found.package}


def assets_behind(found: Gathered) -> dict[str, list[str]]:
    """Return for each rule of the package the assets in the scope that reach it."""
    alike: defaultdict[tuple[tuple[str, int], ...], list[str]] = defaultdict(list)
    for asset, levels in levels_in_scope(found).items():
        alike[tuple(levels.items())].append(asset)
    rule_set = package(found)
    called: defaultdict[str, list[str]] = defaultdict(list)
    for levels_of_some, some in alike.items():
        for rule in rules_called(dict(levels_of_some), rule_set):
            called[rule] += some
    return {rule: sorted(behind) for rule, behind in called.items()}
