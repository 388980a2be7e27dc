"""The risks of the scope and the plan that treats them, as sheets (clauses 6.1.2 and 6.1.3 e and f)."""

from collections.abc import Callable

from isms.actions.labels import FUNDED, funded
from isms.actions.labels import STATUS as ACTION_STATUS
from isms.exchange.sheets import Column, Sheet, Style, Table, Tone
from isms.i18n import lazy
from isms.risks.rules import Validity
from isms.risks.sheets import band_tones
from isms.risks.words import STATUSES, TREATMENTS
from isms.soa.rules_content import Content
from isms.soa.sheets_said import Said, day

_VALIDITY = {
    Validity.VALID: lazy("Valid"),
    Validity.STALE: lazy("Stale"),
    Validity.EXPIRED: lazy("Expired"),
    Validity.MISSING: lazy("Missing"),
}


def risks(said: Said) -> Sheet:
    """Show the risks whose owner is in the scope, with how they are treated and what has been decided."""
    table = Table(
        columns=[*_rated(said), *_treated(said), *_decided(said)],
        rows=said.content["risks"],
        empty=said.say("No risk is owned in the scope."),
    )
    return Sheet(title=said.say("Risks"), tables=(table,), keep=2, pages_wide=2)


def _field(name: str) -> Callable[[Content], str]:
    return lambda row: str(row[name])


def _rated(said: Said) -> list[Column]:
    return [
        Column(heading=said.say("Risk"), width=8, value=_field("id"), style=Style.STRONG),
        Column(heading=said.say("Description"), width=34, value=_field("title")),
        Column(heading=said.say("Unit"), width=22, value=_field("unit_name")),
        Column(heading=said.say("Risk owner"), width=18, value=_field("owner")),
        Column(heading=said.say("Likelihood"), width=11, value=lambda row: row["likelihood"], style=Style.CENTRED),
        Column(heading=said.say("Consequence"), width=13, value=lambda row: row["consequence"], style=Style.CENTRED),
        _band(said, "Level", "band"),
    ]


def _band(said: Said, heading: str, name: str) -> Column:
    bands = {band["id"]: band["name"] for band in said.content["bands"]}
    tones = band_tones({band["id"]: band["rank"] for band in said.content["bands"]})
    return Column(
        heading=said.say(heading),
        width=13,
        value=lambda row: bands.get(row[name], row[name]) or "",
        tone=lambda row: tones.get(row[name], Tone.NONE),
    )


def _treated(said: Said) -> list[Column]:
    ways, statuses = said.say.words(TREATMENTS), said.say.words(STATUSES)
    return [
        Column(heading=said.say("Treatment"), width=12, value=lambda row: ways[row["treatment"]]),
        Column(heading=said.say("Controls"), width=20, value=lambda row: ", ".join(row["controls"])),
        Column(
            heading=said.say("Planned likelihood"), width=11, value=lambda row: row["planned_likelihood"],
            style=Style.CENTRED,
        ),
        Column(
            heading=said.say("Planned consequence"), width=13, value=lambda row: row["planned_consequence"],
            style=Style.CENTRED,
        ),
        _band(said, "Planned level", "planned_band"),
        Column(heading=said.say("Due"), width=12, value=lambda row: day(row["due"])),
        Column(heading=said.say("Status"), width=13, value=lambda row: statuses[row["status"]]),
    ]  # fmt: skip


def _decided(said: Said) -> list[Column]:
    worth = said.say.words(_VALIDITY)
    return [
        Column(heading=said.say("Owner's approval of the plan"), width=14, value=lambda row: worth[row["plan"]]),
        Column(heading=said.say("Approved on"), width=12, value=lambda row: day(row["plan_decided_on"])),
        Column(
            heading=said.say("Acceptance of what remains"), width=14, value=lambda row: worth[row["acceptance"]],
            tone=lambda row: Tone.BAD if row["acceptance"] in (Validity.EXPIRED, Validity.STALE) else Tone.NONE,
        ),
        Column(heading=said.say("Accepted until"), width=12, value=lambda row: day(row["accepted_until"])),
    ]  # fmt: skip


def plan(said: Said) -> Sheet:
    """Show the actions that treat the risks of the scope: the risk treatment plan."""
    statuses, money = said.say.words(ACTION_STATUS), said.say.words(FUNDED)
    titles = {risk["id"]: risk["title"] for risk in said.content["risks"]}
    columns = [
        Column(heading=said.say("Action"), width=9, value=_field("id"), style=Style.STRONG),
        Column(heading=said.say("What is to be done"), width=46, value=_field("title")),
        Column(heading=said.say("Risk"), width=8, value=_field("source")),
        Column(heading=said.say("Risk in words"), width=36, value=lambda row: titles.get(row["source"], "")),
        Column(heading=said.say("Responsible"), width=24, value=lambda row: said.role(row["responsible_role"])),
        Column(heading=said.say("Due"), width=12, value=lambda row: day(row["due"])),
        Column(heading=said.say("Cost (SEK)"), width=13, value=lambda row: row["cost"], style=Style.MONEY),
        Column(heading=said.say("Funded"), width=12, value=lambda row: money[funded(row["funded"])]),
        Column(heading=said.say("Status"), width=16, value=lambda row: statuses[row["status"]]),
    ]
    empty = said.say("No action treats a risk of the scope.")
    table = Table(columns=columns, rows=said.content["actions"], empty=empty)
    return Sheet(title=said.say("Risk treatment plan"), tables=(table,), keep=2)
