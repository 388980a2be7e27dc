"""The form that asks how a control is met, one question after another."""

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from isms.i18n import lazy as _
from isms.implementations.labels import DEFICIENCY, DEFICIENCY_HELP, MATURITY, STATUS, STATUS_HELP
from isms.web.forms import Form, ValidationError, area, choice, choices, day, refuse


def _cards(words: Mapping[Any, str], helps: Mapping[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(each.value, label, render_kw={"data-help": helps[each]}) for each, label in words.items()]


def _whole(value: Any) -> int | None:
    return None if value in ("", None, "None") else int(value)


def _maturity(label: str, help: str) -> SelectField:  # noqa: A002
    scale = [SelectChoice("", "–"), *(SelectChoice(str(level), said) for level, said in enumerate(MATURITY))]
    return SelectField(label, [Optional()], choices=scale, coerce=_whole, description=help)


class ImplementationForm(Form):
    """How one control is met in one place."""

    status = RadioField(
        _("Is it in place?"), [InputRequired(_("Choose how far it has come."))], choices=_cards(STATUS, STATUS_HELP)
    )
    how = area(_("How is it done here?"), help=_("A few sentences that a colleague understands. No names of people."))
    provider_id = choice(
        _("Is it inherited from somewhere else?"),
        help=_("A common control that serves this place too. Then its status is the one that counts."),
    )
    deficiency = RadioField(
        _("What is missing?"),
        [Optional()],
        choices=_cards(DEFICIENCY, DEFICIENCY_HELP),
        filters=[lambda value: value or None],
    )
    maturity = _maturity(_("How mature is it now?"), _("Choose what is true today, not what is meant."))
    wanted = _maturity(_("How mature should it be?"), _("What is enough here. More is not always better."))
    responsible_id = choice(_("Who is responsible?"))
    responsible_role = choice(_("In which role?"), help=_("The role remains when people change."))
    references = area(_("What shows that it is so?"), help=_("Names of documents, minutes or links, one a line."))
    last_review = day(_("Last reviewed"))
    next_review = day(_("Next review"), help=_("When someone should look at it again."))

    def offer(self, *, providers: Any, people: Any, roles: Any) -> None:
        """Fill in what can be chosen, each as (value, label)."""
        self.provider_id.choices = choices(providers, empty=True)
        self.responsible_id.choices = choices(people, empty=True)
        self.responsible_role.choices = choices(roles, empty=True)
        self.responsible_role.filters = [lambda value: value or ""]

    def validate(self, extra_validators: Any = None) -> bool:
        """See that what is said to be in place is described, so that an auditor can follow it."""
        good = super().validate(extra_validators)
        if self.status.data in ("implemented", "partly") and not self.how.data and not self.provider_id.data:
            refuse(self.how, _("Describe in a sentence how it is done."))
            return False
        return bool(good)

    def validate_next_review(self, field: Any) -> None:
        """See that the next review comes after the last."""
        if self.last_review.data and field.data <= self.last_review.data:
            raise ValidationError(_("Choose a day after the last review."))


class PlaceForm(Form):
    """Which control, and where: what has to be known before the questions can be asked."""

    control = choice(_("Which control?"), required=_("Choose a control."))
    scope = choice(_("For a whole scope"), help=_("When it is met in the same way everywhere."))
    asset = choice(_("Or for one asset"), help=_("When the asset has a way of its own. The asset goes first."))

    def offer(self, *, controls: Any, scopes: Any, assets: Any) -> None:
        """Fill in what can be chosen, each as (value, label)."""
        self.control.choices = choices(controls, empty=True)
        self.scope.choices = choices(scopes, empty=True)
        self.asset.choices = choices(assets, empty=True)
