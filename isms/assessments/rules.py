"""What a gap assessment says: gaps, folds, comparison, and projection to another framework (ISO/IEC 27001 9.1)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from isms.implementations.rules import UNASSESSED, Deficiency, Standing, Status

Requirement = tuple[str, str]
"""Framework, identifier."""

NO_MAPPING = "no_mapping"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one requirement; maturity is 0–5, now and wanted, and None where nobody has judged."""

    requirement: Requirement
    exists: Status = Status.NOT_ASSESSED
    deficiency: Deficiency | None = None
    maturity: int | None = None
    wanted: int | None = None
    observed: str = ""
    improve: str = ""

    @property
    def answered(self) -> bool:
        """Whether somebody has said how far it has come."""
        return self.exists is not Status.NOT_ASSESSED

    @property
    def gap(self) -> int | None:
        """Steps of maturity that are wanted and missing."""
        return gap(self.maturity, self.wanted)


def gap(now: int | None, wanted: int | None) -> int | None:
    """Return the steps of maturity from now to what is wanted: never below 0, None where either is unknown."""
    return None if now is None or wanted is None else max(0, wanted - now)


@dataclass(frozen=True, slots=True)
class Fold:
    """A group of answers, counted; its maturities are averages of those that were judged."""

    group: str
    counts: Mapping[Status, int]
    answered: int
    total: int
    serious: int
    maturity: float | None
    wanted: float | None


def fold(answers: Iterable[Answer], groups_of: Callable[[Requirement], Iterable[str]]) -> dict[str, Fold]:
    """Fold answers by theme, clause or attribute value, groups in the order they are first met.

    A requirement counts once in each of its groups, since an attribute may have several values.
    """
    members: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        for group in groups_of(answer.requirement):
            members[group].append(answer)
    return {group: folded(group, found) for group, found in members.items()}


def folded(group: str, answers: Sequence[Answer]) -> Fold:
    """Return one group, or a whole assessment, as counts and averages."""
    counts = dict.fromkeys(Status, 0)
    for answer in answers:
        counts[answer.exists] += 1
    return Fold(
        group=group,
        counts=counts,
        answered=len(answers) - counts[Status.NOT_ASSESSED],
        total=len(answers),
        serious=sum(answer.deficiency is not None and answer.deficiency.serious for answer in answers),
        maturity=_average(answer.maturity for answer in answers),
        wanted=_average(answer.wanted for answer in answers),
    )


def _average(levels: Iterable[int | None]) -> float | None:
    judged = [level for level in levels if level is not None]
    return sum(judged) / len(judged) if judged else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One requirement in two assessments; None where it was not in one of them."""

    requirement: Requirement
    old: Answer | None
    new: Answer | None

    @property
    def steps(self) -> int | None:
        """Steps of maturity gained, negative when lost; None where one of the two was not judged."""
        before = self.old.maturity if self.old else None
        after = self.new.maturity if self.new else None
        return None if before is None or after is None else after - before

    @property
    def changed(self) -> bool:
        """Whether the judgement differs, whatever was written about it."""
        return _judgement(self.old) != _judgement(self.new)


def _judgement(answer: Answer | None) -> tuple[object, ...]:
    return (answer.exists, answer.deficiency, answer.maturity, answer.wanted) if answer else ()


def comparison(old: Iterable[Answer], new: Iterable[Answer]) -> tuple[Comparison, ...]:
    """Set two assessments side by side, in the order of the new one, then what only the old one had."""
    before = {answer.requirement: answer for answer in old}
    after = {answer.requirement: answer for answer in new}
    return tuple(Comparison(each, before.get(each), after.get(each)) for each in dict.fromkeys(chain(after, before)))


@dataclass(frozen=True, slots=True)
class Projection:
    """What answers to one framework say about a requirement of another, and which answers say it."""

    requirement: Requirement
    status: Status | None
    sources: tuple[Requirement, ...] = ()

    @property
    def reading(self) -> str:
        """Status, or "no_mapping": what nothing maps to is unknown, never unmet."""
        return NO_MAPPING if self.status is None else self.status


def projected(
    answers: Iterable[Answer], mapping: Mapping[Requirement, Collection[Requirement]]
) -> tuple[Projection, ...]:
    """Read answers as answers to another framework; `mapping` has all its requirements, some perhaps with no source.

    The weakest source decides, and one that was not answered leaves the requirement not assessed.
    """
    known = {answer.requirement: answer.exists for answer in answers}
    return tuple(_projection(target, tuple(sources), known) for target, sources in mapping.items())


def _projection(
    target: Requirement, sources: tuple[Requirement, ...], known: Mapping[Requirement, Status]
) -> Projection:
    if not sources:
        return Projection(target, None)
    return Projection(target, min(known.get(source, Status.NOT_ASSESSED) for source in sources), sources)


def worst_first(answers: Iterable[Answer]) -> list[Answer]:
    """Order answers by what most needs doing: the deficiency, then missing maturity, then how little there is.

    What nobody has answered comes last; equals keep their order.
    """
    return sorted(answers, key=_need, reverse=True)


def _need(answer: Answer) -> tuple[bool, int, int, int]:
    lacking = answer.deficiency.rank if answer.deficiency else -1
    return (answer.answered, lacking, answer.gap or 0, -answer.exists.rank)


def lacking(answers: Iterable[Answer]) -> dict[Deficiency, int]:
    """Count the answers of each deficiency, the worst first."""
    counts = dict.fromkeys(reversed(Deficiency), 0)
    for answer in answers:
        if answer.deficiency:
            counts[answer.deficiency] += 1
    return counts


def taken_over(
    answers: Iterable[Answer], standings: Mapping[Requirement, Standing]
) -> dict[Requirement, tuple[Standing, Standing]]:
    """Return what answers would change in how controls stand, as before and after; what was not judged stays."""
    found = {}
    for answer in answers:
        before = standings.get(answer.requirement, UNASSESSED)
        after = _standing(answer, before)
        if answer.answered and after != before:
            found[answer.requirement] = (before, after)
    return found


def _standing(answer: Answer, before: Standing) -> Standing:
    return Standing(
        answer.exists,
        before.deficiency if answer.deficiency is None else answer.deficiency,
        before.maturity if answer.maturity is None else answer.maturity,
        before.wanted if answer.wanted is None else answer.wanted,
    )
