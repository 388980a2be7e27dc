"""The cover of the Statement's workbook: document control, counts, legend (clause 7.5.2)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from isms.catalogue.labels import short_name
from isms.catalogue.rules import THEMES
from isms.exchange.sheets import Cell, Column, Link, Sheet, Style, Table, Tone
from isms.i18n import lazy
from isms.implementations.labels import STATUS
from isms.implementations.rules import Status
from isms.implementations.sheets import STRONGEST_FIRST, TONES
from isms.soa.sheets_said import Said, Signed
from isms.web.filters import aspect_name, level_name

LEVEL = 2
"""How confidential a Statement is: it tells where protection is lacking. A local choice, written on the cover."""

Line = tuple[str, Cell] | tuple[str, Cell, Tone]


def cover(said: Said, others: Sequence[str]) -> Sheet:
    """Say what this is, whose, which issue, who stands for it, and how to read it; `others` are the other sheets."""
    return Sheet(
        title=said.say("Statement of Applicability"),
        tables=(
            _lines(said.say("Document control"), _control(said)),
            _lines(said.say("Controls"), _counts(said)),
            _lines(said.say("Boundaries of the scope"), _boundaries(said)),
            _lines(said.say("How to read it"), [*_legend(said), *_rights(said)]),
            _lines(said.say("Sheets"), [(str(number), title) for number, title in enumerate(others, 2)]),
        ),
    )


def _lines(heading: str, lines: Sequence[Line]) -> Table:
    def tone(line: Any) -> Tone:
        return line[2] if len(line) > 2 else Tone.NONE

    columns = [
        Column(heading="", width=34, value=lambda line: line[0], style=Style.STRONG),
        Column(heading="", width=96, value=lambda line: line[1], style=Style.LEFT, tone=tone),
    ]
    return Table(heading=heading, columns=columns, rows=lines, headed=False)


def _control(said: Said) -> list[Line]:
    say, content = said.say, said.content
    return [
        (say("Organisation"), content["organisation"]["name"]),
        (say("Scope"), f"{content['scope']['name']} ({content['scope']['id']})"),
        (say("The scope was decided"), _decided(said)),
        (say("Standard"), standard(said)),
        (say("Version"), said.edition),
        (say("Status"), *_status(said)),
        (say("Date"), said.issue.approved.on or say("Not approved")),
        (say("Prepared by"), _signed(said, said.issue.prepared)),
        (say("Approved by"), _signed(said, said.issue.approved)),
        (say("Classification of this document"), _level(said)),
        (say("Hash of the content (SHA-256)"), said.issue.sha256),
    ]


def standard(said: Said) -> str:
    """Name the standard and its edition."""
    framework = said.say.each(lambda: short_name(said.content["scope"]["framework"]))
    return said.say("%(framework)s, Annex A (ISO/IEC 27002:2022)", framework=framework)


def _decided(said: Said) -> str:
    scope = said.content["scope"]
    return ", ".join(filter(None, (scope["decided_on"], scope["decision_ref"]))) or said.say("Not decided")


def _status(said: Said) -> tuple[str, Tone]:
    issue = said.issue
    if issue.draft:
        proposed = "Draft – proposed for approval, not approved" if issue.prepared.person else "Draft – not approved"
        return said.say(proposed), Tone.BAD
    if issue.newest != issue.number:
        return said.say("Superseded by version %(number)s", number=issue.newest), Tone.WARN
    return said.say("Approved"), Tone.GOOD


def _signed(said: Said, signed: Signed) -> str:
    if not signed.person:
        return "–"
    return f"{said.person(signed.person)}, {signed.on}"


def _level(said: Said) -> str:
    words = said.say.each(lambda: f"{aspect_name('C')} {LEVEL} ({level_name(LEVEL).lower()})")
    return f"{words}. {said.say('The level is a local choice.')}"


def _counts(said: Said) -> list[Line]:
    rows, say = said.content["rows"], said.say
    counts = said.content["counts"]
    own = sum(row["framework"] == "own" for row in rows)
    applies = Counter(row["state"] if row["applicable"] is None else row["applicable"] for row in rows)
    return [
        (say("Annex A"), _themes(said)),
        (say("Considered"), say("%(number)s of 93 controls of Annex A", number=sum(counts.values()))),
        (say("Own controls"), own),
        (say("Applicable"), applies[True]),
        (say("Not applicable"), applies[False]),
        (say("Undecided"), applies["undecided"], Tone.BAD if applies["undecided"] else Tone.NONE),
        (say("Contradictory"), applies["contradiction"], Tone.BAD if applies["contradiction"] else Tone.NONE),
    ]


def _themes(said: Said) -> str:
    number = {theme: said.content["counts"].get(theme, 0) for theme in THEMES}
    return said.say(
        "%(organizational)s organizational, %(people)s people, %(physical)s physical and %(technological)s "
        "technological controls",
        **number,
    )


def _boundaries(said: Said) -> list[Line]:
    scope = said.content["scope"]
    inside = [(said.say("In"), f"{each['name']} ({each['unit']})") for each in scope["included"]]
    outside = [
        (said.say("Out"), " – ".join(filter(None, (f"{each['name']} ({each['unit']})", each["reason"],
                                                  each["agreement"]))))
        for each in scope["excluded"]
    ]  # fmt: skip
    return [*inside, *outside]


_STANDINGS = {
    Status.IMPLEMENTED: lazy("In place, working as intended, and can be shown."),
    Status.PARTLY: lazy("Some of it is in place."),
    Status.PLANNED: lazy("Decided, but not yet done."),
    Status.NOT_STARTED: lazy("Nothing is in place."),
    Status.NOT_ASSESSED: lazy("Nobody has judged it."),
}


def _legend(said: Said) -> list[Line]:
    say = said.say
    statuses = [(say(STATUS[s]), say(_STANDINGS[s]), TONES[s]) for s in STRONGEST_FIRST]
    return [
        (say("Applicable"), say("A control applies when a risk that is treated, a law, a contract, the classification "
                                "of an asset or a decision of the organisation calls for it.")),
        (say("Not applicable"), say("Nothing calls for it, and its exclusion has been decided and justified.")),
        *statuses,
        (say("Maturity"), say("0 missing, 1 begun, 2 decided and partly in place, 3 in place and documented, "
                              "4 followed up and measured, 5 continually improved.")),
    ]  # fmt: skip


def _rights(said: Said) -> list[Line]:
    say = said.say
    link = said.names.link
    standard_page: list[Line] = [(say("The standard at ISO"), Link(link, link))] if link else []
    unofficial: list[Line] = [
        (say("Swedish titles"), say("Titles in Swedish are unofficial translations, unless the organisation has put "
                                    "its own in their place."))
    ]  # fmt: skip
    return [
        (say("Copyright"), say("ISO and IEC hold the copyright of the standard. This workbook holds identifiers, "
                               "titles and attribute values only; the text is bought from ISO or a national body.")),
        *standard_page,
        *(unofficial if "sv" in say.languages else []),
    ]  # fmt: skip
