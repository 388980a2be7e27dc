"""The forms of gap assessments: what is assessed, one question, and taking over."""

from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from isms.catalogue.models import CLAUSES, CONTROLS
from isms.i18n import lazy as _
from isms.implementations.forms import ImplementationForm
from isms.implementations.labels import DEFICIENCY
from isms.implementations.rules import Status
from isms.web.forms import Form, area, choice, choices, day, refuse, text

_FRAMEWORKS = (
    (CONTROLS, _("Annex A and own controls"), _("Filled in from how the scope meets them. You confirm each answer.")),
    (CLAUSES, _("ISO/IEC 27001, clauses 4–10"), _("The requirements on the management system itself.")),
)
EXISTS = {
    Status.IMPLEMENTED: _("Yes"),
    Status.PARTLY: _("Partly"),
    Status.PLANNED: _("Only decided"),
    Status.NOT_STARTED: _("No"),
}


def _nothing(value: Any) -> Any:
    return value or None


class AssessmentForm(Form):
    """What is assessed, when and by whom."""

    scope_id = choice(_("Which scope?"), required=_("Choose a scope."))
    framework_id = RadioField(
        _("Against what?"),
        [InputRequired(_("Choose what to assess against."))],
        choices=[SelectChoice(each, label, render_kw={"data-help": said}) for each, label, said in _FRAMEWORKS],
    )
    title = text(_("What is it called?"), required=_("Write a title."), help=_("So that you know it a year from now."))
    dated = day(_("Which day does it describe?"), required=_("Write the date as 2026-11-22."))
    team = text(_("Who takes part?"), help=_("Names or roles, with commas between."))

    def offer(self, scopes: Any) -> None:
        """Fill in the scopes that can be chosen, as (id, name)."""
        self.scope_id.choices = choices(scopes, empty=True)

    def begun(self) -> None:
        """Leave out what cannot be changed once the assessment has begun."""
        del self.scope_id
        del self.framework_id


class AnswerForm(Form):
    """One question of an assessment."""

    exists = RadioField(_("Is it in place?"), [Optional()], choices=choices(EXISTS.items()), filters=[_nothing])
    deficiency = RadioField(
        _("How large is the deficiency?"), [Optional()], choices=choices(DEFICIENCY.items()), filters=[_nothing]
    )
    maturity = ImplementationForm.maturity
    wanted = ImplementationForm.wanted
    observed = area(_("What did you see?"), help=_("What shows it, and what was not there. No names of people."))
    improve = area(_("What should be improved?"))

    @property
    def judgement(self) -> dict[str, Any]:
        """What was answered, by column."""
        return self.values | {"observed": self.observed.data or "", "improve": self.improve.data or ""}

    def ready(self, *, sure: bool) -> bool:
        """See that the answer can be stored; one that is not finished may lack anything."""
        good = self.validate_on_submit()
        if good and sure and self.exists.data not in EXISTS:
            refuse(self.exists, _("Choose how much of it is in place, or save for later."))
            return False
        return bool(good)


class TakeOverForm(Form):
    """Why answers become how controls are met."""

    reason = area(_("Why?"), required=_("Write why. It stays in the history."), help=_("It stays in the history."))
