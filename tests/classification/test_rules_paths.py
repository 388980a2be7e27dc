from itertools import pairwise

import pytest
from hypothesis import given

from isms.classification.rules import Decision
from isms.classification.rules_inheritance import standings
from isms.classification.rules_paths import because

from .registers import lowering, register, registers

C3 = {"IT1": {"C": 3}, "IT2": {"C": 3}}
C2 = Decision({"C": 2})


@pytest.mark.parametrize(
    ("given", "path"),
    [
        pytest.param(register({"T1": ["IT1"], "T9": []}, C3, ["T1>T9"]), "IT1 T1 T9", id="from the information"),
        pytest.param(
            register({"T1": ["IT1"], "T2": [], "T3": ["IT2"], "T9": []}, C3, ["T1>T2", "T2>T9", "T3>T9"]),
            "IT2 T3 T9",
            id="the shortest",
        ),
        pytest.param(
            register({"T2": ["IT1"], "T1": ["IT2"], "T9": []}, C3, ["T1>T9", "T2>T9"]),
            "IT1 T2 T9",
            id="of several the one with the smallest ids, from the source on",
        ),
        pytest.param(register({"T9": ["IT1"]}, {"IT1": {"C": 1}}, [], {"T9": C2}), "T9", id="its own decision"),
        pytest.param(register({"T1": [], "T9": []}, {}, ["T1>T9"], {"T1": C2}), "T1 T9", id="another's decision"),
        pytest.param(
            register({"T9": ["IT1"]}, {"IT1": {"C": 2}}, [], {"T9": C2}),
            "IT1 T9",
            id="the information explains, the decision agrees",
        ),
        pytest.param(register({"T9": ["IT1"]}, C3, [], {"T9": lowering(C=1)}), "T9", id="lowered"),
        pytest.param(
            register({"T1": ["IT1"], "T9": []}, C3, ["T1>T9"], {"T1": lowering(C=1)}),
            "T1 T9",
            id="what a lowering lets through",
        ),
        pytest.param(register({"T9": ["IT1"]}, C3, [], {"T9": lowering(C=0)}), "", id="level 0 needs no cause"),
        pytest.param(
            register({"T1": [], "T9": []}, {}, ["T1>T9", "T9>T1"], {"T1": C2}),
            "T1 T9",
            id="a cycle that feeds itself is grounded by a decision",
        ),
        pytest.param(
            register({"T1": [], "T2": [], "T9": []}, {}, ["T1>T2", "T2>T1", "T2>T9"], {"T1": C2, "T9": C2}),
            "T1 T2 T9",
            id="whose decision only agrees is no ground",
        ),
        pytest.param(register({"T9": []}, {}, ["T9>T9"], {"T9": C2}), "T9", id="resting on itself"),
    ],
)
def test_a_level_is_explained_by_its_path(given, path):
    assert because(given).path("T9", "C") == tuple(path.split())


def causes(register, standing, asset, aspect):
    """Find who may pass this level on to the asset, by the definition."""
    height = standing[asset].effective[aspect]
    kinds = {kind for kind in register.handles[asset] if register.information[kind].get(aspect, 0) == height}
    return kinds | {
        dependent
        for dependent, base, carried in register.dependencies
        if base == asset and (carried is None or aspect in carried) and standing[dependent].effective[aspect] == height
    }


def all_paths(register, standing, asset, aspect, after=()):
    """Follow every way back without returning: the paths that begin at information or at a level set by decision."""
    if asset in register.information:
        return [(asset, *after)]
    stand = standing[asset]
    if stand.effective[aspect] != stand.inherited[aspect]:
        return [(asset, *after)]
    earlier = causes(register, standing, asset, aspect) - {asset, *after}
    return [path for each in earlier for path in all_paths(register, standing, each, aspect, (asset, *after))]


@given(registers)
def test_a_path_is_the_smallest_of_the_shortest(register):
    standing, explained = standings(register), because(register)
    for asset, stand in standing.items():
        for aspect in register.aspects:
            path = explained.path(asset, aspect)
            found = all_paths(register, standing, asset, aspect) if stand.effective[aspect] else [()]
            if found:
                assert path == min(found, key=lambda each: (len(each), each))
            else:
                assert_grounded(register, standing, path, aspect)


def assert_grounded(register, standing, path, aspect):
    """A level that only goes around begins with a decision of just that level, and every step is a dependency."""
    source = path[0]
    assert register.decisions[source].levels[aspect] == standing[source].effective[aspect]
    for before, after in pairwise(path):
        assert before in causes(register, standing, after, aspect)
