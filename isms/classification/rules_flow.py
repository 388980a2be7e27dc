"""How levels pass from asset to asset, to the least fixed point."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from isms.classification.rules import ASPECTS, Decision, Direction, Levels
from isms.classification.rules_states import STATE, STEEP, covering, highest, written

Dependency = tuple[str, str, Collection[str] | None]
"""An asset, the asset it depends on, and the aspects which that carries (None is all)."""


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


class Flow:
    """The states of a register's assets as decided (marked), inherited and effective, in the order of their ids.

    Raises KeyError where the register refers to an id it does not hold, and what `level` raises.
    """

    def __init__(self, register: Register) -> None:
        self.ids = sorted(register.handles)
        self.numbers = {asset: number for number, asset in enumerate(self.ids)}
        self.inherited = _handled(register, self.ids)
        self.effective = self.inherited.copy()
        self.decided = [0] * len(self.ids)
        self._held: dict[int, int] = {}
        self._decide(register.decisions)
        self._onward: list[list[int]] = [[] for _ in self.ids]
        self._connect(register.dependencies)
        self._settle()

    def _decide(self, decisions: Mapping[str, Decision]) -> None:
        effective, numbers = self.effective, self.numbers
        for asset, decision in decisions.items():
            number = numbers[asset]
            self.decided[number] = decided = written(decision.levels)
            effective[number] = highest(decided & STATE)[effective[number]]
            if decision.direction is Direction.LOWER:
                self._held[number] = held = covering(decision.lowers)
                effective[number] = effective[number] & ~held | decided & held

    def _connect(self, dependencies: Iterable[Dependency]) -> None:
        numbers, onward = self.numbers, self._onward
        last, bases = None, []
        for asset, base, carried in dependencies:
            # Dependencies mostly come asset by asset.
            if asset is not last:
                last, bases = asset, onward[numbers[asset]]
            bases.append(numbers[base] if carried is None else self._between(numbers[base], carried))

    def _between(self, base: int, carried: Collection[str]) -> int:
        """Put a link between, which is lowered to 0 in the aspects that a dependency does not carry."""
        link = len(self._onward)
        self._onward.append([base])
        self.inherited.append(0)
        self.effective.append(0)
        self._held[link] = ~covering(frozenset(carried))
        return link

    def _settle(self) -> None:
        """Pass levels on until none rises; an asset passes on again only what has risen since."""
        inherited, effective, held, onward = self.inherited, self.effective, self._held, self._onward
        # Whoever needs most passes it on first, so that few have to pass on again.
        waiting, passed = _steepest_last(effective), [0] * len(effective)
        while waiting:
            asset = waiting.pop()
            passing = effective[asset]
            if passing != passed[asset]:
                passed[asset] = passing
                higher = highest(passing)
                for base in onward[asset]:
                    known = inherited[base]
                    if higher[known] != known:
                        inherited[base] = higher[known]
                        own = effective[base]
                        if higher[own] != own:
                            kept = held.get(base, 0)
                            effective[base] = higher[own] & ~kept | own & kept
                            waiting.append(base)


def _handled(register: Register, assets: Iterable[str]) -> list[int]:
    rows = {kind: highest(written(levels) & STATE) for kind, levels in register.information.items()}
    handled = []
    for kinds in map(register.handles.__getitem__, assets):
        state = 0
        for kind in kinds:
            state = rows[kind][state]
        handled.append(state)
    return handled


def _steepest_last(states: Iterable[int]) -> list[int]:
    steep: list[int] = []
    rest: list[int] = []
    for number, state in enumerate(states):
        (steep if state & STEEP else rest).append(number)
    return rest + steep
