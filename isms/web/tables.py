"""Registers: searched, filtered, sorted and paged in SQL, with the same number of queries whatever their length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from sqlalchemy import Select, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from isms.web.pages import arguments

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of a register; `number` counts from 1."""

    rows: Sequence[Any]
    number: int
    total: int
    sort: str
    descending: bool

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first(self) -> int:
        """The place of the first row shown, from 1."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return self.first + len(self.rows) - 1

    def url(self, number: int) -> str:
        """Give the address of another page of the same selection."""
        return url_for(str(request.endpoint), **arguments(page=number))  # type: ignore[arg-type]

    def sort_url(self, column: str) -> str:
        """Give the address that sorts by a column, the other way round when it already does."""
        turned = "desc" if column == self.sort and not self.descending else None
        return url_for(str(request.endpoint), **arguments(sort=column, dir=turned, page=None))  # type: ignore[arg-type]

    def direction(self, column: str) -> str:
        """Name the sorting of a column as `aria-sort` wants it."""
        if column != self.sort:
            return "none"
        return "descending" if self.descending else "ascending"


def listing(
    session: Session,
    rows: Select[Any],
    sorts: Mapping[str, SQLColumnExpression[Any]],
    first: str,
    counted: Select[Any] | None = None,
) -> Page:
    """Fetch the page of a register that the request asks for.

    `sorts` maps what may be sorted by, as written in the address, to its column; unknown names are ignored. The
    last of `sorts` breaks ties, so let it be the identifier. `first` is the usual one, "-name" for the highest first.
    `counted` selects the same rows with less joined to them, where a register is long and counting must be cheap.
    """
    chosen, usual = request.args.get("sort"), first.removeprefix("-")
    sort = chosen if chosen and chosen in sorts else usual
    descending = request.args.get("dir") == "desc" or (chosen is None and first != usual)
    whole = rows if counted is None else counted
    total = session.scalar(select(func.count()).select_from(whole.order_by(None).subquery())) or 0
    number = min(max(1, request.args.get("page", 1, type=int)), max(1, -(-total // PAGE_SIZE)))
    order = sorts[sort].desc() if descending else sorts[sort].asc()
    tie = list(sorts.values())[-1]
    found = session.execute(rows.order_by(None).order_by(order, tie).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(found.all(), number, total, sort, descending)
