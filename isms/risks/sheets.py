"""The register of risks as a workbook: the risks, the matrix, and the criteria that they are judged by."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.accounts.queries import names
from isms.exchange.sheets import Column, Sheet, Style, Table, Tone
from isms.exchange.voice import Voice
from isms.feature import Export
from isms.i18n import natural
from isms.organisation.services import units_in_scope
from isms.organisation.sheets import register_book
from isms.risks import queries, queries_register, services
from isms.risks.models import Risk
from isms.risks.rules import Criteria, Status
from isms.risks.words import STATUSES, TREATMENTS, standing

_TONES = (Tone.GOOD, Tone.HALF, Tone.WARN, Tone.BAD)


def band_tones(ranks: Mapping[str, int]) -> dict[str, Tone]:
    """Give each band a colour by its place from the mildest to the worst, however many there are."""
    ordered = sorted(ranks, key=lambda band: ranks[band])
    last = max(1, len(ordered) - 1)
    return {band: _TONES[round(place * (len(_TONES) - 1) / last)] for place, band in enumerate(ordered)}


def write(session: Session, scope_id: str | None, language: str, today: date) -> bytes:
    """Write the risks, all of them or those owned in a scope, with the matrix and the criteria in force."""
    say = Voice(language)
    rows = _rows(session, scope_id)
    scales = services.newest(session)
    sheets = [_register(session, say, rows, today)]
    if scales:
        sheets += [_matrix(say, rows, scales), _criteria(say, scales)]
    return register_book(session, say, (say("Register of risks"), scope_id), sheets, today)


def _rows(session: Session, scope_id: str | None) -> list[Any]:
    units = units_in_scope(session, scope_id) if scope_id else None
    chosen = queries_register.register().add_columns(
        Risk.owner_id, Risk.vulnerability, Risk.consequence_text, Risk.rated_on
    )
    found = session.execute(chosen.order_by(Risk.id)).all()
    return [row for row in found if units is None or row.owner_unit_id in units]


def _register(session: Session, say: Voice, rows: Sequence[Any], today: date) -> Sheet:
    scales = services.criteria(session)
    columns = [
        *_described(say, dict(session.execute(names()).all())),
        *_rated(say, scales),
        *_treated(say, _controls(session)),
        Column(heading=say("Decisions"), width=24, value=lambda row: say.each(lambda: standing(row, today).text)),
    ]
    table = Table(columns=columns, rows=rows, empty=say("There is no risk."))
    return Sheet(title=say("Risks"), tables=(table,), keep=2, pages_wide=2)


def _controls(session: Session) -> dict[str, str]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for risk, _framework, control in session.execute(queries.links()):
        found[risk].append(control)
    return {risk: ", ".join(sorted(controls, key=natural)) for risk, controls in found.items()}


def _described(say: Voice, people: Mapping[str, str]) -> list[Column]:
    return [
        Column(heading=say("Risk"), width=8, value=lambda row: row.id, style=Style.STRONG),
        Column(heading=say("Description"), width=34, value=lambda row: row.title),
        Column(heading=say("Weakness"), width=34, value=lambda row: row.vulnerability),
        Column(heading=say("What may follow"), width=34, value=lambda row: row.consequence_text),
        Column(heading=say("Unit"), width=22, value=lambda row: row.unit),
        Column(heading=say("Risk owner"), width=18, value=lambda row: people.get(row.owner_id, "")),
    ]


def _rated(say: Voice, scales: Mapping[int, Criteria]) -> list[Column]:
    bands = {(version, band.id): band.name for version, each in scales.items() for band in each.bands}
    tones = {
        (version, band): tone
        for version, each in scales.items()
        for band, tone in band_tones({band.id: band.rank for band in each.bands}).items()
    }

    def level(heading: str, name: str) -> Column:
        return Column(
            heading=say(heading),
            width=13,
            value=lambda row: bands.get((row.criteria_version, getattr(row, name)), ""),
            tone=lambda row: tones.get((row.criteria_version, getattr(row, name)), Tone.NONE),
        )

    def figure(heading: str, name: str) -> Column:
        return Column(heading=say(heading), width=13, value=lambda row: getattr(row, name), style=Style.CENTRED)

    return [
        figure("Likelihood", "likelihood"),
        figure("Consequence", "consequence"),
        level("Level", "band"),
        Column(heading=say("Rated on"), width=12, value=lambda row: row.rated_on),
        figure("Planned likelihood", "planned_likelihood"),
        figure("Planned consequence", "planned_consequence"),
        level("Planned level", "planned_band"),
    ]


def _treated(say: Voice, controls: Mapping[str, str]) -> list[Column]:
    ways, statuses = say.words(TREATMENTS), say.words(STATUSES)
    return [
        Column(heading=say("Treatment"), width=12, value=lambda row: ways[row.treatment]),
        Column(heading=say("Controls"), width=22, value=lambda row: controls.get(row.id, "")),
        Column(heading=say("Due"), width=12, value=lambda row: row.due),
        Column(heading=say("Status"), width=14, value=lambda row: statuses[row.status]),
    ]


def _matrix(say: Voice, rows: Sequence[Any], scales: Criteria) -> Sheet:
    """Show how many open risks lie in each cell, now and as planned, by the criteria in force."""
    still = [row for row in rows if row.status is not Status.CLOSED and row.criteria_version == scales.version]
    now = Counter((row.likelihood, row.consequence) for row in still)
    planned = Counter((row.planned_likelihood, row.planned_consequence) for row in still)
    note = say("Each cell has its level of risk and the number of open risks in it. Likelihood grows upwards, "
               "consequence to the right.")  # fmt: skip
    tables = (_grid(say, say("Now"), scales, now), _grid(say, say("As planned after treatment"), scales, planned))
    return Sheet(title=say("Risk matrix"), notes=(note,), tables=tables)


def _grid(say: Voice, heading: str, scales: Criteria, counts: Mapping[Any, int]) -> Table:
    tones = band_tones({band.id: band.rank for band in scales.bands})

    def cell(consequence: int) -> Column:
        step = next(step for step in scales.consequences if step.level == consequence)
        return Column(
            heading=f"{step.level} {step.name}",
            width=20,
            style=Style.CENTRED,
            value=lambda row: _cell(scales.band(row.level, consequence).name, counts.get((row.level, consequence), 0)),
            tone=lambda row: tones[scales.band(row.level, consequence).id],
        )

    first = Column(heading=say("Likelihood ↑ Consequence →"), width=30, style=Style.STRONG,
                   value=lambda row: f"{row.level} {row.name}")  # fmt: skip
    columns = [first, *(cell(step.level) for step in sorted(scales.consequences, key=lambda step: step.level))]
    rows = sorted(scales.likelihoods, key=lambda step: step.level, reverse=True)
    return Table(heading=heading, columns=columns, rows=rows)


def _cell(band: str, count: int) -> str:
    return f"{band}\n{count or '–'}"


def _criteria(say: Voice, scales: Criteria) -> Sheet:
    """Show the scales and bands, with who decides and how soon."""
    tones = band_tones({band.id: band.rank for band in scales.bands})
    bands = Table(
        heading=say("Levels of risk"),
        columns=[
            Column(heading=say("Level"), width=26, value=lambda band: band.name, tone=lambda band: tones[band.id]),
            Column(heading=say("Who decides"), width=60, value=lambda band: band.decide),
            Column(heading=say("Treat within (days)"), width=20, value=lambda band: band.treat_within_days),
        ],
        rows=sorted(scales.bands, key=lambda band: band.rank, reverse=True),
    )
    version = say("Version %(number)s", number=scales.version)
    steps = (("Likelihood", scales.likelihoods), ("Consequence", scales.consequences))
    tables = (bands, *(_scale(say, heading, found) for heading, found in steps))
    return Sheet(title=say("Risk criteria"), notes=(version,), tables=tables)


def _scale(say: Voice, heading: str, steps: Sequence[Any]) -> Table:
    columns = [
        Column(heading=say("Level"), width=26, value=lambda step: f"{step.level} {step.name}", style=Style.STRONG),
        Column(heading=say("What it means"), width=60, value=lambda step: step.note),
    ]
    return Table(heading=say(heading), columns=columns, rows=steps)


RISKS = Export(name="risks", permission=Permission.RISK_READ, write=write)
