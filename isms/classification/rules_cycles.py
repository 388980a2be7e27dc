"""Levels that feed themselves: which assets of a graph everything else in it follows from."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

Graph = Mapping[int, Collection[int]]
"""A number to the numbers it leads to, all of them keys."""


def feeding(graph: Graph) -> Iterator[int]:
    """Find the members of the cycles that nothing outside them leads to (Kosaraju; linear)."""
    back: dict[int, list[int]] = defaultdict(list)
    for number, onward in graph.items():
        for following in onward:
            back[following].append(number)
    fed: set[int] = set()
    met: set[int] = set()
    # Whoever finished last among those not fed yet lies where nothing else leads.
    for root in reversed(_finished(graph)):
        if root not in fed:
            _reach(root, graph, fed)
            yield from _reach(root, back, met)


def _reach(root: int, graph: Graph, met: set[int]) -> list[int]:
    """Walk on from a root to all it leads to that was not met before."""
    met.add(root)
    found = [root]
    for number in found:
        for following in graph.get(number, ()):
            if following not in met:
                met.add(following)
                found.append(following)
    return found


def _finished(graph: Graph) -> list[int]:
    """Order numbers by when a depth-first walk left them."""
    met: set[int] = set()
    order: list[int] = []
    for root in graph:
        if root not in met:
            met.add(root)
            _leave(root, graph, met, order)
    return order


def _leave(root: int, graph: Graph, met: set[int], order: list[int]) -> None:
    trail = [(root, iter(graph[root]))]
    while trail:
        number, ahead = trail[-1]
        following = next((each for each in ahead if each not in met), None)
        if following is None:
            order.append(number)
            trail.pop()
        else:
            met.add(following)
            trail.append((following, iter(graph[following])))
