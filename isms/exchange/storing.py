"""Desired rows against stored ones: each table is read once, and only what differs is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from isms.db import Base, OrganisationData
from isms.exchange.entries import Of

Key = tuple[Any, ...]
"""The values of a primary key, without the organisation."""


def key_names(model: type[Base]) -> tuple[str, ...]:
    """Name the columns of a table's key, without the organisation."""
    return tuple(str(column.key) for column in inspect(model).primary_key if column.key != "organisation_id")


@dataclass
class Tally:
    """Objects of the file whose rows were inserted, were there before, or were changed or removed."""

    inserted: set[Of] = field(default_factory=set)
    known: set[Of] = field(default_factory=set)
    touched: set[Of] = field(default_factory=set)

    @property
    def added(self) -> set[Of]:
        """Objects of which nothing was stored before."""
        return self.inserted - self.known

    @property
    def changed(self) -> set[Of]:
        """Objects that were there and are no longer the same."""
        return (self.touched | self.inserted) - self.added


class Rows:
    """The rows of one table: those stored, and those wanted with the columns that the file states."""

    def __init__(self, session: Session, model: type[Base], organisation: str) -> None:
        self.session, self.model, self.organisation = session, model, organisation
        self.names = key_names(model)
        self.stored = {self.key(row): row for row in self._read()}
        self.wanted: dict[Key, dict[str, Any]] = {}
        self.of: dict[Key, Of] = {}
        self.complete: dict[tuple[str, ...], dict[Key, Of]] = defaultdict(dict)

    def _read(self) -> Iterable[Any]:
        if issubclass(self.model, OrganisationData):
            return self.session.scalars(select(self.model))
        found = self.session.get(self.model, self.organisation)
        return [found] if found else []

    def key(self, row: Any) -> Key:
        """Give the key of a stored row."""
        return tuple(getattr(row, name) for name in self.names)

    def want(self, of: Of, values: dict[str, Any]) -> None:
        """Want a row with these columns; said again, the later columns hold."""
        key = tuple(values[name] for name in self.names)
        self.wanted.setdefault(key, {}).update(values)
        self.of[key] = of

    def whole(self, of: Of, fixed: dict[str, Any]) -> None:
        """Say that of the rows with these values only those wanted are to stay."""
        self.complete[tuple(fixed)][tuple(fixed.values())] = of

    def drop(self, *key: Any) -> None:
        """Want a row no longer."""
        self.wanted.pop(key, None)

    def view(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Give these columns of every row as they will be once the file is stored."""
        for key in {**self.stored, **self.wanted}:
            yield tuple(self.seen(key, column) for column in columns)

    def seen(self, key: Key, column: str) -> Any:
        """Give one column of a row as it will be; None where there is no such row."""
        wanted = self.wanted.get(key, {})
        return wanted[column] if column in wanted else getattr(self.stored.get(key), column, None)

    def store(self, tally: Tally) -> None:
        """Insert, update and remove until the wanted rows are stored; what is pointed at comes first."""
        for key in self._in_order():
            if key not in self.stored:
                self._insert(self.wanted[key])
                tally.inserted.add(self.of[key])
        self.session.flush()
        for key in self.wanted.keys() & self.stored.keys():
            tally.known.add(self.of[key])
            if self._update(self.stored[key], self.wanted[key]):
                tally.touched.add(self.of[key])
        tally.touched.update(self._remove())
        self.session.flush()

    def _in_order(self) -> Iterable[Key]:
        """Order the wanted rows so that those a row points at in its own table come before it."""
        column = _points_at_itself(self.model)
        ordered: dict[Key, None] = {}
        for key in self.wanted:
            walk: dict[Key, None] = {}
            while key in self.wanted and key not in walk and key not in ordered:
                walk[key] = None
                key = (self.wanted[key].get(column),)  # noqa: PLW2901 - follows what it points at
            ordered |= dict.fromkeys(reversed(walk))
        return ordered

    def _insert(self, values: dict[str, Any]) -> None:
        own = {"organisation_id": self.organisation} if issubclass(self.model, OrganisationData) else {}
        self.session.add(self.model(**own, **values))

    def _update(self, row: Any, values: dict[str, Any]) -> bool:
        different = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in different.items():
            setattr(row, name, value)
        return bool(different)

    def _remove(self) -> Iterator[Of]:
        for names, groups in self.complete.items():
            for key, row in self.stored.items():
                group = tuple(getattr(row, name) for name in names)
                if group in groups and key not in self.wanted:
                    self.session.delete(row)
                    yield groups[group]


def _points_at_itself(model: type[Base]) -> str:
    """Name the column that points at another row of the same table, if there is one."""
    found = (
        element.parent.key
        for constraint in inspect(model).local_table.foreign_key_constraints  # type: ignore[attr-defined]
        for element in constraint.elements
        if element.column.table is constraint.table and element.parent.key != "organisation_id"
    )
    return next(found, "")
