"""Forms of one's own account."""

from wtforms import PasswordField
from wtforms.validators import DataRequired, Length

from isms.accounts.passwords import SHORTEST
from isms.i18n import lazy as _
from isms.web.forms import Form


class PasswordForm(Form):
    """The form that changes one's own password."""

    current = PasswordField(_("Present password"), [DataRequired(_("Write the password you have now."))],
                            render_kw={"autocomplete": "current-password"})  # fmt: skip
    new = PasswordField(
        _("New password"),
        [DataRequired(_("Write a new password.")), Length(SHORTEST, message=_("Write at least %(min)d characters."))],
        render_kw={"autocomplete": "new-password"},
        description=_("At least 12 characters. Several words in a row are easy to remember and hard to guess."),
    )
