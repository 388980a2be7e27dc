"""How a control is named in addresses and forms: framework and identifier in one text."""

import re

_ANNEX_A = "iso-27002-2022"


def name(framework: str, control: str) -> str:
    """Write a control's key as one text, such as "iso-27002-2022:5.9"."""
    return f"{framework}:{control}"


def key(named: str) -> tuple[str, str]:
    """Read a control's key; without a framework it is one of Annex A."""
    first, _, rest = re.sub(r"[:/]", "\0", named, count=1).partition("\0")
    return (first, rest) if rest else (_ANNEX_A, first)
