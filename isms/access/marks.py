"""The mark that every view bears, and the one gate that reads it: what bears none is shut."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from isms.access.person import current_user
from isms.access.rules import Permission, allowed

View = TypeVar("View", bound=Callable[..., object])


class Unmarked(RuntimeError):
    """A route bears no mark of who may use it, so the program does not start."""


def requires(permission: Permission, *, hashes: bool = False) -> Callable[[View], View]:
    """Mark a view with the permission it asks for.

    `hashes` says that the view checks a password before it writes, and so takes the write lock itself.
    """

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        view.hashes = hashes  # type: ignore[attr-defined]
        return view

    return mark


def public(reason: str) -> Callable[[View], View]:
    """Mark a view that anyone may use, with the reason why."""

    def mark(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]
        return view

    return mark


# The endpoints of libraries cannot be decorated, so they are named here.
PUBLIC = {
    "security.login": "signing in comes before having a right",
    "security.logout": "signing out needs no right",
    "static": "the look of the pages holds no data",
    "security.static": "the look of the pages holds no data",
}


def permission_of(app: Flask, endpoint: str) -> Permission | str | None:
    """Read the mark of an endpoint: a permission, the reason why it is public, or None."""
    view = app.view_functions[endpoint]
    return getattr(view, "permission", None) or getattr(view, "public", None) or PUBLIC.get(endpoint)


def refuse_unmarked(app: Flask) -> None:
    """Stop the start when any route bears no mark. Raises Unmarked, which names them."""
    if missing := sorted(name for name in app.view_functions if permission_of(app, name) is None):
        raise Unmarked(f"These routes do not say who may use them: {', '.join(missing)}")


def gate() -> Response | None:
    """Let a request through only when the signed-in person holds what the view asks for."""
    if request.endpoint is None:
        return None
    mark = permission_of(current_app, request.endpoint)
    if not isinstance(mark, Permission):
        return None if mark else abort(403)
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return None if allowed(current_user.roles_held, mark) else abort(403)


def may(permission: Permission | str) -> bool:
    """Whether the signed-in person holds the permission, for pages that show or hide a button."""
    return bool(current_user.is_authenticated) and allowed(current_user.roles_held, Permission(permission))
