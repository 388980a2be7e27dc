"""The session of a request: opened at need, committed once when the answer is a success, dropped else."""

from http import HTTPStatus
from typing import cast

from flask import Flask, Response, current_app, g
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from isms import db
from isms.access.person import current_user
from isms.db import Act, Database


def _session() -> Session:
    if "session" not in g:
        database: Database = current_app.extensions["database"]
        g.session = database.session()
    return cast("Session", g.session)


session: Session = LocalProxy(_session)  # type: ignore[assignment]


def begin_writing(reason: str = "") -> None:
    """Take the write lock for the signed-in person; what was read is read again under it."""
    actor = current_user.person_id if current_user.is_authenticated else "sign-in"
    db.writing(_session(), Act(actor, reason))


def finish(response: Response) -> Response:
    """Keep what a successful request changed, and drop the rest."""
    if "session" in g:
        if response.status_code < HTTPStatus.BAD_REQUEST and g.session.info["act"] is not None:
            g.session.commit()
        else:
            g.session.rollback()
    return response


def _close(_fault: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()


def use(app: Flask) -> None:
    """Give every request of the application its session and its one commit."""
    app.after_request(finish)
    app.teardown_appcontext(_close)
