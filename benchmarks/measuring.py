"""What a measure is, and how two acts are timed against each other."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 15


@dataclass(frozen=True)
class Measure:
    """One figure beside what it is held against; seconds unless `unit` says otherwise.

    `ratio` is ours over the other and must be at most `limit`; with `faster` it is the other over ours and must be at
    least that. A `limit` of None only tells.
    """

    name: str
    ours: float
    against: float
    ratio: float
    limit: float | None = None
    unit: str = "s"
    faster: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the limit is kept: ok, OVER, or told where there is none."""
        if self.limit is None:
            return "told"
        kept = self.ratio >= self.limit if self.faster else self.ratio <= self.limit
        return "ok" if kept else "OVER"

    def amount(self, value: float) -> str:
        """Write one of the figures with its unit."""
        if self.unit != "s":
            return f"{value:,.0f} {self.unit}".replace(",", " ")
        return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def most(name: str, ours: float, limit: float, unit: str = "s", note: str = "") -> Measure:
    """Hold a figure against the most that it may be."""
    return Measure(name, ours, limit, ours / limit, 1.0, unit, note=note)


def seconds(act: Callable[[], object]) -> float:
    """Time an act with the collector at rest, as timeit does: its cost depends on all that lives beside the act."""
    gc.collect()
    gc.disable()
    try:
        start = perf_counter()
        act()
        return perf_counter() - start
    finally:
        gc.enable()


def pair(
    name: str, ours: Callable[[], object], floor: Callable[[], object], limit: float | None, rounds: int = ROUNDS
) -> Measure:
    """Time two acts by turns and compare them pair by pair, so that what else the machine does falls on both."""
    ours(), floor()
    times = [(seconds(ours), seconds(floor)) for _ in range(rounds)]
    ratio = median(one / other for one, other in times)
    return Measure(name, median(one for one, _ in times), median(other for _, other in times), ratio, limit)


def typical(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Give the median seconds of an act, the collector working as it does for users; the first time is not counted."""
    act()
    times = []
    for _ in range(rounds):
        start = perf_counter()
        act()
        times.append(perf_counter() - start)
    return median(times)
