"""What changed since the Statement was last frozen, as a sheet (clause 7.5.3: control of changes)."""

from collections.abc import Callable, Mapping
from typing import Any

from isms.exchange.sheets import Column, Sheet, Style, Table
from isms.soa.rules_content import Content
from isms.soa.sheets import titles
from isms.soa.sheets_said import Said, day

_FIELDS = {
    "applicable": "Applicable",
    "reasons": "Reasons",
    "count": "Assets behind the classification",
    "exclusion": "Justification of exclusion",
    "status": "Implementation",
    "deficiency": "Deficiency",
    "maturity": "Maturity now (0–5)",
}
_WHOLE = {"added": "New in the Statement", "removed": "No longer in the Statement"}


def changes(said: Said) -> Sheet:
    """Show each row that differs from the version before, with why."""
    found = said.issue.changes
    first = said.issue.before is None
    empty = "This is the first version; there is nothing to compare with." if first else "Nothing has changed."
    return Sheet(
        title=said.say("Changes"),
        notes=(said.say("What differs from the version that was approved before this one."),),
        tables=(Table(columns=_columns(said), rows=found, empty=said.say(empty)),),
        keep=1,
    )


def _columns(said: Said) -> list[Column]:
    words = {name: said.say(text) for name, text in (_FIELDS | _WHOLE).items()}
    return [
        Column(heading=said.say("Id"), width=8, value=lambda row: str(row["control"]), style=Style.STRONG),
        *titles(said),
        Column(heading=said.say("Changed"), width=20, value=lambda row: "\n".join(words[n] for n in _named(row))),
        Column(heading=said.say("Before"), width=32, value=_told(said, words, "before")),
        Column(heading=said.say("Now"), width=32, value=_told(said, words, "after")),
        Column(heading=said.say("Why"), width=34, value=lambda row: str(row["reason"])),
        Column(heading=said.say("Decision by"), width=17, value=lambda row: said.person(row["decided_by"])),
        Column(heading=said.say("Decided on"), width=12, value=lambda row: day(row["decided_on"])),
    ]


def _named(row: Content) -> list[str]:
    """Name what changed; that assets are counted otherwise says nothing more when the reasons themselves changed."""
    return [name for name in row["changes"] if name != "count" or "reasons" not in row["changes"]]


def _told(said: Said, words: Mapping[str, str], side: str) -> Callable[[Content], str]:
    def tell(row: Content) -> str:
        found = row[side]
        if found is None:
            return ""
        fields = [name for name in _named(row) if name in found] or ["applicable", "status"]
        return "\n".join(f"{words[name]}: {_value(said, name, found)}" for name in fields)

    return tell


def _value(said: Said, name: str, found: Content) -> str:
    value: Any = found[name]
    spoken: dict[str, Callable[[], str]] = {
        "applicable": lambda: said.applicability[found["state"] if value is None else value],
        "reasons": lambda: ", ".join(_reason(said, each) for each in value),
        "status": lambda: said.statuses[value],
        "deficiency": lambda: said.deficiencies.get(value, "–"),
    }
    return (spoken[name]() if name in spoken else str("" if value is None else value)) or "–"


def _reason(said: Said, told: str) -> str:
    kind, _, ref = told.partition(" ")
    names = {"risk": "risk", "law": "law", "contract": "contract", "classification": "rule"}
    return f"{said.say(names[kind])} {ref}" if kind in names else said.say("decision")
