"""Load the catalogue files into their tables, and see that what is stored is what the files say."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from isms.catalogue import queries, rows
from isms.catalogue.agreement import examine, read_all
from isms.catalogue.files import CatalogueFile, digest_of, name_of, paths
from isms.catalogue.models import Catalogue, Control
from isms.exchange.reading import Fault
from isms.i18n import gettext as _


def load_catalogues(session: Session, folder: Path, now: datetime) -> tuple[str, ...]:
    """Load the files of a folder that are new or differ by their digest; says which catalogues are now otherwise.

    Raises Faults with everything that is wrong in any file; then nothing is loaded. A control that a file no longer
    holds stays stored, since decisions point at it; `check` names it.
    """
    stored = {found.id: found for found in session.scalars(queries.catalogues())}
    digests = {name_of(path, folder): digest_of(path.read_bytes()) for path in paths(folder)}
    if digests == {found.file: found.digest for found in stored.values()}:
        return ()
    different = [file for file in read_all(folder) if not _is_stored(file, stored)]
    for file in different:
        _store_header(session, file, stored.get(file.id), now)
    session.flush()
    for file in different:
        _store_content(session, file)
    session.flush()
    return tuple(file.id for file in different)


def _is_stored(file: CatalogueFile, stored: Mapping[str, Catalogue]) -> bool:
    found = stored.get(file.id)
    return found is not None and (found.file, found.digest) == (file.name, file.digest)


def _store_header(session: Session, file: CatalogueFile, stored: Catalogue | None, now: datetime) -> None:
    values = rows.header(file, now)
    if stored is None:
        session.add(Catalogue(**values))
    else:
        _set(stored, values)


def _store_content(session: Session, file: CatalogueFile) -> None:
    """Add what is new, change what differs, and remove what the file no longer holds, but never a control."""
    model, wanted = rows.content(file)
    keys = [str(column.key) for column in model.__mapper__.primary_key]
    own = select(model).where(getattr(model, rows.owner(model)) == file.id)
    stored = {tuple(getattr(row, key) for key in keys): row for row in session.scalars(own)}
    for values in wanted:
        if found := stored.pop(tuple(values[key] for key in keys), None):
            _set(found, values)
        else:
            session.add(model(**values))
    for gone in stored.values():
        if not isinstance(gone, Control):
            session.delete(gone)


def _set(row: object, values: rows.Row) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def check(folder: Path, session: Session | None = None) -> list[Fault]:
    """List what is wrong in the files, and, given a session, where the stored catalogues are not what they say."""
    files, faults = examine(folder)
    if session is not None and not faults:
        faults = [fault for file in files for fault in _stored_otherwise(session, file)]
        faults += _without_file(session, files)
    return faults


def _stored_otherwise(session: Session, file: CatalogueFile) -> Iterator[Fault]:
    stored = session.get(Catalogue, file.id)
    if stored is None or stored.digest != file.digest:
        said = _("Is not stored.") if stored is None else _("Is stored with other content.")
        yield Fault(file.name, 1, "", said + " " + _("Run isms init to load it."))
    elif file.kind == "controls":
        for control in session.scalars(queries.controls_of(file.id)):
            if control.id not in file.ids:
                yield Fault(file.name, 1, "", _("%(id)s is stored, and the file does not hold it.", id=control.id))


def _without_file(session: Session, files: list[CatalogueFile]) -> list[Fault]:
    known = {file.id for file in files}
    gone = [found for found in session.scalars(queries.catalogues()) if found.id not in known]
    return [Fault(found.file, 1, "", _("%(id)s is stored, and has no file.", id=found.id)) for found in gone]
