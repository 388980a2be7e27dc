"""The web application: wiring and nothing else."""

from flask import Flask, Response, current_app, request, session
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from isms import config, features, i18n
from isms.access import marks
from isms.accounts import signin
from isms.config import Settings
from isms.db import Database
from isms.organisation import site
from isms.web import errors, filters
from isms.web import session as web

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """Build the application; raises Unmarked when a route does not say who may use it."""
    settings = settings or config.settings()
    app = Flask("isms", template_folder=str(config.resources("templates")))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=2_000_000,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        SESSION_COOKIE_NAME="__Host-isms" if settings.secure_cookies else "isms",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["database"] = database or features.open_database(settings.database_url)
    app.extensions["features"] = features.FEATURES
    _templates(app)
    _requests(app, settings)
    for feature in features.FEATURES:
        if feature.blueprint:
            app.register_blueprint(feature.blueprint)
    marks.refuse_unmarked(app)
    return app


def _templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=False)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = i18n.gettext
    filters.use(app)
    site.use(app)


def _requests(app: Flask, settings: Settings) -> None:
    """Say what happens around every request, in order: language, sign-in, rights, the write lock, headers."""
    app.before_request(_speak)
    web.use(app)
    signin.use(app, idle_minutes=settings.idle_minutes, absolute_hours=settings.absolute_hours)
    CSRFProtect(app)
    app.before_request(marks.gate)
    app.before_request(_lock)
    app.after_request(_headers)
    errors.use(app)


def _speak() -> None:
    wanted = session.get("language") or request.accept_languages.best_match(i18n.LANGUAGES, default="sv")
    i18n.use_language(wanted)


def _lock() -> None:
    """Take the write lock for a request that may write, after its form is read and its rights are checked."""
    reads = request.method in ("GET", "HEAD", "OPTIONS")
    if reads or request.endpoint is None or request.endpoint.startswith("security."):
        return
    if not getattr(current_app.view_functions[request.endpoint], "hashes", False):
        request.form.to_dict()
        web.begin_writing(request.endpoint)


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
