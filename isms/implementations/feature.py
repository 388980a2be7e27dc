"""What implementations offer to the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.access.person import current_user
from isms.access.rules import Permission
from isms.catalogue.rules_keys import key
from isms.feature import Feature, Hit, Link, Panel, Source, Todo
from isms.i18n import either, lazy, ngettext
from isms.i18n import gettext as _
from isms.implementations import loads, queries, services
from isms.implementations.needs import gaps, needs
from isms.implementations.views import bp

READ, WRITE = Permission.IMPLEMENTATION_READ, Permission.IMPLEMENTATION_WRITE


def _of_control(session: Session, control: str, _today: date) -> dict[str, Any]:
    common = services.provided(session)
    rows = [(row, services.standing(row, common)) for row in session.execute(queries.of_control(*key(control)))]
    lacking = sum(bool(found.deficiency and found.deficiency.serious) for _row, found in rows)
    return {"rows": rows, "lacking": lacking, "control": control, "gap": bool(lacking) or not rows}


def _required(session: Session, asset: str, _today: date) -> dict[str, Any] | None:
    """Show what an asset's levels require, and what it meets beyond that."""
    common = services.provided(session)
    found = needs(session, asset, common)
    rows = session.execute(queries.of_asset(asset)).all()
    others = [(row, services.standing(row, common)) for row in rows if row.id not in {need.written for need in found}]
    missing = sum(need.missing for need in found)
    return {"needs": found, "missing": missing, "asset": asset, "rows": others} if found or others else None


def _find(session: Session, words: str, limit: int) -> Sequence[Hit]:
    kind = _("Implementation")
    return [
        Hit(row.id, f"{row.control_id} {either(row.title_sv, row.title_en)}: {row.subject}",
            url_for("implementations.detail", identifier=row.id), kind)
        for row in session.execute(queries.found(words, limit))
    ]  # fmt: skip


def _reviews(session: Session, today: date) -> Sequence[Todo]:
    late = session.scalar(queries.reviews_overdue(today)) or 0
    if not late:
        return ()
    said = ngettext("%(num)s review of a control is overdue", "%(num)s reviews of controls are overdue", late)
    why = _("Ask those who are responsible whether it still is as written.")
    return (Todo("late", said, why, url_for("implementations.index", review="overdue"), "", "bad", "clock"),)


def _own_gaps(session: Session, _today: date) -> Sequence[Todo]:
    """List what is missing on the signed-in person's own systems."""
    return [
        Todo("waits", _("Document controls of %(name)s", name=gap.name),
             _("%(missing)s of %(needed)s required controls are missing.", missing=gap.missing, needed=gap.needed),
             url_for("assets.detail", identifier=gap.asset_id) + "#required", "", "warn", "half")
        for gap in gaps(session, current_user.person_id)
    ]  # fmt: skip


FEATURE = Feature(
    name="implementations",
    blueprint=bp,
    links=(Link(label=lazy("Implementation"), endpoint="implementations.index", permission=READ, group=2, order=40),),
    panels=(
        Panel(of="control", name="implementations", permission=READ, order=30, select=_of_control,
              template="implementations/_of_control.html"),
        Panel(of="asset", name="required", permission=READ, order=30, select=_required,
              template="implementations/_required.html"),
    ),
    sources=(Source(label=lazy("Implementation"), permission=READ, find=_find),),
    sections=loads.SECTIONS,
    todo=((Permission.STATEMENT_DECIDE, _reviews), (WRITE, _own_gaps)),
)  # fmt: skip
