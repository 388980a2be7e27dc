"""Strict YAML: what is ambiguous or clever is refused, and everything keeps the line it was written on.

Aliases can swell a small file without end, tags can call code, and a key given twice hides one of its values; dates
and numbers with a point are not guessed at, since control 5.10 is not 5.1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from isms.i18n import gettext as _

MOST_BYTES = 10_000_000
MOST_DEPTH = 32
MOST_FAULTS = 1_000

Place = tuple[str | int, ...]
"""The keys and indexes that lead from the top to a value."""

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(\.?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|\.(inf|nan))", re.I)
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: file, line from 1, path such as `assets[T004].owner_unit`, and the reason."""

    file: str
    line: int
    path: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.path, self.reason) if part)


class Faults(Exception):
    """All that is wrong with a file, told in one go; nothing of the file was used."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A number with a point, or one that computers write in several ways; in quotes it would be a text."""

    text: str


class Block(dict[str, Any]):
    """A mapping that knows its line, and the line of each of its keys."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A sequence that knows its line, and the line of each of its items."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


@dataclass
class Document:
    """A file as it was read: its top mapping in `root`, and what was wrong with how it is written in `faults`."""

    name: str
    root: Block = field(default_factory=lambda: Block(1))
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, reason: str, line: int | None = None) -> None:
        """Note what is wrong at a place; its line is found, unless one is given."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(self.name, line or self.line(place), self.path(place), reason))

    def line(self, place: Place) -> int:
        """Find the line of a place, or of the nearest thing around it that is there."""
        here: Any = self.root
        found = self.root.line
        for step in place:
            lines = getattr(here, "lines", None)
            if lines is None or not _has(here, step):
                break
            found, here = lines[step], here[step]
        return found

    def path(self, place: Place) -> str:
        """Write a place for people; an item that has an id is named by it: `assets[T004].owner_unit`."""
        here: Any = self.root
        said = ""
        for step in place:
            here = here[step] if _has(here, step) else None
            if isinstance(step, str):
                said += f".{step}" if said else step
            else:
                own = here.get("id") if isinstance(here, dict) else None
                said += f"[{own if isinstance(own, str) and len(own) <= 64 else step}]"
        return said


def _has(here: Any, step: str | int) -> bool:
    if isinstance(here, Block):
        return step in here
    return isinstance(here, Items) and isinstance(step, int) and step < len(here)


def read(source: Path | bytes, name: str = "") -> Document:
    """Read a YAML file of a mapping into plain values, refusing what is ambiguous.

    Raises Faults with everything that is wrong with how it is written, and OSError for a file that cannot be read.
    """
    document = compose(source, name)
    if document.faults:
        raise Faults(document.faults)
    return document


def compose(source: Path | bytes, name: str = "") -> Document:
    """Read as `read` does, but keep the faults beside what could be read, so that a reader can add its own.

    Raises Faults at once for what cannot be read on: wrong YAML, too large, not UTF-8, or no mapping at the top.
    """
    data, name = (source, name) if isinstance(source, bytes) else (_bytes(source), name or str(source))
    document = Document(name)
    if len(data) > MOST_BYTES:
        _refuse(document, 1, _("The file is larger than %(size)s MB.", size=MOST_BYTES // 1_000_000))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        _refuse(document, line, _("The text is not UTF-8; save the file in that encoding."))
    _Composer(document, text).compose()
    return document


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _refuse(document: Document, line: int, reason: str) -> NoReturn:
    raise Faults([*document.faults, Fault(document.name, line, "", reason)])


class _Composer:
    """One walk through the parser's events."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text

    def compose(self) -> None:
        """Fill the document; YAML that cannot be parsed ends the walk."""
        try:
            self.events: Any = yaml.CSafeLoader(self.text)
            self._top()
        except yaml.MarkedYAMLError as wrong:
            mark = wrong.problem_mark or wrong.context_mark
            reason = _("This is not YAML: %(problem)s.", problem=wrong.problem or "?")
            _refuse(self.document, mark.line + 1 if mark else 1, reason)
        except yaml.reader.ReaderError as wrong:
            line = self.text.count("\n", 0, wrong.position) + 1
            _refuse(self.document, line, _("A character that no text holds is in the file."))

    def _top(self) -> None:
        self.events.get_event()
        self.events.get_event()
        event = self.events.get_event()
        if not isinstance(event, yaml.MappingStartEvent):
            _refuse(self.document, 1, _("The file must be a mapping: `key: value`, from its first line."))
        self._into_block(self.document.root, event, ())
        self.events.get_event()
        if not isinstance(extra := self.events.get_event(), yaml.StreamEndEvent):
            _refuse(self.document, extra.start_mark.line + 1, _("A file holds one document; there is a second one."))

    def _value(self, event: Any, place: Place) -> Any:
        line = event.start_mark.line + 1
        if len(place) > MOST_DEPTH:
            _refuse(self.document, line, _("More than %(depth)s levels lie within each other.", depth=MOST_DEPTH))
        if isinstance(event, yaml.AliasEvent):
            return self._fault(place, line, _("Aliases (*name) are refused; write the value out."))
        if event.anchor:
            self._fault(place, line, _("Anchors (&name) are refused; write the value out where it is needed."))
        if event.tag is not None:
            self._fault(place, line, _("Tags (!name) are refused."))
        if isinstance(event, yaml.MappingStartEvent):
            return self._into_block(Block(line), event, place)
        return self._items(event, place) if isinstance(event, yaml.SequenceStartEvent) else self._scalar(event, place)

    def _into_block(self, block: Block, _start: Any, place: Place) -> Block:
        while not isinstance(event := self.events.get_event(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            key = self._key(event, place)
            value = self._value(self.events.get_event(), (*place, key))
            if key in block:
                first = block.lines[key]
                self._fault((*place, key), line, _("The key is given twice; first on line %(line)s.", line=first))
            else:
                block[key], block.lines[key] = value, line
        return block

    def _key(self, event: Any, place: Place) -> str:
        if isinstance(event, yaml.ScalarEvent) and not event.anchor and event.tag is None:
            return str(self._clean(event.value, place, event))
        self._value(event, (*place, "?"))
        self._fault(place, event.start_mark.line + 1, _("A key must be a plain text."))
        return "?"

    def _items(self, start: Any, place: Place) -> Items:
        items = Items(start.start_mark.line + 1)
        while not isinstance(event := self.events.get_event(), yaml.SequenceEndEvent):
            items.lines.append(event.start_mark.line + 1)
            items.append(self._value(event, (*place, len(items))))
        return items

    def _scalar(self, event: Any, place: Place) -> Any:
        text = self._clean(event.value, place, event)
        if event.style or not event.implicit[0]:
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if _WHOLE.fullmatch(text):
            return int(text)
        return Unquoted(text) if _NUMBER.fullmatch(text) else text

    def _clean(self, text: str, place: Place, event: Any) -> str:
        if _UNPRINTABLE.search(text):
            self._fault(place, event.start_mark.line + 1, _("A character that no text holds is in the file."))
        return text

    def _fault(self, place: Place, line: int, reason: str) -> None:
        self.document.fault(place, reason, line)
