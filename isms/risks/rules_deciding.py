"""Who may decide on a risk (ISO/IEC 27001 clause 6.1.3 f)."""

from collections.abc import Collection
from dataclasses import dataclass

from isms.risks.rules import Band, Criteria, may_accept


@dataclass(frozen=True, slots=True)
class Decider:
    """A person as the criteria see one beside a risk: job role, and how near the risk is."""

    job_role: str
    is_owner: bool
    in_line: bool
    is_coordinator: bool


def in_line(place: tuple[str, str], lineage: Collection[str], headed: Collection[str], *, sole: bool) -> bool:
    """Whether a person stands above a risk: placed in its owner unit or one above, or alone in the role that heads one.

    `place` is (unit, job role); `lineage` the owner unit and those above it, `headed` the roles that head them. A
    chief executive who sits in an office beside the line still heads it, as long as nobody else holds the role.
    """
    unit, role = place
    return unit in lineage or (sole and role in headed)


def may_decide(criteria: Criteria, band: Band, who: Decider) -> bool:
    """Whether a person may accept a risk of a band: one whom it names, or whom a worse band names.

    Where a body decides, the owner or any acceptor in the line may write its decision down, with its reference.
    The coordinator never may, nor anyone outside the risk's line.
    """
    if who.is_coordinator or not (who.is_owner or who.in_line):
        return False
    if band.by_body and who.is_owner:
        return True
    named = criteria.bands if band.by_body else [each for each in criteria.bands if each.rank >= band.rank]
    return any(may_accept(each, who.job_role, is_owner=who.is_owner, is_coordinator=False) for each in named)


def may_approve(criteria: Criteria, band: Band, who: Decider) -> bool:
    """Whether a person may approve a risk's treatment plan: its owner, or one who may accept a risk of its band."""
    return not who.is_coordinator and (who.is_owner or may_decide(criteria, band, who))
