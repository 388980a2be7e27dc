"""All risks at once: how many lie in each cell now and as planned, how many of each band, and who decides."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.risks import queries_register, services
from isms.risks.rules import Band, Criteria, Pair
from isms.web import charts
from isms.web.charts import Matrix

MOST = 24


@dataclass(frozen=True)
class Bands:
    """The bands of every version of the criteria, as a mark wants them."""

    scales: Mapping[int, Criteria]

    def mark(self, version: int, band: str | None) -> tuple[str, str, int, int] | None:
        """Give (id, name, place from 0, number of bands) of a band in a version; None for no band."""
        found = ordered(self.scales[version])
        return next(((b.id, b.name, place, len(found)) for place, b in enumerate(found) if b.id == band), None)


def ordered(scales: Criteria) -> list[Band]:
    """Order the bands, the mildest first."""
    return sorted(scales.bands, key=lambda band: band.rank)


@dataclass(frozen=True)
class Counts:
    """How many open risks there are: per cell now, per cell as planned, and from cell to cell."""

    now: Mapping[Pair, int]
    planned: Mapping[Pair, int]
    moves: Mapping[tuple[Pair, Pair], int]


def counts(rows: Iterable[Any]) -> Counts:
    """Fold counted rows; a risk with no plan stays out of the planned ones."""
    now: Counter[Pair] = Counter()
    planned: Counter[Pair] = Counter()
    moves: Counter[tuple[Pair, Pair]] = Counter()
    for likelihood, consequence, later_likelihood, later_consequence, risks in rows:
        now[likelihood, consequence] += risks
        if later_likelihood and later_consequence:
            planned[later_likelihood, later_consequence] += risks
            moves[(likelihood, consequence), (later_likelihood, later_consequence)] += risks
    return Counts(now, planned, moves)


def matrix(scales: Criteria, found: Counts) -> Matrix:
    """Place the counts in the matrix; its axes count from 1 whatever the levels are called."""
    rows = {step.level: place for place, step in enumerate(scales.likelihoods, 1)}
    columns = {step.level: place for place, step in enumerate(scales.consequences, 1)}

    def at(pair: Pair) -> Pair:
        return rows[pair[0]], columns[pair[1]]

    return Matrix(
        cells={at(pair): band.id for pair, band in scales.cells.items()},
        likelihoods=[step.name for step in scales.likelihoods],
        consequences=[step.name for step in scales.consequences],
        bands=[band.id for band in ordered(scales)],
        now={at(pair): risks for pair, risks in found.now.items()},
        planned={at(pair): risks for pair, risks in found.planned.items()},
        arrows={(at(a), at(b)): risks for (a, b), risks in found.moves.items()},
        urls={at(pair): url_for("risks.index", cell=f"{pair[0]}x{pair[1]}") for pair in found.now},
    )


def legend(scales: Criteria, found: Counts) -> list[tuple[Band, int, int]]:
    """List the bands, worst first, with how many risks each has now and as planned."""
    return [(band, _within(band, found.now), _within(band, found.planned)) for band in reversed(ordered(scales))]


def _within(band: Band, counted: Mapping[Pair, int]) -> int:
    return sum(risks for pair, risks in counted.items() if pair in band.cells)


def overview(session: Session, scales: Criteria) -> dict[str, Any]:
    """Gather the matrix, the legend and the worst risks: those of the two highest bands."""
    found = counts(session.execute(queries_register.counted(scales.version)))
    highest: Sequence[Band] = ordered(scales)[-2:] if len(scales.bands) > 2 else ordered(scales)[-1:]
    rows = session.execute(queries_register.high(highest[0].rank, MOST)).all()
    bands = legend(scales, found)
    return {
        "matrix": charts.matrix(matrix(scales, found)),
        "heat": charts.heat(matrix(scales, found)),
        "legend": bands,
        "highest": highest,
        "high": rows,
        "high_count": sum(now for band, now, _planned in bands if band in highest),
        "open_count": sum(now for _band, now, _planned in bands),
        "decided": services.decided_criteria(session, scales.version),
    }
