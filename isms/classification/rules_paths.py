"""Why an asset stands at a level: the shortest path from what causes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from isms.classification.rules_cycles import feeding
from isms.classification.rules_flow import Flow, Register
from isms.classification.rules_states import height, written

Path = tuple[str, ...]
_NOTHING = -1


@dataclass(frozen=True, slots=True)
class Because:
    """What explains every level of a register: by aspect and number, the number that passed it on."""

    ids: list[str]
    numbers: Mapping[str, int]
    before: Mapping[str, Mapping[int, int]]

    def path(self, asset: str, aspect: str) -> Path:
        """Give the ids from source to asset; at level 0 there are none.

        The source is an information type, or the asset whose own decision sets the level.
        """
        step = self.numbers[asset]
        before = self.before[aspect]
        steps: list[str] = []
        if step not in before:
            return ()
        while step != _NOTHING:
            steps.append(self.ids[step])
            step = before[step]
        return tuple(reversed(steps))

    def paths(self, asset: str) -> dict[str, Path]:
        """Give the path of each aspect."""
        return {aspect: self.path(asset, aspect) for aspect in self.before}


def because(register: Register) -> Because:
    """Explain every level by its shortest path, and of several by the one with the smallest ids.

    Linear in the dependencies. Raises what `standings` raises.
    """
    flow, kinds = Flow(register), sorted(register.information)
    ids, handlers = flow.ids + kinds, _handlers(register, kinds, flow.numbers)
    known = [written(register.information[kind]) for kind in kinds]
    count = len(flow.ids)
    before = {}
    for aspect in register.aspects:
        slope = _Slope(
            [height(state, aspect) for state in flow.inherited[:count]] + [0] * len(kinds),
            [height(state, aspect) for state in flow.effective[:count] + known],
            _bases(register, aspect, flow.numbers) + handlers,
        )
        before[aspect] = slope.walked(ids, [height(state, aspect) for state in flow.decided])
    return Because(ids, flow.numbers, before)


def _handlers(register: Register, kinds: Iterable[str], numbers: Mapping[str, int]) -> list[list[int]]:
    """List which assets handle each information type, smallest ids first."""
    handlers: dict[str, list[int]] = {kind: [] for kind in kinds}
    for asset, number in numbers.items():
        for kind in register.handles[asset]:
            handlers[kind].append(number)
    return list(handlers.values())


def _bases(register: Register, aspect: str, numbers: Mapping[str, int]) -> list[list[int]]:
    """List what each asset rests on in one aspect, smallest ids first."""
    bases: dict[str, list[int]] = {asset: [] for asset in numbers}
    for asset, base, carried in register.dependencies:
        if carried is None or aspect in carried:
            bases[asset].append(numbers[base])
    return [sorted(row) for row in bases.values()]


@dataclass(frozen=True, slots=True)
class _Slope:
    """One aspect as a graph where information types are sources like any other, rows in the order of ids."""

    inherited: list[int]
    effective: list[int]
    onward: list[list[int]]

    def walked(self, ids: list[str], decided: list[int]) -> dict[int, int]:
        """Say which number passed each level on, breadth first from what sets a level by itself."""
        before: dict[int, int] = {}
        own = [n for n, level in enumerate(self.effective) if level and level != self.inherited[n]]
        self._walk(sorted(own, key=ids.__getitem__), before)
        loose = [n for n, level in enumerate(self.effective) if level and n not in before]
        grounds = feeding({n: [each for each in self._takers(n) if each not in before] for n in loose})
        self._walk(sorted(n for n in grounds if decided[n] == self.effective[n]), before)
        return before

    def _walk(self, starts: list[int], before: dict[int, int]) -> None:
        before.update(dict.fromkeys(starts, _NOTHING))
        # `starts` grows while it is read, in the order of the ids on the way: so the first path found is the smallest.
        for number in starts:
            for taker in self._takers(number):
                if taker not in before:
                    before[taker] = number
                    starts.append(taker)

    def _takers(self, number: int) -> list[int]:
        level, inherited, effective = self.effective[number], self.inherited, self.effective
        return [each for each in self.onward[number] if inherited[each] == level == effective[each]]
