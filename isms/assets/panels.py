"""What assets say on other pages: panels, the search, things to do, the count in the menu."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.assets import queries_pages, queries_register, services
from isms.assets.models import Asset, InformationType, Supplier
from isms.assets.queries import Rows
from isms.assets.queries_register import Wanted
from isms.feature import Hit, Todo
from isms.i18n import gettext as _
from isms.i18n import ngettext, sort_key


def by_name(rows: Iterable[Any]) -> list[Any]:
    """Order a few rows as a register does."""
    return sorted(rows, key=lambda row: (sort_key(row.name), row.id))


def listed(rows: Callable[[str], Rows]) -> Callable[[Session, str, date], dict[str, Any] | None]:
    """Make what fetches the assets that hang on an object, for a panel; nothing where there are none."""

    def fetch(session: Session, identifier: str, _today: date) -> dict[str, Any] | None:
        found = by_name(session.execute(rows(identifier)))
        return {"rows": found, "aspects": services.enabled(session)} if found else None

    return fetch


handling = listed(queries_pages.handling)
delivered_by = listed(queries_pages.delivered_by)
owned_by = listed(queries_pages.owned_by)


def find_assets(session: Session, words: str, limit: int) -> Sequence[Hit]:
    """Find assets by name or id."""
    return _hits(session, Asset, words, limit)


def find_information(session: Session, words: str, limit: int) -> Sequence[Hit]:
    """Find information types by name or id."""
    return _hits(session, InformationType, words, limit)


def find_suppliers(session: Session, words: str, limit: int) -> Sequence[Hit]:
    """Find suppliers by name or id."""
    return _hits(session, Supplier, words, limit)


def _hits(session: Session, model: Any, words: str, limit: int) -> list[Hit]:
    kind, endpoint = {
        Asset: (_("Asset"), "assets.detail"),
        InformationType: (_("Information type"), "assets.information_types.detail"),
        Supplier: (_("Supplier"), "assets.suppliers.detail"),
    }[model]
    rows = session.execute(queries_pages.found(model, words, limit))
    return [Hit(row.id, row.name, url_for(endpoint, identifier=row.id), kind) for row in rows]


def stale(session: Session, _today: date) -> int:
    """Count the assets whose classification is stale, no further than the menu has room for."""
    return session.scalar(queries_register.at_most(queries_register.stale())) or 0


def overdue(session: Session, today: date) -> int:
    """Count the assets whose review is overdue, no further than a headline has room for."""
    late = queries_register.matching(Wanted(state="overdue"), today)
    return session.scalar(queries_register.at_most(late)) or 0


def todo(session: Session, today: date) -> Sequence[Todo]:
    """Say that classifications are stale and reviews overdue, one line each."""
    found = []
    if stale_ones := stale(session, today):
        said = ngettext(
            "%(num)s asset has a stale classification", "%(num)s assets have a stale classification", stale_ones
        )
        why = _("What they inherit is now higher than what was decided.")
        found.append(Todo("late", said, why, url_for("assets.index", state="stale"), "", "warn", "alert"))
    if late := overdue(session, today):
        said = ngettext("%(num)s asset is overdue for review", "%(num)s assets are overdue for review", late)
        why = _("The system owners confirm or change what is written of them.")
        found.append(Todo("late", said, why, url_for("assets.index", state="overdue"), "", "bad", "clock"))
    return found
