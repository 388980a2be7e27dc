"""Forms of assets, their end, and suppliers."""

from collections.abc import Iterable, Mapping
from typing import Any

from isms.i18n import gettext
from isms.i18n import lazy as _
from isms.web.forms import Form, area, choice, choices, day, number, refuse, several, text, tick

Pairs = Iterable[tuple[str, str]]

KINDS = {
    "system": _("System"),
    "tjänst": _("Service"),
    "infrastruktur": _("Infrastructure"),
    "lokal": _("Premises"),
    "OT": _("Operational technology (OT)"),
    "extern tjänst": _("External service"),
    "försörjning": _("Supply"),
    "register": _("Register"),
}
"""Kinds of asset as files name them; an organisation may use others, which are shown as they are written."""


class AssetForm(Form):
    """What is known of an asset; its levels are decided elsewhere."""

    name = text(_("Name"), required=_("Write what people call it."))
    kind = choice(_("Kind"), required=_("Choose a kind."))
    owner_unit_id = choice(_("Unit that owns it"), required=_("Choose the unit that answers for it."))
    system_owner_id = choice(_("System owner"), help=_("The person who sees to it that it is protected."))
    information = several(_("Information it handles"), help=_("Its level follows from this."))
    rests_on = several(_("Rests on"), help=_("What it cannot do without. It passes all its levels on to these."))
    rests_on_available = several(
        _("Rests on, for availability only"), help=_("Such as power and cooling, which never see the information.")
    )
    hosting = text(_("Hosting"), help=_("Where and by whom it is run."))
    supplier_id = choice(_("Supplier"))
    rto_hours = number(_("Longest interruption, hours"), 0, 10_000, _("How soon it must be back."))
    rpo_hours = number(_("Greatest loss of data, hours"), 0, 10_000, _("How old the latest copy may be."))
    essential_service = tick(_("Carries an essential service"))
    nis2_sector = text(_("Sector by NIS2"))
    next_review = day(_("Next review"))
    note = area(_("Note"), help=_("No names of private persons, and nothing that is secret."))

    def offer(self, given: Mapping[str, Pairs]) -> None:
        """Fill in what each field lets people choose from; what is chosen stands first in a long list."""
        for name in ("system_owner_id", "supplier_id"):
            self[name].choices = choices(given[name], empty=True)
        for name in ("kind", "owner_unit_id"):
            self[name].choices = choices(given[name], empty=not self[name].data)
        for name, among in (("information", "information"), ("rests_on", "assets"), ("rests_on_available", "assets")):
            chosen = set(self[name].data or ())
            self[name].choices = choices(sorted(given[among], key=lambda pair: pair[0] not in chosen))

    def validate(self, extra_validators: Any = None) -> bool:
        """See also that nothing is both fully and partly rested on."""
        sound = bool(super().validate(extra_validators))
        both = sorted(set(self.rests_on.data or ()) & set(self.rests_on_available.data or ()))
        if both:
            said = gettext("Choose only one of the two lists for %(what)s.", what=", ".join(both))
            refuse(self.rests_on_available, said)
        return sound and not both


class EndForm(Form):
    """The end of an asset."""

    ended_on = day(_("Ended on"), required=_("Write the day, such as 2026-11-22."))
    reason = area(_("Reason"), required=_("Write why it ended, and what took its place."))


class SupplierForm(Form):
    """What is known of a supplier."""

    name = text(_("Name"), required=_("Write the supplier's name."))
    service = text(_("What it delivers"))
    critical = tick(_("Critical: essential services stop without it"))
    country_processing = text(
        _("Where information is processed"), max_length=100, help=_("Countries, such as SE or EU.")
    )
    dpa = tick(_("There is a data processing agreement"))
    incident_clause_hours = number(
        _("Must report incidents within, hours"), 0, 1000, _("As the contract says. Empty when it says nothing.")
    )
    contract_end = day(_("The contract ends"))
    contact = text(_("Contact in an incident"), help=_("A function, such as an on-call address, rather than a person."))
    note = area(_("Note"))
