"""What calls for controls beside risks, as sheets: the classification of assets, and laws and contracts."""

from collections import defaultdict

from isms.exchange.sheets import Column, Sheet, Style, Table
from isms.i18n import lazy
from isms.soa.rules_content import Content
from isms.soa.sheets_said import Said, day

_KINDS = {"law": lazy("Law"), "contract": lazy("Contract")}


def classification(said: Said) -> Sheet:
    """Show each rule of the protection package with the assets that reach it, one line for each."""
    rows = [
        (rule["rule"], ", ".join(rule["controls"]), asset["id"], asset["name"])
        for rule in said.content["classification"]
        for asset in rule["assets"]
    ]
    columns = [
        Column(heading=said.say("Rule"), width=9, value=lambda row: row[0], style=Style.STRONG),
        Column(heading=said.say("Controls that it calls for"), width=44, value=lambda row: row[1]),
        Column(heading=said.say("Asset"), width=12, value=lambda row: row[2]),
        Column(heading=said.say("Name of the asset"), width=60, value=lambda row: row[3]),
    ]
    note = said.say("A rule is a letter and a level: C confidentiality, I integrity, A availability, T traceability; 0 "
                    "to 3. It holds for assets whose level is as high or higher.")  # fmt: skip
    table = Table(columns=columns, rows=rows, empty=said.say("No asset in the scope reaches a rule."))
    return Sheet(title=said.say("Classification"), notes=(note,), tables=(table,), keep=1)


def obligations(said: Said) -> Sheet:
    """Show the laws and contracts that call for controls, with which."""
    kinds, called = said.say.words(_KINDS), _called(said.content["rows"])
    columns = [
        Column(heading=said.say("Id"), width=9, value=lambda row: str(row["id"]), style=Style.STRONG),
        Column(heading=said.say("Kind"), width=11, value=lambda row: kinds[row["kind"]]),
        Column(heading=said.say("Number"), width=16, value=lambda row: str(row["number"])),
        Column(heading=said.say("Name"), width=48, value=lambda row: str(row["name"])),
        Column(heading=said.say("Short name"), width=14, value=lambda row: str(row["short"])),
        Column(heading=said.say("In force from"), width=13, value=lambda row: day(row["in_force"])),
        Column(heading=said.say("Controls that it calls for"), width=40, value=lambda row: called.get(row["id"], "")),
    ]
    empty = said.say("No law or contract calls for a control.")
    table = Table(columns=columns, rows=said.content["obligations"], empty=empty)
    return Sheet(title=said.say("Laws and contracts"), tables=(table,), keep=1)


def _called(rows: list[Content]) -> dict[str, str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        for reason in row["reasons"]:
            if reason["kind"] in _KINDS:
                found[reason["ref"]].append(row["control"])
    return {ref: ", ".join(controls) for ref, controls in found.items()}
