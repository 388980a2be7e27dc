"""What all plots share: elements with escaped text and rounded numbers, and the class of a band."""

from collections.abc import Iterable
from zlib import crc32

from markupsafe import Markup, escape

_PALETTES = {1: "l", 2: "le", 3: "lme", 4: "lmhe"}
_LONGEST = "lmhve"


def band_class(rank: int, bands: int) -> str:
    """Name the colour class of a band by its place (0 lowest) among so many: bl, bm, bh, bv or be."""
    palette = _PALETTES.get(bands, _LONGEST)
    place = rank if bands <= len(_LONGEST) else round(rank * (len(_LONGEST) - 1) / (bands - 1))
    return f"b{palette[max(0, min(place, len(palette) - 1))]}"


def element(name: str, text: object = "", **attributes: object) -> Markup:
    """Write one element; `class_` becomes class, underscores hyphens, floats get one decimal, None is left out."""
    parts = [f' {_attribute(key)}="{escape(_value(value))}"' for key, value in attributes.items() if value is not None]
    return Markup(f"<{name}{''.join(parts)}>{escape(text)}</{name}>")  # noqa: S704 - every part is escaped above


def together(parts: Iterable[Markup]) -> Markup:
    """Join elements."""
    return Markup("").join(parts)


def plot(size: tuple[float, float], title: str, description: str, parts: Iterable[Markup]) -> Markup:
    """Wrap elements as a picture of width × height that screen readers name by its title and description.

    With links inside it is a group, since a picture hides what it holds.
    """
    key = f"plot-{crc32(f'{title} {description}'.encode()):x}"
    drawn = together(parts)
    named = element("title", title, id=f"{key}-title") + element("desc", description, id=f"{key}-desc")
    box = f"0 0 {_value(float(size[0]))} {_value(float(size[1]))}"
    return element(
        "svg",
        named + drawn,
        class_="plot",
        viewBox=box,
        role="group" if "<a " in drawn else "img",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def shorten(text: str, width: int) -> str:
    """Cut a name to so many characters, with a mark that something is missing."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip(' -,')}…"


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: object) -> object:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value
