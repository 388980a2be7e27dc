"""One's own account: language and password."""

from flask import Blueprint, request, session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from isms import i18n
from isms.access.marks import public, requires
from isms.access.person import current_user
from isms.access.rules import Permission
from isms.accounts import services
from isms.accounts.forms import PasswordForm
from isms.accounts.models import Account
from isms.accounts.passwords import hashed, verifies
from isms.i18n import gettext as _
from isms.web import session as web
from isms.web.forms import refuse
from isms.web.pages import back, done, form_page

bp = Blueprint("accounts", __name__)


@bp.post("/language")
@public("everyone may choose a language, also before signing in")
def language() -> Response:
    """Speak the other language from here on, and remember it."""
    session["language"] = "en" if request.form.get("language") == "en" else "sv"
    if current_user.is_authenticated and (account := web.session.get(Account, current_user.id)):
        account.language = session["language"]
        web.session.flush()
    return redirect(back("/"))


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN, hashes=True)
def account() -> Response | tuple[str, int]:
    """Show one's account, and change its password."""
    form = PasswordForm()
    if form.validate_on_submit():
        if verifies(form.current.data, current_user.password):
            return _change(hashed(form.new.data))
        refuse(form.current, _("This is not your present password."))
    return form_page("accounts/account.html", form, language=i18n.language())


def _change(password_hash: str) -> Response:
    """Store the new password; every other sign-in of the account ends."""
    web.begin_writing("password changed")
    person = current_user.person
    account = services.set_password(web.session, person, password_hash)
    session["_user_id"] = account.fs_uniquifier
    return done(_("Your password is changed, and you are signed out everywhere else."), "accounts.account")
