"""The forms of the Statement: deciding rows, and approving what was proposed."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import DataRequired, Length

from isms.i18n import lazy as _
from isms.soa.services import LONGEST_REASON
from isms.web.forms import Form, refuse, several, text

INCLUDE, EXCLUDE, WITHDRAW = "include", "exclude", "withdraw"


class DecideForm(Form):
    """Which controls, what is decided of them, and why; each control is written as framework:number."""

    control = several(_("Controls"))
    reason = text(_("Reason"), max_length=LONGEST_REASON)
    do = HiddenField(_("Decision"))

    def validate(self, extra_validators: object = None) -> bool:
        """See that something is chosen, and that a decision has its reason; to withdraw one needs none."""
        good = super().validate(extra_validators)
        if self.do.data not in (INCLUDE, EXCLUDE, WITHDRAW):
            self.form_errors.append(_("Choose what to decide: applicable, excluded or withdrawn."))
        if not self.control.data:
            refuse(self.control, _("Choose at least one control."))
        if self.do.data != WITHDRAW and not self.reason.data:
            refuse(self.reason, _("Write why. A decision without a reason convinces no auditor."))
        return bool(good) and not self.errors


class ApproveForm(Form):
    """The approver's password, and the hash of what was shown."""

    shown = HiddenField()
    password = PasswordField(
        _("Your password"),
        [DataRequired(_("Write your password. It shows that it is you who approves.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
        description=_("You sign with it that you have read the Statement and approve it."),
    )
