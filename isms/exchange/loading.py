"""Loading an organisation from a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of the file that a feature reads; sections are read in floor order, the lowest first."""

    key: str
    read: Callable[[Any], None]
    model: type | None = None
