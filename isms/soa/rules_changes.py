"""What two Statements say differently of a control, field by field, with what was before and what is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isms.soa.rules import Control, Kind, in_order
from isms.soa.rules_content import by_control
from isms.soa.rules_register import standing

Row = Mapping[str, Any]

MET = ("status", "deficiency", "maturity", "wanted", "how", "responsible", "next_review")
FIELDS = ("row", "applicable", "reasons", "exclusion", "justification", *MET)
"""What is compared, in the order that it is shown; "row" stands for one that came or went."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one control, before and after; for reasons these are (kind, ref, assets behind) sets."""

    row: Row
    field: str
    before: Any
    after: Any

    @property
    def key(self) -> Control:
        """Framework and identifier of the control."""
        return (self.row["framework"], self.row["control"])


def field_changes(old: Sequence[Row], new: Sequence[Row]) -> list[FieldChange]:
    """Compare two contents' rows; what is the same is left out."""
    before, after = by_control(list(old)), by_control(list(new))  # type: ignore[arg-type]
    found = []
    for key in in_order(before.keys() | after.keys()):
        one, other = before.get(key), after.get(key)
        said, says = _said(one), _said(other)
        names = FIELDS[1:] if one and other else ("row",)
        differing = [name for name in names if said[name] != says[name]]
        row = other or one or {}
        found += [FieldChange(row, name, said[name], says[name]) for name in _told(differing, said, says)]
    return found


def _told(names: list[str], said: Row, says: Row) -> list[str]:
    """Leave out what only repeats a decision where what it decides is told; its words stand beside it as the why."""
    if "applicable" not in names:
        return names
    repeated = {"exclusion", "justification"}
    if all(kind == Kind.DECISION for kind, _ref, _count in said["reasons"] ^ says["reasons"]):
        repeated.add("reasons")
    return [name for name in names if name not in repeated]


def _said(row: Row | None) -> dict[str, Any]:
    if row is None:
        return {"row": None}
    met = row["implementation"]
    return {
        "row": standing(row),
        "applicable": standing(row),
        "reasons": frozenset((each["kind"], each["ref"], each.get("count", 1)) for each in row["reasons"]),
        "exclusion": row["exclusion"],
        "justification": row["justification"],
        **{name: met[name] for name in MET},
    }
