"""What inheritance costs, against building adjacency lists and one breadth-first walk per aspect."""

import gc
import random
from collections import deque
from collections.abc import Callable
from statistics import median
from time import perf_counter

from isms.classification.rules import Decision, Direction
from isms.classification.rules_flow import Register
from isms.classification.rules_inheritance import standings

ROUNDS = 15
Result = tuple[str, float, float, float, float]
"""Name, our seconds, the floor's seconds, their ratio, and the ratio not to pass."""


def register(size: int, seed: int = 2) -> Register:
    """Make a register with five dependencies and four information types an asset, cycles and lowerings included."""
    dice = random.Random(seed)
    ids = [f"T{number:06}" for number in range(size)]
    kinds = [f"IT{number:05}" for number in range(size // 10)]
    return Register(
        handles={asset: dice.choices(kinds, k=4) for asset in ids},
        information={kind: _levels(dice) for kind in kinds},
        dependencies=[(asset, base, _carried(dice)) for asset in ids for base in dice.sample(ids, 5)],
        decisions={asset: _decision(dice) for asset in ids if dice.random() < 0.3},
    )


def _levels(dice: random.Random) -> dict[str, int]:
    return {aspect: dice.choices(range(4), (50, 35, 14, 1))[0] for aspect in "CIA"}


def _carried(dice: random.Random) -> frozenset[str] | None:
    return frozenset(dice.sample("CIA", 1)) if dice.random() < 0.05 else None


def _decision(dice: random.Random) -> Decision:
    if dice.random() < 0.1:
        return Decision(_levels(dice), Direction.LOWER, frozenset(dice.sample("CIA", 2)), "redundancy")
    return Decision(_levels(dice))


def floor(given: Register) -> int:
    """Build each aspect's adjacency lists and walk them breadth first, and do nothing else."""
    return sum(_reached(_adjacent(given, aspect)) for aspect in given.aspects)


def _adjacent(given: Register, aspect: str) -> dict[str, list[str]]:
    adjacent: dict[str, list[str]] = {asset: [] for asset in given.handles}
    for asset, base, carried in given.dependencies:
        if carried is None or aspect in carried:
            adjacent[asset].append(base)
    return adjacent


def floor_blind(given: Register) -> int:
    """Build adjacency lists once and walk them once an aspect, blind to what a dependency carries."""
    adjacent: dict[str, list[str]] = {asset: [] for asset in given.handles}
    for asset, base, _ in given.dependencies:
        adjacent[asset].append(base)
    return sum(_reached(adjacent) for _ in given.aspects)


def _reached(adjacent: dict[str, list[str]]) -> int:
    start = next(iter(adjacent))
    seen, queue = {start}, deque([start])
    while queue:
        for base in adjacent[queue.popleft()]:
            if base not in seen:
                seen.add(base)
                queue.append(base)
    return len(seen)


def run() -> list[Result]:
    """Measure in pairs, one process, medians."""
    small = register(10_000)
    ours, least, ratio = _pairs(lambda: standings(small), lambda: floor(small))
    _, blind, leaner = _pairs(lambda: standings(small), lambda: floor_blind(small))
    large = register(100_000)
    wide, narrow, growth = _pairs(lambda: standings(large), lambda: standings(small), rounds=5)
    return [
        ("inheritance, 10,000 assets and 50,000 dependencies", ours, least, ratio, 2.0),
        ("the same, against one graph blind to aspects", ours, blind, leaner, 2.0),
        ("inheritance, per dependency at 100,000 assets", wide / 10, narrow, growth / 10, 3.0),
    ]


def _pairs(ours: Callable[[], object], least: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float, float]:
    times = [(_seconds(ours), _seconds(least)) for _ in range(rounds)]
    return median(a for a, _ in times), median(b for _, b in times), median(a / b for a, b in times)


def _seconds(act: Callable[[], object]) -> float:
    # As timeit does: what the collector costs depends on all that lives beside the act.
    gc.collect()
    gc.disable()
    start = perf_counter()
    act()
    spent = perf_counter() - start
    gc.enable()
    return spent


if __name__ == "__main__":
    for name, ours, least, ratio, limit in run():
        print(f"{name}: {ours * 1000:.1f} ms against {least * 1000:.1f} ms, {ratio:.2f}x (limit {limit}x)")
