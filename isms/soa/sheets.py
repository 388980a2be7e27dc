"""The Statement itself as a sheet, and the organisation's own controls with the same columns."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from isms.exchange.sheets import Cell, Column, Sheet, Style, Table, Tone
from isms.implementations.rules import Deficiency, Status
from isms.implementations.sheets import TONES
from isms.soa.rules import OWN, Kind
from isms.soa.rules_content import Content
from isms.soa.sheets_said import Said, day

KEPT = 2
"""How many columns are repeated: what control it is."""


def statement(said: Said) -> Sheet:
    """Show every control of Annex A: whether it applies, why, and how well it is met (clause 6.1.3 d)."""
    rows = [row for row in said.content["rows"] if row["framework"] != OWN]
    return Sheet(
        title=said.say("Statement"),
        notes=(said.say("Ids of risks, laws and rules are explained on their own sheets."),),
        tables=(Table(columns=columns(said), rows=rows),),
        keep=KEPT,
        pages_wide=3,
    )


def own(said: Said) -> Sheet:
    """Show the organisation's own controls, which stand beside Annex A as equals."""
    rows = [row for row in said.content["rows"] if row["framework"] == OWN]
    empty = said.say("The organisation has no controls of its own.")
    return Sheet(
        title=said.say("Own controls"),
        tables=(Table(columns=columns(said), rows=rows, empty=empty),),
        keep=KEPT,
        pages_wide=3,
    )


def columns(said: Said) -> list[Column]:
    """Give the columns of a Statement's row."""
    return [*_control(said), *_reasons(said), *_decision(said), *_standing(said), *_work(said)]


def titles(said: Said) -> list[Column]:
    """Give the title in English, and in Swedish where the workbook speaks it; a translation is marked as such."""
    english = Column(heading=said.say("Title in English"), width=30, value=lambda row: str(row["title_en"]))
    if "sv" not in said.say.languages:
        return [english]
    unofficial = any(row["unofficial"] for row in said.content["rows"])
    heading = said.say("Title in Swedish (unofficial)" if unofficial else "Title in Swedish")
    return [Column(heading=heading, width=30, value=lambda row: str(row["title_sv"])), english]


def _control(said: Said) -> list[Column]:
    words = said.applicability

    def applies(row: Content) -> str:
        return words[row["state"] if row["applicable"] is None else row["applicable"]]

    return [
        Column(heading=said.say("Id"), width=8, value=lambda row: str(row["control"]), style=Style.STRONG),
        *titles(said),
        Column(heading=said.say("Applicable"), width=11, value=applies, tone=_applies_tone),
    ]


def _applies_tone(row: Content) -> Tone:
    return {True: Tone.NONE, False: Tone.QUIET, None: Tone.BAD}[row["applicable"]]


def _reasons(said: Said) -> list[Column]:
    short = {each["id"]: f"{each['id']} {each['short']}".strip() for each in said.content["obligations"]}
    yes = said.applicability[True]

    def refs(kind: Kind, write: Callable[[Any], str]) -> Callable[[Content], str]:
        return lambda row: ", ".join([write(each) for each in row["reasons"] if each["kind"] == kind])

    headed = (
        ("Reason: risk", 15, refs(Kind.RISK, lambda each: str(each["ref"]))),
        ("Reason: law", 15, refs(Kind.LAW, lambda each: short.get(each["ref"], each["ref"]))),
        ("Reason: contract", 12, refs(Kind.CONTRACT, lambda each: short.get(each["ref"], each["ref"]))),
        ("Reason: classification, rule (assets)", 16, refs(Kind.CLASSIFICATION, _counted)),
        ("Reason: the organisation's decision", 13, refs(Kind.DECISION, lambda _each: yes)),
    )
    return [Column(heading=said.say(heading), width=width, value=value) for heading, width, value in headed]


def _counted(reason: Content) -> str:
    return f"{reason['ref']} ({reason['count']})"


def _decision(said: Said) -> list[Column]:
    return [
        Column(heading=said.say("Justification"), width=26, value=lambda row: str(row["justification"])),
        Column(heading=said.say("Justification of exclusion"), width=26, value=lambda row: str(row["exclusion"])),
        Column(heading=said.say("Decision by"), width=17, value=lambda row: said.person(row["decided_by"])),
        Column(heading=said.say("Decided on"), width=12, value=lambda row: day(row["decided_on"])),
    ]


def _standing(said: Said) -> list[Column]:
    statuses, lacking = said.statuses, said.deficiencies
    return [
        Column(
            heading=said.say("Implementation"), width=15, value=lambda row: statuses[row["implementation"]["status"]],
            tone=lambda row: TONES[Status(row["implementation"]["status"])],
        ),
        Column(
            heading=said.say("Deficiency"), width=13, tone=_lacking,
            value=lambda row: lacking.get(row["implementation"]["deficiency"] or "", ""),
        ),
        Column(heading=said.say("Maturity now (0–5)"), width=10, value=met("maturity"), style=Style.CENTRED),
        Column(heading=said.say("Maturity wanted (0–5)"), width=10, value=met("wanted"), style=Style.CENTRED),
    ]  # fmt: skip


def _lacking(row: Content) -> Tone:
    found = row["implementation"]["deficiency"]
    return Tone.BAD if found and Deficiency(found).serious else Tone.NONE


def met(name: str) -> Callable[[Content], Cell]:
    """Read a field of how a control is met."""
    return lambda row: row["implementation"][name]


def _work(said: Said) -> list[Column]:
    related = related_risks(said.content["risks"])
    return [
        Column(heading=said.say("How it is met"), width=30, value=met("how")),
        Column(heading=said.say("Inherited from"), width=13, value=met("inherited_from")),
        Column(
            heading=said.say("Responsible role"), width=30,
            value=lambda row: said.role(row["implementation"]["responsible_role"]),
        ),
        Column(heading=said.say("Responsible person"), width=18, value=met("responsible")),
        Column(heading=said.say("References"), width=20, value=met("references")),
        Column(heading=said.say("Related risks"), width=17, value=lambda row: related.get(row["control"], "")),
        Column(
            heading=said.say("Last review"), width=12, value=lambda row: day(row["implementation"]["last_review"])
        ),
        Column(
            heading=said.say("Next review"), width=12, value=lambda row: day(row["implementation"]["next_review"])
        ),
    ]  # fmt: skip


def related_risks(risks: Sequence[Content]) -> dict[str, str]:
    """Name for each control every risk of the scope whose treatment names it, whether it calls for it or not."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for risk in risks:
        for control in risk["controls"]:
            found[control].append(risk["id"])
    return {control: ", ".join(ids) for control, ids in found.items()}
