"""What the catalogue files must agree on: names, references, and how many controls a published framework holds."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from isms.catalogue.files import CatalogueFile, listed, name_of, paths, read
from isms.catalogue.rules import THEME_COUNTS
from isms.exchange.reading import Fault, Faults, Place
from isms.i18n import gettext as _

COUNTS = {"iso-27002-2022": 93, "iso-27002-2013": 114, "iso-27001-2022": 156, "nis2-2022-2555-art-21": 10}
"""How many controls or requirements each published framework holds, whatever a file says."""

Known = Mapping[str, CatalogueFile]
Found = Iterator[tuple[Place, str]]
"""What is wrong: where, and what to say."""


def read_all(folder: Path) -> list[CatalogueFile]:
    """Read all catalogue files of a folder; raises Faults that names everything that is wrong in any of them."""
    files, faults = examine(folder)
    if faults:
        raise Faults(faults)
    return files


def examine(folder: Path) -> tuple[list[CatalogueFile], list[Fault]]:
    """Read all catalogue files of a folder, with all that is wrong in them; unreadable files are only in the faults.

    What they must agree on is only checked when all could be read, else every reference would be a fault.
    """
    files: list[CatalogueFile] = []
    faults: list[Fault] = []
    for path in paths(folder):
        try:
            files.append(read(path.read_bytes(), name_of(path, folder)))
        except Faults as unreadable:
            faults.extend(unreadable.faults)
    if not faults:
        compare(files)
    faults.extend(fault for file in files for fault in file.document.faults)
    return files, sorted(faults, key=lambda fault: (fault.file, fault.line))


def compare(files: list[CatalogueFile]) -> None:
    """Note in each file where it does not agree with itself or with the others."""
    known: dict[str, CatalogueFile] = {}
    for file in files:
        if known.setdefault(file.id, file) is not file:
            file.document.fault(("catalogue",), _("%(other)s has the same name.", other=known[file.id].name))
    for file in files:
        checks: tuple[Check, ...] = (_unique, _counts, *_CHECKS.get(file.kind, ()))
        for place, said in [found for check in checks for found in check(file, known)]:
            file.document.fault(place, said)


def _unique(file: CatalogueFile, _known: Known) -> Found:
    seen: set[str] = set()
    for number, row in enumerate(file.rows):
        ends = (row.get("from"), row.get("framework"), row.get("to")) if "to" in row else (row.get("id"),)
        said = " – ".join(str(end) for end in ends if end)
        if said and said in seen:
            yield (file.key, number), _("%(id)s stands here a second time.", id=said)
        seen.add(said)


def _counts(file: CatalogueFile, _known: Known) -> Found:
    wanted = COUNTS.get(file.id, len(file.rows))
    if len(file.rows) != wanted:
        yield (file.key,), _("There must be %(wanted)s, and here are %(found)s.", wanted=wanted, found=len(file.rows))
    if file.id == "iso-27002-2022":
        found = Counter(str(row.get("theme")) for row in file.rows)
        for theme, number in THEME_COUNTS.items():
            if found[theme] != number:
                said = _("Theme %(theme)s must hold %(wanted)s controls, and here are %(found)s.",
                         theme=theme, wanted=number, found=found[theme])  # fmt: skip
                yield (file.key,), said


def _parents(file: CatalogueFile, _known: Known) -> Found:
    above: set[str] = set()
    for number, row in enumerate(file.rows):
        if row.get("parent") is not None and str(row["parent"]) not in above:
            yield (file.key, number, "parent"), _("%(id)s does not stand above this line.", id=row["parent"])
        above.add(str(row.get("id")))


def _ends(file: CatalogueFile, known: Known) -> Found:
    root = file.document.root
    source = root["from"].get("framework") if isinstance(root.get("from"), Mapping) else None
    targets = listed(root.get("to"))
    for number, row in enumerate(file.rows):
        target = row.get("framework")
        yield from _missing((file.key, number, "from"), known, source, row.get("from"))
        yield from _missing((file.key, number, "to"), known, target, row.get("to"))
        if target not in targets:
            yield (file.key, number, "framework"), _("%(id)s is not named under to.", id=target)
    for number, new in enumerate(listed(root.get("new"))):
        yield from _missing(("new", number), known, targets[0] if targets else None, new)


def _rules(file: CatalogueFile, known: Known) -> Found:
    framework = file.document.root.get("framework")
    for number, row in enumerate(file.rows):
        if row.get("id") != f"{row.get('aspect')}{row.get('level')}":
            yield (file.key, number, "id"), _("Name the rule by its aspect and level, such as C2.")
        for at, control in enumerate(listed(row.get("controls"))):
            yield from _missing((file.key, number, "controls", at), known, framework, control)


def _missing(place: Place, known: Known, framework: Any, wanted: Any) -> Found:
    """Say that what is referred to does not exist; what is no text at all is a fault of its own elsewhere."""
    if not isinstance(framework, str) or not isinstance(wanted, str):
        return
    if framework not in known:
        yield place, _("There is no catalogue %(id)s.", id=framework)
    elif wanted not in known[framework].ids:
        yield place, _("%(id)s is not in %(framework)s.", id=wanted, framework=framework)


Check = Callable[[CatalogueFile, Known], Found]
_CHECKS: Mapping[str, tuple[Check, ...]] = {
    "requirements": (_parents,),
    "mapping": (_ends,),
    "protection": (_rules,),
}
