"""Faults as pages: each says what happened and what to do, and nothing that was typed or stored is lost."""

from flask import Flask, current_app, render_template, request
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from isms.exchange.workbook import Unwritable
from isms.i18n import gettext as _
from isms.i18n import lazy
from isms.web import session as web


class Refusal(Exception):
    """A rule of the management system says no; the message is a sentence for the person who asked."""


# A constraint's name → what to say; the constraint is the truth, a form's own check a courtesy.
CONSTRAINTS = {
    "ck_statement_version_two_people": lazy("The one who approves must be another person than the one who proposed."),
    "ck_asset_dependency_not_itself": lazy("An asset cannot rest on itself."),
}


SECRET = {"csrf_token", "password", "current", "new", "version", "next"}
"""Fields that are never shown again: secrets, and what only the form needs."""


def _told(status: int, title: str, text: str) -> tuple[str, int]:
    """Say what happened on a page of its own; what failed is dropped first, since the page asks the database too."""
    web.session.rollback()
    return render_template("errors/error.html", status=status, heading=title, text=text, typed=_typed()), status


def _typed() -> list[tuple[str, str]]:
    """List what was typed in the form that failed, so that nobody has to remember it."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET and value]


def _http(fault: HTTPException) -> tuple[str, int]:
    titles = {
        400: (_("This request cannot be understood"), _("Go back, load the page again and send it once more.")),
        403: (_("This is not for you"), _("Your role does not include this page. Ask the coordinator.")),
        404: (_("The page does not exist"), _("It may have moved, or the address is wrong. Go to the start page.")),
        413: (_("That was too much"), _("Send less at a time.")),
    }  # fmt: skip
    status = fault.code or 500
    if status >= 500:
        return _last_resort(status)
    title, text = titles.get(status, (fault.name, _("Go back and try again.")))
    return _told(status, title, text)


def _last_resort(status: int) -> tuple[str, int]:
    """Answer when nothing can be trusted, the database least of all."""
    return current_app.jinja_env.get_template("errors/plain.html").render(), status


def _missing(_fault: NoResultFound) -> tuple[str, int]:
    return _http(HTTPException404)


def _stale(_fault: StaleDataError) -> tuple[str, int]:
    return _told(
        409,
        _("Someone else saved first"),
        _("What you opened has been changed since. What you wrote is below: open the page again and add it there."),
    )


def _refused(fault: Refusal | Unwritable) -> tuple[str, int]:
    return _told(409, _("This cannot be done now"), str(fault))


def _constraint(fault: IntegrityError) -> tuple[str, int]:
    text = next((str(said) for name, said in CONSTRAINTS.items() if name in str(fault.orig)), "")
    return _told(
        409,
        _("This cannot be saved"),
        text or _("It does not agree with what is already there. Check identifiers and links."),
    )


def _busy(_fault: OperationalError) -> tuple[str, int]:
    return _last_resort(503)


class _NotFound(HTTPException):
    code = 404


HTTPException404 = _NotFound()


def use(app: Flask) -> None:
    """Let the application answer faults with pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NoResultFound, _missing)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Unwritable, _refused)
    app.register_error_handler(IntegrityError, _constraint)
    app.register_error_handler(OperationalError, _busy)
