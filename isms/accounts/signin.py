"""Signing in by Flask-Security, with sign-ins that the server keeps and can end."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_login import user_logged_out
from flask_security import MailUtil, Security, SQLAlchemySessionUserDatastore, user_authenticated
from flask_security.signals import user_unauthenticated

from isms.accounts import queries, services
from isms.accounts.models import Account
from isms.web import session as web

OPTIONS: dict[str, object] = {
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
    "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_SALT": "argon2 brings its own",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_SEND_REGISTER_EMAIL": False,
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_PASSWORD_NORMALIZE_FORM": None,
    "SECURITY_FRESHNESS": timedelta(minutes=-1),
}


class Addresses(MailUtil):
    """Addresses as they were given: one that reaches nobody, such as .example, may still sign in."""

    def normalize(self, email: str) -> str:
        """Fold the case and the spaces around."""
        return email.strip().lower()


class Accounts(SQLAlchemySessionUserDatastore):
    """The accounts as Flask-Security sees them; it may not commit, since a request does so once."""

    def commit(self) -> None:
        """Write to the database and leave the commit to the end of the request."""
        if web.session.info["act"] is not None:
            web.session.flush()

    def find_user(self, case_insensitive: bool = False, **identity: Any) -> Account | None:  # noqa: ARG002, FBT001, FBT002
        """Find an account by its address, or by what the cookie says of a sign-in that still lasts."""
        if "fs_uniquifier" in identity:
            return _signed_in(str(identity["fs_uniquifier"]))
        return web.session.scalar(queries.by_address(str(identity.get("email", ""))))


def use(app: Flask, *, idle_minutes: int, absolute_hours: int) -> None:
    """Let people sign in to the application; both limits end a sign-in (ASVS 7.3)."""
    app.config.update(OPTIONS, ISMS_IDLE=timedelta(minutes=idle_minutes), ISMS_ABSOLUTE=timedelta(hours=absolute_hours))
    accounts = Accounts(web.session, Account, None)  # type: ignore[arg-type]
    Security(app, accounts, mail_util_cls=Addresses)
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    user_unauthenticated.connect(_forget, app)
    app.before_request(_stay)


def _signed_in(uniquifier: str) -> Account | None:
    """Find the account of this request, and let the session see its organisation from here on."""
    account = web.session.scalar(queries.signed_in(uniquifier, services.fingerprint(session.get("sid", ""))))
    if account is not None:
        web.session.info["organisation"] = account.organisation_id
    return account


def _begin(_app: Flask, user: Account, **_more: object) -> None:
    """Take the lock only now, after the password was hashed, and keep the sign-in on the server."""
    web.begin_writing("sign-in")
    now = datetime.now(UTC)
    session["sid"] = services.begin(web.session._get_current_object(), user, now)  # type: ignore[attr-defined]  # noqa: SLF001
    session["began"] = session["seen"] = int(now.timestamp())
    session["language"] = user.language


def _end(_app: Flask, **_more: object) -> None:
    if sid := session.pop("sid", None):
        web.begin_writing("sign-out")
        services.end(web.session, sid, datetime.now(UTC))


def _forget(_app: Flask, **_more: object) -> None:
    session.pop("sid", None)


def _stay() -> None:
    """End a sign-in that has been idle or has lasted too long; the cookie is signed, so its times are ours."""
    if "sid" not in session or request.endpoint == "static":
        return
    now = int(datetime.now(UTC).timestamp())
    idle = now - session.get("seen", 0) > current_app.config["ISMS_IDLE"].total_seconds()
    if idle or now - session.get("began", 0) > current_app.config["ISMS_ABSOLUTE"].total_seconds():
        session.clear()
        g.pop("_login_user", None)  # whoever was found by the cookie before is no longer signed in
    elif now - session["seen"] > 60:
        session["seen"] = now
