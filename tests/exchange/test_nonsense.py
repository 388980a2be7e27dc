"""Whatever stands where something else should, a load ends in a report or in faults, and never in a crash."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import yaml

from isms.db import Act, Database
from isms.exchange.loading import load, named
from isms.exchange.reading import Faults, compose
from tests.exchange.conftest import SECTIONS

NONSENSE: tuple[Any, ...] = (
    None, "", 5, 4, True, [], {}, "zz", ["x"], {"a": 1}, [None], [[1]], [{}], {"a": {}}, -3, 10**12, "5.10",
    "2026-02-30", "x" * 300, "a b", 1.5, "å" * 65,
)  # fmt: skip


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the way to every value of a content."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*way, step)
        yield from places(inner, (*way, step))


def spoilt(content: dict[str, Any], way: tuple[Any, ...], nonsense: Any) -> bytes:
    """Put nonsense in one place of a content."""
    changed = copy.deepcopy(content)
    holder: Any = changed
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = copy.deepcopy(nonsense)
    return yaml.safe_dump(changed, allow_unicode=True).encode()


def test_nonsense_anywhere_is_told_and_never_crashes(catalogued: Database, harbour: dict[str, Any]) -> None:
    chance = random.Random(27001)
    ways = list(places(harbour))
    outcomes = set()
    with catalogued.session(None, Act("load")) as session:
        for _ in range(60):
            document = compose(spoilt(harbour, chance.choice(ways), chance.choice(NONSENSE)), "f.yaml")
            try:
                session.info["organisation"] = named(document)
                outcomes.add(load(session, named(document), document, SECTIONS).changes > 0)
            except Faults as faults:
                outcomes.add(all(fault.reason and fault.line for fault in faults.faults))
            session.rollback()
    assert outcomes == {True}
