"""The form of a law or contract."""

from datetime import date
from typing import Any

from isms.i18n import lazy as _
from isms.obligations.models import Kind
from isms.web.forms import Form, ValidationError, choice, choices, day, several, text, tick
from isms.web.forms import area as lines

KINDS = {Kind.LAW: _("Law or regulation"), Kind.CONTRACT: _("Contract")}


class ObligationForm(Form):
    """What an obligation says of itself, and whom and what it concerns."""

    kind = choice(_("What is it?"), required=_("Choose whether it is a law or a contract."))
    number = text(_("Number"), max_length=80, help=_("As it is cited: 2018:218, (EU) 2016/679, or the contract's."))
    name = text(_("Name"), required=_("Write what it is called."))
    short = text(_("Short name"), max_length=80, help=_("What people call it in speech."))
    area = text(_("Area"), max_length=80, help=_("One word that groups it with others: data protection, archives."))
    duty = lines(_("What it asks of the organisation"), help=_("In your own words, with the sections that matter."))
    supervision = text(_("Who supervises it"), help=_("An authority, or the other party of the contract."))
    in_force = day(_("In force from"), help=_("Empty means that nobody has said when; then it calls for nothing yet."))
    ends = day(_("No longer in force from"), help=_("The first day it does not hold. Empty when no end is known."))
    replaced_by_id = choice(_("Replaced by"), help=_("What holds in its place."))
    supplier_id = choice(_("Supplier"), help=_("For a contract: the other party, if it is in the register."))
    controls = several(_("Which controls does it call for?"), help=_("While it is in force it is a reason for them."))
    units = several(_("Which units does it bind?"), help=_("None chosen means the whole organisation."))
    verify = tick(_("Check against the original"), help=_("Tick it when something above is not yet certain."))
    note = lines(_("Note"))

    def offer(self, *, controls: Any, units: Any, obligations: Any, suppliers: Any) -> None:
        """Fill in what can be chosen, each as (value, label)."""
        self.kind.choices = choices((kind.value, label) for kind, label in KINDS.items())
        self.controls.choices = choices(controls)
        self.units.choices = choices(units)
        self.replaced_by_id.choices = choices(obligations, empty=True)
        self.supplier_id.choices = choices(suppliers, empty=True)

    def validate_ends(self, field: Any) -> None:
        """See that it does not end before it begins."""
        begins: date | None = self.in_force.data
        if begins and field.data < begins:
            raise ValidationError(_("Choose a day after it entered into force."))
