"""Registers for the tests: small ones written by hand, and any that Hypothesis can think of."""

from hypothesis import strategies as st

from isms.classification.rules import Decision, Direction
from isms.classification.rules_flow import Register

ASSETS = ("T1", "T2", "T3", "T4", "T5", "T6")
KINDS = ("IT1", "IT2", "IT3")


def register(handles, information=None, dependencies=(), decisions=None):
    """Write a register in shorthand: "T1>T2" is a dependency, "T1>T2:A" one that carries availability only."""
    return Register(
        handles=handles,
        information=information or {},
        dependencies=[_dependency(each) for each in dependencies],
        decisions=decisions or {},
    )


def _dependency(text):
    ends, _, carried = text.partition(":")
    asset, base = ends.split(">")
    return asset, base, frozenset(carried) or None


def lowering(**levels):
    return Decision(levels, Direction.LOWER, frozenset(levels), "a decision of the owner")


levels = st.dictionaries(st.sampled_from("CIA"), st.integers(0, 3))
aspects = st.frozensets(st.sampled_from("CIA"))
decided = st.builds(Decision, levels, st.sampled_from(Direction), aspects, st.sampled_from(["", "redundancy"]))
dependency = st.tuples(st.sampled_from(ASSETS), st.sampled_from(ASSETS), st.none() | aspects)
registers = st.builds(
    Register,
    handles=st.fixed_dictionaries({asset: st.lists(st.sampled_from(KINDS), max_size=2) for asset in ASSETS}),
    information=st.fixed_dictionaries(dict.fromkeys(KINDS, levels)),
    dependencies=st.lists(dependency, max_size=14),
    decisions=st.dictionaries(st.sampled_from(ASSETS), decided),
)
