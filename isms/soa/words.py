"""How the Statement is spoken of: its reasons, states and fields, and one sentence for each row."""

from collections.abc import Collection, Mapping
from typing import Any

from isms.i18n import gettext as _
from isms.i18n import lazy, ngettext
from isms.implementations.labels import DEFICIENCY, STATUS
from isms.soa.rules import Kind
from isms.soa.rules_register import counted

KINDS: dict[str, str] = {
    Kind.RISK: lazy("Risk"),
    Kind.LAW: lazy("Law"),
    Kind.CONTRACT: lazy("Contract"),
    Kind.CLASSIFICATION: lazy("Classification"),
    Kind.DECISION: lazy("Decision"),
}
STATES = {
    "undecided": lazy("Undecided"),
    "contradiction": lazy("Contradiction"),
    "yes": lazy("Applicable"),
    "no": lazy("Not applicable"),
}
REASONS: dict[str, str] = {**KINDS, "exclusion": lazy("Exclusion"), "none": lazy("No reason")}
FIELDS = {
    "row": lazy("Control"),
    "applicable": lazy("Applicability"),
    "reasons": lazy("Reasons"),
    "exclusion": lazy("Justification of the exclusion"),
    "justification": lazy("Justification of the decision"),
    "status": lazy("Implementation"),
    "deficiency": lazy("Deficiency"),
    "maturity": lazy("Maturity"),
    "wanted": lazy("Wanted maturity"),
    "how": lazy("How"),
    "responsible": lazy("Responsible"),
    "next_review": lazy("Next review"),
}

Row = Mapping[str, Any]
Names = Mapping[str, str]


def sentence(row: Row, behind: Mapping[str, Collection[str]], named: Names) -> str:
    """Say what the Statement says of one control; `named` gives the short names of laws and contracts."""
    if row["applicable"] is None:
        return _undecided(row)
    if not row["applicable"]:
        return _("Not applicable. %(why)s", why=_stopped(row["exclusion"]))
    said = [_("Applicable."), _needed(row, behind, named), _justified(row), _met(row["implementation"])]
    return " ".join(part for part in said if part)


def _undecided(row: Row) -> str:
    if row["exclusion"]:
        return _("Contradictory: it is excluded, and yet something calls for it.")
    return _("Undecided: nothing calls for it, and nobody has excluded it.")


def _needed(row: Row, behind: Mapping[str, Collection[str]], named: Names) -> str:
    found = {kind: [each["ref"] for each in row["reasons"] if each["kind"] == kind] for kind in Kind}
    assets = counted(row, behind).get(Kind.CLASSIFICATION, 0)
    parts = [
        found[Kind.RISK] and _("to treat %(risks)s", risks=_listed(found[Kind.RISK])),
        found[Kind.LAW] and _("by law (%(laws)s)", laws=_listed([named[ref] for ref in found[Kind.LAW]])),
        found[Kind.CONTRACT] and _("by contract (%(refs)s)", refs=_listed([named[r] for r in found[Kind.CONTRACT]])),
        assets and ngettext("for the classification of %(num)s asset", "for the classification of %(num)s assets",
                            assets),
        found[Kind.DECISION] and _("by decision of the organisation"),
    ]  # fmt: skip
    said = [str(part) for part in parts if part]
    return _("Needed %(why)s.", why=_listed(said)) if said else ""


def _justified(row: Row) -> str:
    return _stopped(row["justification"]) if row["justification"] else ""


def _met(met: Row) -> str:
    said = str(STATUS[met["status"]])
    if met["deficiency"]:
        said += _(", deficiency: %(how_bad)s", how_bad=str(DEFICIENCY[met["deficiency"]]).lower())
    return f"{said}."


def _listed(parts: list[str]) -> str:
    """List a few things as people do: one, two and three; a long list ends with how many more there are."""
    if len(parts) > 6:
        parts = [*parts[:5], _("%(num)s more", num=len(parts) - 5)]
    return ", ".join(parts[:-1]) + _(" and ") + parts[-1] if len(parts) > 1 else "".join(parts)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def obligation_names(content: Row) -> dict[str, str]:
    """Give the short name of each law and contract that a content names."""
    return {each["id"]: each["short"] or each["number"] or each["name"] for each in content["obligations"]}


def initialled(name: str) -> str:
    """Shorten a name to fit a column: Sara Exempelberg → S. Exempelberg."""
    first, _space, rest = name.partition(" ")
    return f"{first[:1]}.\N{NO-BREAK SPACE}{rest}" if rest else name
