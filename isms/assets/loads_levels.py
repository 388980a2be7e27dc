"""How a file writes levels: its own letters for the aspects, and the steps of its own scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from isms.classification.rules import ASPECTS, STOP_LEVEL, StopLevel, level, worst
from isms.exchange.entries import Entry
from isms.exchange.kinds import text
from isms.exchange.loading import Load
from isms.i18n import gettext as _
from isms.organisation import loads as organisation


def categories(load: Load) -> dict[str, str]:
    """Find a consequence category by its name, whole or up to its brackets, whatever its case."""
    found: dict[str, str] = {}
    for whole in organisation.settings(load).get("categories", ()):
        short = whole.partition(" (")[0].strip()
        found |= {whole.casefold(): short, short.casefold(): short}
    return found


@dataclass(frozen=True)
class Scale:
    """The letters of the file for each aspect, the levels that may be used, and the categories of consequence."""

    letters: Mapping[str, str]
    steps: frozenset[int]
    blocked: frozenset[int]
    enabled: frozenset[str]
    categories: Mapping[str, str]

    def aspects(self, entry: Entry, key: str) -> str:
        """Read a list of the file's letters into ours, in their order: "CIA"."""
        found = set()
        for place, letter in enumerate(entry.items(key)):
            if not isinstance(letter, str) or letter not in self.letters:
                entry.fault(_("Must be one of: %(words)s.", words=", ".join(self.letters)), key, place)
            else:
                found.add(self.letters[letter])
        return "".join(aspect for aspect in ASPECTS if aspect in found & self.enabled)

    def levels(self, entry: Entry, key: str) -> dict[str, int]:
        """Read a mapping of aspect to level; {} where there is none."""
        inner = entry.sub(key)
        if inner is None:
            return {}
        for letter in inner.block.keys() - self.letters.keys():
            inner.fault(_("Must be one of: %(words)s.", words=", ".join(self.letters)), letter)
        found = {
            letter: self._level(inner, inner.get(letter), letter) for letter in inner.block if letter in self.letters
        }
        return self._ours({letter: step for letter, step in found.items() if step is not None})

    def consequences(self, entry: Entry) -> dict[str, Any]:
        """Read the consequence of each aspect, one figure or one per category, and the levels that follow."""
        found = {letter: self._consequence(entry, letter) for letter in self.letters if letter in entry.block}
        for letter, aspect in self.letters.items():
            if aspect in self.enabled and found.get(letter) is None and letter not in entry.block:
                entry.fault(_("The key `%(key)s` is missing.", key=letter))
        given = self._ours({letter: value for letter, value in found.items() if value not in (None, {})})
        return {"consequences": given, "levels": dict(worst(given))}

    def _ours(self, found: Mapping[str, Any]) -> dict[str, Any]:
        ours = {self.letters[letter]: value for letter, value in found.items()}
        return {aspect: ours[aspect] for aspect in ASPECTS if aspect in ours and aspect in self.enabled}

    def _consequence(self, entry: Entry, letter: str) -> Any:
        value = entry.get(letter)
        if not isinstance(value, Mapping):
            return self._level(entry, value, letter)
        found = {}
        for name, figure in value.items():
            if (category := self.categories.get(name.strip().casefold())) is None:
                entry.fault(_("There is no such category of consequence."), letter, name)
            elif (step := self._level(entry, figure, letter, name)) is not None:
                found[category] = step
        if not value:
            entry.fault(_("Must not be empty."), letter)
        return found

    def _level(self, entry: Entry, value: object, *steps: str) -> int | None:
        """Read a level of the scale; one that is blocked stops everything else said of the object."""
        found = self._figure(value)
        if found in self.blocked:
            entry.stop(stop_sign(), *steps[:1])
            return None
        if found not in self.steps:
            words = ", ".join(map(str, sorted(self.steps)))
            entry.fault(_("Must be one of: %(words)s.", words=words), *steps)
            return None
        return found

    def _figure(self, value: object) -> int:
        try:
            return level(value if isinstance(value, int) and not isinstance(value, bool) else text(value))
        except StopLevel:
            return STOP_LEVEL
        except ValueError:
            return -1


def stop_sign() -> str:
    """Say that a level is not for this register, and to whom to turn; nothing of the text is repeated."""
    return _("This level may not be registered here; contact the protective security manager (säkerhetsskyddschef).")


def scale(load: Load) -> Scale:
    """Give the scale of the organisation, from the file or as it was stored."""
    chosen = organisation.settings(load)
    known = chosen.get("classification", {})
    letters = {each["letter"]: each["id"] for each in known.get("aspects", ()) if each.get("letter")}
    steps = frozenset(each["level"] for each in known.get("levels", ()) if "level" in each)
    return Scale(
        letters or {aspect: aspect for aspect in ASPECTS},
        steps & frozenset(range(4)) or frozenset(range(4)),
        frozenset({STOP_LEVEL, *known.get("blocked", ())}),
        frozenset(chosen.get("aspects", ("C", "I", "A"))),
        categories(load),
    )
