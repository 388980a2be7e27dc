"""Loading an organisation from a file: every section is read and checked, then all of it is stored, or nothing.

Features contribute sections. A section reads its objects and says which rows it wants; what is stored is compared
with them afterwards, so that a second load of the same file changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from isms.db import Act, Base, Database
from isms.exchange.entries import Entry, Findings, Of
from isms.exchange.kinds import identifier
from isms.exchange.reading import Block, Document, Faults, Items, compose
from isms.exchange.report import Count, Report
from isms.exchange.storing import Rows, Tally
from isms.i18n import gettext as _

ACTOR = "load"
NOT_BUILT = frozenset({
    "annual_wheel", "continuity_plans", "essential_services", "exceptions", "exercises", "findings",
    "governing_documents", "incident_types", "incidents", "insurance", "mcffs_2026_8_thresholds", "objectives", "slg",
    "trainings",
})  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A part of the file that a feature reads, in floor order, the lowest first; several may read the same part.

    `read(load)` is called whether the file has the part or not. `model` is the table whose ids, beside those of the
    file, other sections may point at.
    """

    key: str
    read: "Callable[[Load], None]"
    model: type[Base] | None = None


@dataclass
class Load:
    """One file on its way into one organisation."""

    session: Session
    organisation: str
    document: Document
    sections: tuple[Section, ...]
    warnings: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    shared: dict[object, Any] = field(default_factory=dict)
    _rows: dict[type[Base], Rows] = field(default_factory=dict)
    _entries: dict[str, list[Entry]] = field(default_factory=dict)
    _after: list[Callable[[Tally], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.models = {section.key: section.model for section in self.sections if section.model}
        self.findings = Findings(self.document, self.knows)
        self.named: dict[object, dict[str, Entry]] = {}
        for key in dict.fromkeys(section.key for section in self.sections):
            self._entries[key] = list(self._read_entries(key))

    def _read_entries(self, key: str) -> Iterator[Entry]:
        value = self.document.root.get(key)
        if isinstance(value, Block):
            yield self.findings.entry((key,), value, Of(key, key))
        elif isinstance(value, Items):
            for place, block in enumerate(value):
                yield from self._read_entry(key, place, block)
        elif value is not None:
            self.document.fault((key,), _("Must be a list of objects, or a mapping."))

    def _read_entry(self, key: str, place: int, block: object) -> Iterator[Entry]:
        if not isinstance(block, Block):
            self.document.fault((key, place), _("Must be a mapping: {key: value}."))
            return
        entry = self.findings.entry((key, place), block, Of(key, ""))
        if key in self.models or "id" in block:
            self._name(entry, key)
        yield entry

    def _name(self, entry: Entry, key: str) -> None:
        identity = entry.value("id", identifier)
        names = self.named.setdefault(self.models.get(key, key), {})
        if identity in names:
            first = self.document.line(names[identity].place)
            entry.fault(_("The id is taken; it is first used on line %(line)s.", line=first), "id")
        elif identity:
            entry.of = Of(key, identity)
            names[identity] = entry

    def entries(self, key: str) -> list[Entry]:
        """List the objects of a section; a mapping is one object, and a section that is not there has none."""
        return self._entries.get(key, [])

    def knows(self, section: str, identity: str) -> bool:
        """Whether an id is that of an object in the section of the file, or of one stored before."""
        model = self.models.get(section)
        if found := self.named.get(model or section, {}).get(identity):
            return found.of.section == section
        return model is not None and (identity,) in self.rows(model).stored

    def rows(self, model: type[Base]) -> Rows:
        """Give the rows of a table, read from the database at the first call."""
        if model not in self._rows:
            self._rows[model] = Rows(self.session, model, self.organisation)
        return self._rows[model]

    def want(self, model: type[Base], of: Of, **values: Any) -> None:
        """Want a row to be stored with these columns, whatever it holds else."""
        self.rows(model).want(of, values)

    def link(self, model: type[Base], of: Of, fixed: dict[str, str], rows: Iterable[dict[str, Any]]) -> None:
        """Want exactly these rows among those with the fixed values."""
        self.rows(model).whole(of, fixed)
        for row in rows:
            self.want(model, of, **fixed, **row)

    def warn(self, text: str) -> None:
        """Say something that a person should look into; said twice it counts once."""
        self.warnings[text] = None

    def note(self, text: str) -> None:
        """Say something about the file; said twice it counts once."""
        self.notes[text] = None

    def after(self, act: Callable[[Tally], None]) -> None:
        """Act when all rows are stored, for what needs to know the versions they were given."""
        self._after.append(act)

    def check(self) -> None:
        """Raise Faults with everything that is wrong; where there is a stop, nothing else of that object is said."""
        for place, reason in self.findings.faults:
            if place[:2] not in self.findings.stopped:
                self.document.fault(place, reason)
        if self.document.faults:
            raise Faults(sorted(self.document.faults, key=lambda fault: fault.line))

    def store(self) -> Tally:
        """Write what differs, table by table so that what is pointed at comes first."""
        tally = Tally()
        for table in Base.metadata.sorted_tables:
            for model, rows in self._rows.items():
                if model.__table__ is table:
                    rows.store(tally)
        for act in self._after:
            act(tally)
        self.session.flush()
        return tally


def load_file(database: Database, path: Path, sections: Iterable[Section]) -> Report:
    """Load a file into its organisation in one transaction, and say what was done.

    Raises Faults with all that is wrong, when nothing was stored; OSError when the file cannot be read.
    """
    document = compose(path)
    organisation = named(document)
    with database.writing(organisation, Act(ACTOR, path.name)) as session:
        return load(session, organisation, document, sections)


def named(document: Document) -> str:
    """Name the organisation that a file is about, from `meta.dataset`; raises Faults where there is none."""
    meta = document.root.get("meta")
    try:
        return identifier(meta.get("dataset") if isinstance(meta, dict) else None)
    except ValueError as wrong:
        document.fault(("meta", "dataset"), str(wrong))
        raise Faults(document.faults) from None


def load(session: Session, organisation: str, document: Document, sections: Iterable[Section]) -> Report:
    """Read and check all sections, then store what they want; the caller commits.

    Raises Faults with all that is wrong, before anything is written.
    """
    found = Load(session, organisation, document, tuple(sections))
    _refuse_unknown(document, found)
    for section in found.sections:
        section.read(found)
    found.check()
    return _report(found, found.store())


def _refuse_unknown(document: Document, found: Load) -> None:
    known = NOT_BUILT | {section.key for section in found.sections}
    for key in document.root:
        if key not in known and not key.endswith("_note"):
            document.fault((key,), _("No such section is known."))


def _report(found: Load, tally: Tally) -> Report:
    built = dict.fromkeys(section.key for section in found.sections)
    touched = tally.added | tally.changed
    keys = [*built, *sorted({of.section for of in touched} - built.keys())]
    counts = (Count(key, _count(tally.added, key), _count(tally.changed, key)) for key in keys)
    root = found.document.root
    return Report(
        file=found.document.name,
        organisation=found.organisation,
        counts=tuple(count for count in counts if count.added or count.changed),
        left=tuple((key, len(root[key]) if isinstance(root[key], list) else 0) for key in root if key not in built),
        notes=(*found.notes, *_unread(found.findings)),
        warnings=tuple(found.warnings),
    )


def _count(objects: set[Of], section: str) -> int:
    return sum(of.section == section for of in objects)


def _unread(findings: Findings) -> Iterator[str]:
    """Say which keys nothing reads, each once with how many objects have it."""
    found: dict[str, list[int]] = {}
    for entry in findings.entries.values():
        for key in entry.block.keys() - entry.asked - {"id"}:
            path = ".".join(str(step) for step in (*entry.place, key) if isinstance(step, str))
            found.setdefault(path, []).append(entry.block.lines[key])
    for path, lines in sorted(found.items()):
        yield _(
            "`%(path)s` is not read (%(count)s times, first on line %(line)s).",
            path=path,
            count=len(lines),
            line=min(lines),
        )
