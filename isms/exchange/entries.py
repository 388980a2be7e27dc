"""Typed access to the objects of a file: what is read is counted, and what is wrong is noted with its place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from isms.exchange.kinds import identifier, optional_id, text
from isms.exchange.reading import Block, Document, Place
from isms.i18n import gettext as _


class Of(NamedTuple):
    """The object of the file that a stored row comes from: its section and id."""

    section: str
    id: str


@dataclass(frozen=True)
class Field:
    """A key of an object, how its value is read, and the column it becomes; `refers` names the section it points at."""

    key: str
    kind: Callable[[object], Any] = text
    column: str = ""
    required: bool = False
    refers: str = ""


def must(key: str, kind: Callable[[object], Any] = text, column: str = "") -> Field:
    """Describe a key that every object has."""
    return Field(key, kind, column or key, required=True)


def may(key: str, kind: Callable[[object], Any] = text, column: str = "") -> Field:
    """Describe a key that may be left out: what is stored is then left as it is."""
    return Field(key, kind, column or key)


def points(key: str, section: str, column: str, *, required: bool = False) -> Field:
    """Describe a key that holds the id of an object of a section."""
    return Field(key, optional_id, column, required, section)


@dataclass
class Findings:
    """What was noticed in a file while its objects were read."""

    document: Document
    knows: Callable[[str, str], bool]
    faults: dict[tuple[Place, str], None] = field(default_factory=dict)
    stopped: set[Place] = field(default_factory=set)
    entries: dict[Place, "Entry"] = field(default_factory=dict)

    def entry(self, place: Place, block: Block, of: Of) -> "Entry":
        """Give the entry of a place, the same one whoever asks, so that what is read by anyone counts as read."""
        return self.entries.setdefault(place, Entry(self, place, block, of))


class Entry:
    """One object of the file, or a mapping inside one; `of` says which object it is."""

    def __init__(self, findings: Findings, place: Place, block: Block, of: Of) -> None:
        self.findings, self.place, self.block, self.of = findings, place, block, of
        self.asked: set[str] = set()

    @property
    def id(self) -> str:
        """The object's id, empty where it has none that can be used."""
        return self.of.id

    def __contains__(self, key: str) -> bool:
        return key in self.block

    def get(self, key: str) -> Any:
        """Give a value as it was read; None where there is none."""
        self.asked.add(key)
        return self.block.get(key)

    def leave(self, *keys: str) -> None:
        """Say that these keys are known, and that nothing is made of them."""
        self.asked.update(keys)

    def fault(self, reason: str, *steps: str | int) -> None:
        """Note what is wrong with this object, or with the value that the steps lead to."""
        self.findings.faults[(*self.place, *steps), reason] = None

    def stop(self, reason: str, *steps: str | int) -> None:
        """Note something so grave that nothing else is said of the object."""
        self.findings.stopped.add(self.place[:2])
        self.findings.document.fault((*self.place, *steps), reason)

    def read(self, fields: Iterable[Field]) -> dict[str, Any]:
        """Give the columns that the object states; what is missing or wrong is noted and left out."""
        found: dict[str, Any] = {}
        for each in fields:
            missing = self.get(each.key) is None
            if missing and each.required:
                self.fault(_("The key `%(key)s` is missing.", key=each.key))
            elif each.key in self.block:
                self._one(each, found)
        return found

    def _one(self, each: Field, found: dict[str, Any]) -> None:
        value = self.value(each.key, each.kind)
        if each.required and value == "":
            self.fault(_("Must not be empty."), each.key)
        elif each.refers and value is not None and not self.findings.knows(each.refers, value):
            self.fault(unknown(value, each.refers), each.key)
        elif value is not None or self.block[each.key] is None:
            found[each.column] = value

    def value(self, key: str, kind: Callable[[object], Any]) -> Any:
        """Read one key; None where its value is wrong, which is noted."""
        try:
            return kind(self.get(key))
        except ValueError as wrong:
            self.fault(str(wrong), key)
            return None

    def refs(self, key: str, section: str) -> list[str]:
        """List the known ids that a key holds, each once; others are noted."""
        found = dict(self._ids(key))
        for each, place in found.items():
            if not self.findings.knows(section, each):
                self.fault(unknown(each, section), key, place)
        return [each for each in found if self.findings.knows(section, each)]

    def ids(self, key: str) -> dict[str, int]:
        """List the ids that a key holds, with their places in the list; what is no id is noted."""
        return dict(self._ids(key))

    def _ids(self, key: str) -> Iterator[tuple[str, int]]:
        for place, value in enumerate(self.items(key)):
            try:
                yield identifier(value), place
            except ValueError as wrong:
                self.fault(str(wrong), key, place)

    def items(self, key: str) -> list[Any]:
        """Give the list that a key holds; empty where there is none, and what is no list is noted."""
        value = self.get(key)
        if value is not None and not isinstance(value, list):
            self.fault(_("Must be a list: [a, b]."), key)
            return []
        return list(value or ())

    def sub(self, key: str) -> "Entry | None":
        """Give the mapping that a key holds, if there is one."""
        return self.inner(self.get(key), key)

    def subs(self, key: str) -> list["Entry"]:
        """Give the mappings of the list that a key holds."""
        found = (self.inner(value, key, place) for place, value in enumerate(self.items(key)))
        return [each for each in found if each is not None]

    def inner(self, value: Any, *steps: str | int) -> "Entry | None":
        """Make an entry of a mapping inside this object; what is no mapping is noted."""
        if isinstance(value, Block):
            return self.findings.entry((*self.place, *steps), value, self.of)
        if value is not None:
            self.fault(_("Must be a mapping: {key: value}."), *steps)
        return None


def unknown(identity: str, section: str) -> str:
    """Say that nothing has this id."""
    return _("There is no `%(id)s` among %(section)s.", id=identity, section=section)
