"""The forms of the action plan."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from isms.actions.labels import STATUS
from isms.i18n import lazy as _
from isms.web.forms import Form, area, choice, choices, day, number, refuse, several, text

_FUNDED = {"": None, "yes": True, "no": False}


def _funding(value: Any) -> bool | None:
    return value if isinstance(value, bool) else _FUNDED.get(value or "")


def _no_text(value: Any) -> str:
    return value or ""


class ActionForm(Form):
    """What is to be done, by whom, when, and with what money."""

    title = text(_("What is to be done?"), required=_("Write what is to be done."), help=_("Begin with a verb."))
    source = text(_("What called for it?"), max_length=64, help=_("The id of a risk, document or finding: R001."))
    unit_id = choice(_("Which unit does it?"))
    responsible_id = choice(_("Who is responsible?"))
    responsible_role = choice(_("In which role?"), help=_("The role remains when people change."))
    due = day(_("To be finished by"))
    cost = number(_("What does it cost, in kronor?"), help=_("An estimate is enough. 0 when it only takes time."))
    funded = SelectField(
        _("Is the money there?"),
        coerce=_funding,
        choices=[SelectChoice("", _("Not known")), SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))],
        validate_choice=False,
    )
    status = choice(_("How far has it come?"), required=_("Choose how far it has come."))
    controls = several(_("Which controls does it improve?"))
    note = area(_("Note"))

    def offer(self, *, controls: Any, units: Any, people: Any, roles: Any) -> None:
        """Fill in what can be chosen, each as (value, label)."""
        self.status.choices = choices((status.value, label) for status, label in STATUS.items())
        self.controls.choices = choices(controls)
        self.unit_id.choices = choices(units, empty=True)
        self.responsible_id.choices = choices(people, empty=True)
        self.responsible_role.choices = choices(roles, empty=True)
        self.responsible_role.filters = [_no_text]


class FinishForm(Form):
    """How an action ended: done, or also shown to work."""

    how = RadioField(
        _("What is true?"),
        [InputRequired(_("Choose what is true."))],
        choices=[
            SelectChoice("done", _("It is done"), render_kw={"data-help": _("Its effect is still to be seen.")}),
            SelectChoice(
                "shown", _("It is done and its effect is shown"), render_kw={"data-help": _("Say below what shows it.")}
            ),
        ],
    )
    shown = area(_("What shows the effect?"), help=_("A test, a measurement, a review: what an auditor can look at."))

    def validate(self, extra_validators: Any = None) -> bool:
        """See that an effect that is said to be shown is shown by something."""
        good = super().validate(extra_validators)
        if self.how.data == "shown" and not self.shown.data:
            refuse(self.shown, _("Write what shows it, or choose that it is only done."))
            return False
        return bool(good)


class DropForm(Form):
    """Why an action is given up."""

    reason = area(_("Why is it dropped?"), required=_("Write why. Someone will ask what became of it."))
