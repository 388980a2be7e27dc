"""What assets inherit from the information they handle and from the assets that rest on them.

Levels are the least fixed point per aspect over the dependencies that carry it.
"""

from dataclasses import dataclass
from types import MappingProxyType

from isms.classification.rules import Levels
from isms.classification.rules_flow import Flow, Register
from isms.classification.rules_states import heights, ratings


@dataclass(frozen=True, slots=True)
class Standing:
    """An asset's levels as decided (only where somebody decided), as inherited, and as they hold.

    `stale` are the aspects where the decision lies below what holds.
    """

    decided: Levels
    inherited: Levels
    effective: Levels
    stale: tuple[str, ...]

    @property
    def raised(self) -> tuple[str, ...]:
        """Aspects that hold above what is inherited."""
        return tuple(aspect for aspect, level in self.inherited.items() if level < self.effective[aspect])

    @property
    def lowered(self) -> tuple[str, ...]:
        """Aspects that hold below what is inherited."""
        return tuple(aspect for aspect, level in self.inherited.items() if level > self.effective[aspect])


def standings(register: Register) -> dict[str, Standing]:
    """Say where every asset stands, by id; those that stand alike share one value.

    Raises KeyError where the register refers to an id it does not hold, and what `level` raises.
    """
    flow = Flow(register)
    states = zip(flow.decided, flow.inherited, flow.effective, strict=False)  # links follow the assets
    return dict(zip(flow.ids, map(_Alike(register.aspects).__getitem__, states), strict=True))


class _Alike(dict[tuple[int, int, int], Standing]):
    """One standing for all assets in the same states."""

    def __init__(self, aspects: tuple[str, ...]) -> None:
        super().__init__()
        self._aspects = aspects

    def __missing__(self, states: tuple[int, int, int]) -> Standing:
        decided = ratings(states[0], self._aspects)
        inherited, effective = (MappingProxyType(heights(state, self._aspects)) for state in states[1:])
        stale = tuple(aspect for aspect, level in decided.items() if level < effective[aspect])
        self[states] = standing = Standing(MappingProxyType(decided), inherited, effective, stale)
        return standing
