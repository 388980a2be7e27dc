"""What a view gives back: a page, the part of it that htmx asked for, or a form that was not accepted."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Redirect


def page(full: str, part: str | None = None, /, **values: object) -> Response:
    """Render a page, or only its part when htmx asks; the same address gives both, so caches must know."""
    partial = part is not None and request.headers.get("HX-Request") == "true"
    response = make_response(render_template(part if partial and part else full, **values))
    if part:
        response.vary.add("HX-Request")
    return response


def form_page(template: str, form: FlaskForm, **values: object) -> tuple[str, int]:
    """Show a form: 200 when it is new, 422 with all that was typed when it has faults."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_template(template, form=form, **values), status


def done(message: str, endpoint: str, **values: str | int | None) -> Redirect:
    """Say what was done and go on to a page."""
    flash(message, "good")
    return redirect(url_for(endpoint, **values))  # type: ignore[arg-type]


def back(default: str) -> str:
    """Name the page to go back to: `next` when it is a path of ours, else `default` (an address)."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if safe else default


def arguments(**changes: object) -> dict[str, object]:
    """Take the page's own arguments with some changed; None removes one. For links that sort, filter and page."""
    kept: Mapping[str, object] = {**request.args.to_dict(flat=True), **(request.view_args or {})}
    return {name: value for name, value in {**kept, **changes}.items() if value is not None}
