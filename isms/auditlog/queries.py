"""Selections from the log."""

from sqlalchemy import Select, or_, select

from isms.auditlog.models import Change


def history(object_type: str, object_id: str, limit: int = 12) -> Select[Change]:
    """Select the newest changes of one object and of what hangs on it, such as its links."""
    same = Change.object_id == object_id
    parts = Change.object_id.startswith(object_id + "/", autoescape=True)
    kinds = or_(Change.object_type == object_type, Change.object_type.startswith(object_type + "_", autoescape=True))
    return select(Change).where(kinds, or_(same, parts)).order_by(Change.id.desc()).limit(limit)


def since(object_types: tuple[str, ...], after: int) -> Select[Change]:
    """Select what changed in some tables after an entry of the log."""
    return select(Change).where(Change.object_type.in_(object_types), Change.id > after).order_by(Change.id)
