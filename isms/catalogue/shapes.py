"""What a catalogue file may say: for each kind of file its keys, which of them are required, and what each may hold."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from isms.catalogue.rules import ATTRIBUTES, THEMES
from isms.exchange.reading import Document, Place, Unquoted
from isms.i18n import gettext as _

Check = Callable[[Document, Place, Any], None]
"""Notes a fault in the document when the value at the place is not what it should be."""

ASPECTS = ("C", "I", "A", "T")
LEVELS = (1, 2, 3)


@dataclass(frozen=True)
class Shape:
    """A mapping with known keys; any other key is refused."""

    required: Mapping[str, Check]
    optional: Mapping[str, Check] = field(default_factory=dict)

    def __call__(self, document: Document, place: Place, value: Any) -> None:
        """Check a mapping and everything in it."""
        if not isinstance(value, Mapping):
            document.fault(place, _("Here must stand a mapping: key: value."))
            return
        for key in self.required:
            if key not in value:
                document.fault(place, _("The key %(key)s is missing.", key=key))
        known = {**self.required, **self.optional}
        for key, within in value.items():
            if key in known:
                known[key](document, (*place, key), within)
            else:
                document.fault((*place, key), _("The key %(key)s is not known here.", key=key))


def text(document: Document, place: Place, value: Any) -> None:
    """Want a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        document.fault(place, _("Here must stand a text."))


def identifier(document: Document, place: Place, value: Any) -> None:
    """Want an identifier in quotes, since 5.10 without them is the number 5.1."""
    if isinstance(value, Unquoted) or (isinstance(value, int) and not isinstance(value, bool)):
        shown = value.text if isinstance(value, Unquoted) else value
        document.fault(place, _('Put the identifier in quotes: "%(value)s".', value=shown))
    elif not isinstance(value, str) or not value or len(value) > 64 or value != value.strip():
        document.fault(place, _("Here must stand an identifier of at most 64 characters."))


def parent(document: Document, place: Place, value: Any) -> None:
    """Want an identifier, or null for what stands at the top."""
    if value is not None:
        identifier(document, place, value)


def flag(document: Document, place: Place, value: Any) -> None:
    """Want true or false."""
    if not isinstance(value, bool):
        document.fault(place, _("Here must stand true or false."))


def one_of(allowed: Collection[Any]) -> Check:
    """Want one of some values."""

    def check(document: Document, place: Place, value: Any) -> None:
        if not isinstance(value, str | int) or value not in allowed:
            shown = value.text if isinstance(value, Unquoted) else value
            wanted = ", ".join(map(str, allowed))
            document.fault(place, _("%(value)s is not known; write one of %(wanted)s.", value=shown, wanted=wanted))

    return check


def many(each: Check) -> Check:
    """Want a list of at least one item, each of the same sort."""

    def check(document: Document, place: Place, value: Any) -> None:
        if not isinstance(value, list) or not value:
            document.fault(place, _("Here must stand a list with at least one item."))
            return
        for number, item in enumerate(value):
            each(document, (*place, number), item)

    return check


def text_or_both(document: Document, place: Place, value: Any) -> None:
    """Want a note: one text, or one in each language."""
    (BOTH if isinstance(value, Mapping) else text)(document, place, value)


BOTH = Shape({"en": text, "sv": text})
ENGLISH = Shape({"en": text}, {"sv": text})

BRIEF_CONTROL = Shape({"id": identifier, "title": ENGLISH})
CONTROL = Shape(
    {
        "id": identifier,
        "annex_a": identifier,
        "title": BOTH,
        "theme": one_of(THEMES),
        **{name: many(one_of(values)) for name, values in ATTRIBUTES.items()},
        "new_in_2022": flag,
        "intent": BOTH,
        "evidence": many(BOTH),
        "questions": many(BOTH),
    },
    {"title_annex_a": ENGLISH, "note": text_or_both},
)


def control(document: Document, place: Place, value: Any) -> None:
    """Want a control: complete where it has a theme, else of an older edition with its title only."""
    (CONTROL if isinstance(value, Mapping) and "theme" in value else BRIEF_CONTROL)(document, place, value)


REQUIREMENT = Shape(
    {"id": identifier, "title": BOTH},
    {
        "parent": parent,
        "auditable": flag,
        "note": text_or_both,
        "amendment": BOTH,
        "document": Shape({"en": text, "sv": text, "kind": one_of(("document", "record"))}),
        "national": Shape({"law": identifier, "ref": text}),
        "article_21": many(identifier),
    },
)
PAIR = Shape(
    {"from": identifier, "framework": identifier, "to": identifier, "relationship": one_of(("intersects",))},
    {"change": one_of(("updated", "merged"))},
)
RULE = Shape(
    {"id": identifier, "aspect": one_of(ASPECTS), "level": one_of(LEVELS), "why": BOTH, "controls": many(identifier)}
)

ROWS = {"controls": "controls", "requirements": "requirements", "mapping": "pairs", "protection": "rules"}
"""Kind of file → the key that its rows stand under."""

_HEADER: Mapping[str, Check] = {
    "catalogue": identifier,
    "kind": one_of(ROWS),
    "title": BOTH,
    "source": text,
    "licence": text,
}
_STANDARD: Mapping[str, Check] = {"edition": identifier, "publisher": text, "link": text}
KINDS: Mapping[str, Shape] = {
    "controls": Shape(
        {**_HEADER, **_STANDARD, "controls": many(control)},
        {"status": one_of(("withdrawn",)), "replaced_by": identifier, "title_sv_status": one_of(("unofficial",))},
    ),
    "requirements": Shape(
        {**_HEADER, **_STANDARD, "requirements": many(REQUIREMENT)},
        {"amendments": many(identifier)},
    ),
    "mapping": Shape(
        {**_HEADER, "from": Shape({"framework": identifier}), "to": many(identifier), "pairs": many(PAIR)},
        {"confidence": one_of(("high", "medium", "low")), "new": many(identifier)},
    ),
    "protection": Shape({**_HEADER, "version": identifier, "framework": identifier, "rules": many(RULE)}),
}
