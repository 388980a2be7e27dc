"""How written criteria become cells and acceptors (ISO/IEC 27001 clause 6.1.2 a)."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isms.risks.rules import OWNER, Band, Criteria, Pair, Step, pair_name

OWNER_WORDS = ("riskägare", "riskägaren", "risk owner", "owner")


def criteria(version: int, content: Mapping[str, Any]) -> Criteria:
    """Return one version of the criteria from the JSON it is stored as; `isms.risks.models` shows its shape."""
    return Criteria(
        version,
        tuple(Step(**step) for step in content["likelihoods"]),
        tuple(Step(**step) for step in content["consequences"]),
        tuple(content["categories"]),
        tuple(_band(band) for band in content["bands"]),
    )


def _band(stored: Mapping[str, Any]) -> Band:
    cells = tuple((likelihood, consequence) for likelihood, consequence in stored["cells"])
    return Band(**{**stored, "acceptors": tuple(stored["acceptors"]), "cells": cells})


@dataclass(frozen=True, slots=True)
class Range:
    """The pairs that a file gives a band: those with a product from least to most, or those listed in cells."""

    band: str
    least: int | None = None
    most: int | None = None
    cells: frozenset[Pair] = frozenset()

    def holds(self, pair: Pair) -> bool:
        """Whether the pair belongs to the band."""
        if pair in self.cells:
            return True
        return self.least is not None and self.most is not None and self.least <= pair[0] * pair[1] <= self.most


def expand(ranges: Sequence[Range], likelihoods: Collection[int], consequences: Collection[int]) -> dict[Pair, str]:
    """Return the one band of every pair of levels.

    Raises one ValueError that lists every pair with no band, every pair with several, and every cell off the scales.
    """
    pairs = [(likelihood, consequence) for likelihood in sorted(likelihoods) for consequence in sorted(consequences)]
    found = {pair: [each.band for each in ranges if each.holds(pair)] for pair in pairs}
    faults = [_fault(pair, bands) for pair, bands in found.items() if len(bands) != 1]
    outside = {pair for each in ranges for pair in each.cells} - set(pairs)
    faults += [f"{pair_name(pair)} is outside the scales" for pair in sorted(outside)]
    if faults:
        raise ValueError("; ".join(faults))
    return {pair: bands[0] for pair, bands in found.items()}


def _fault(pair: Pair, bands: Sequence[str]) -> str:
    return f"{pair_name(pair)} has {' and '.join(bands) if bands else 'no band'}"


def acceptors(decide: str, roles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the job roles that a text on who decides names, in its order; "owner" stands for the risk's owner.

    `roles` maps ids to names; both are found as whole words, whatever their case, dots and underscores. A text that
    names bodies alone gives an empty tuple: a body decides, and its decision has a reference.
    """
    known = {_folded(words): role for role, name in roles.items() for words in (role, name)}
    known |= {_folded(words): OWNER for words in OWNER_WORDS}
    known.pop("", None)
    longest_first = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    named = re.findall(rf"(?<!\S)(?:{longest_first})(?!\S)", _folded(decide))
    return tuple(dict.fromkeys(known[words] for words in named))


def _folded(text: str) -> str:
    """Return words of plain small letters, one space between."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W_]+", plain))
