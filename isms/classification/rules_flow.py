"""How levels pass from asset to asset, aspect by aspect."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from isms.classification.rules import ASPECTS, Decision, Direction, Levels, worst

Dependency = tuple[str, str, Collection[str] | None]
"""An asset, the asset it depends on, and the aspects which that carries (None is all)."""

# A level takes four bits, n + 1 of them set for level n and none where nobody rated,
# so that the highest of several, in all aspects at once, is one OR.
_DIGITS = (0b0000, 0b0001, 0b0011, 0b0111, 0b1111)
_CODES = {(aspect, step): _DIGITS[step + 1] << 4 * place for place, aspect in enumerate(ASPECTS) for step in range(4)}
_HEIGHTS = {
    aspect: {
        sum(digit << 4 * at for at, digit in enumerate(digits)): max(digits[place].bit_length() - 1, 0)
        for digits in product(_DIGITS, repeat=len(ASPECTS))
    }
    for place, aspect in enumerate(ASPECTS)
}


@dataclass(frozen=True, slots=True)
class Register:
    """All that levels follow from: what handles what, what rests on what, and what was decided.

    `handles` names every asset, with the ids of its information types; everything else refers to those.
    """

    handles: Mapping[str, Collection[str]]
    information: Mapping[str, Levels]
    dependencies: Collection[Dependency] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    aspects: tuple[str, ...] = ASPECTS[:3]


@dataclass(slots=True)
class Flow:
    """One aspect: each asset's levels, by its number, and the assets to which it passes its own on."""

    inherited: list[int]
    effective: list[int]
    lowered: set[int]
    onward: list[list[int]]

    def settle(self) -> None:
        """Raise levels to the least fixed point; each asset passes on once, the highest first."""
        passing: list[list[int]] = [[], [], [], []]
        for asset, height in enumerate(self.effective):
            passing[height].append(asset)
        for height in (3, 2, 1):
            self._pass_on(passing[height], height)

    def _pass_on(self, passing: list[int], height: int) -> None:
        inherited, effective, lowered, onward = self.inherited, self.effective, self.lowered, self.onward
        # `passing` grows while it is read: what rises to this height passes it on in turn.
        for asset in passing:
            if effective[asset] == height:
                for base in onward[asset]:
                    if inherited[base] < height:
                        inherited[base] = height
                        if effective[base] < height and base not in lowered:
                            effective[base] = height
                            passing.append(base)


class Network:
    """A register by number, in the order of ids: what each asset handles, was decided, and rests on."""

    def __init__(self, register: Register) -> None:
        self.aspects = register.aspects
        self.ids = sorted(register.handles)
        self.handled = _handled(register, self.ids)
        self.decided = [0] * len(self.ids)
        self._own = self.handled.copy()
        self._lowered: dict[str, set[int]] = {aspect: set() for aspect in ASPECTS}
        self._partial: list[tuple[int, int, Collection[str]]] = []
        numbers = {asset: number for number, asset in enumerate(self.ids)}
        self._decide(register.decisions, numbers)
        self._onward = self._connect(register.dependencies, numbers)

    def _decide(self, decisions: Mapping[str, Decision], numbers: Mapping[str, int]) -> None:
        decided, own = self.decided, self._own
        for asset, decision in decisions.items():
            number = numbers[asset]
            decided[number] = levels = code(decision.levels)
            own[number] |= levels
            if decision.direction is Direction.LOWER:
                for aspect in decision.lowers:
                    self._lowered[aspect].add(number)
                    own[number] ^= (own[number] ^ levels) & _CODES[aspect, 3]

    def _connect(self, dependencies: Iterable[Dependency], numbers: Mapping[str, int]) -> list[list[int]]:
        onward: list[list[int]] = [[] for _ in self.ids]
        for asset, base, carried in dependencies:
            if carried is None:
                onward[numbers[asset]].append(numbers[base])
            else:
                self._partial.append((numbers[asset], numbers[base], carried))
        return onward

    def flows(self) -> list[Flow]:
        """Settle every aspect by itself."""
        return [self._flow(aspect) for aspect in self.aspects]

    def _flow(self, aspect: str) -> Flow:
        inherited, effective = heights(self.handled, aspect), heights(self._own, aspect)
        flow = Flow(inherited, effective, self._lowered[aspect], self._carrying(aspect))
        flow.settle()
        return flow

    def _carrying(self, aspect: str) -> list[list[int]]:
        onward = self._onward.copy()
        for asset, base, carried in self._partial:
            if aspect in carried:
                onward[asset] = [*onward[asset], base]
        return onward


def _handled(register: Register, assets: Iterable[str]) -> list[int]:
    codes = {kind: code(levels) for kind, levels in register.information.items()}
    handled = []
    for kinds in map(register.handles.__getitem__, assets):
        highest = 0
        for kind in kinds:
            highest |= codes[kind]
        handled.append(highest)
    return handled


def heights(codes: Iterable[int], aspect: str) -> list[int]:
    """Read one aspect's levels; what nobody rated is 0."""
    height = _HEIGHTS[aspect]
    return [height[each] for each in codes]


def rated(written: int, aspects: Iterable[str]) -> Levels:
    """Read the levels of one asset, only in the aspects that somebody rated."""
    return {aspect: _HEIGHTS[aspect][written] for aspect in aspects if written & _CODES[aspect, 0]}


def code(levels: Levels) -> int:
    """Write levels as a number of four bits an aspect."""
    written = 0
    try:
        for pair in levels.items():
            written |= _CODES[pair]
    except KeyError:
        return code(worst(levels))  # raises, unless a level was the text of a number
    return written
