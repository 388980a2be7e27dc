"""What assets inherit from the information they handle and from the assets that rest on them.

Levels are the least fixed point per aspect over the dependencies that carry it.
"""

from dataclasses import dataclass
from types import MappingProxyType

from isms.classification.rules import Levels
from isms.classification.rules_flow import Network, Register, rated


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
    network = Network(register)
    flows = network.flows()
    rows = zip(network.decided, *(flow.inherited for flow in flows), *(flow.effective for flow in flows), strict=True)
    return dict(zip(network.ids, map(_Alike(network.aspects).__getitem__, rows), strict=True))


class _Alike(dict[tuple[int, ...], Standing]):
    """One standing for all assets with the same decided code, inherited and effective levels."""

    def __init__(self, aspects: tuple[str, ...]) -> None:
        super().__init__()
        self._aspects = aspects

    def __missing__(self, row: tuple[int, ...]) -> Standing:
        count = len(self._aspects)
        decided = rated(row[0], self._aspects)
        inherited = dict(zip(self._aspects, row[1 : count + 1], strict=True))
        effective = dict(zip(self._aspects, row[count + 1 :], strict=True))
        stale = tuple(aspect for aspect, level in decided.items() if level < effective[aspect])
        self[row] = Standing(MappingProxyType(decided), MappingProxyType(inherited), MappingProxyType(effective), stale)
        return self[row]
