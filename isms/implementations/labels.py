"""The words of the scales, as forms and filters show them; each maturity says what it means."""

from isms.i18n import lazy as _
from isms.implementations.rules import Deficiency, Status

STATUS = {
    Status.IMPLEMENTED: _("Implemented"),
    Status.PARTLY: _("Partly implemented"),
    Status.PLANNED: _("Planned"),
    Status.NOT_STARTED: _("Not started"),
    Status.NOT_ASSESSED: _("Not assessed"),
}
STATUS_HELP = {
    Status.IMPLEMENTED: _("It works as intended, and you can show it."),
    Status.PARTLY: _("Some of it is in place. Say below what is missing."),
    Status.PLANNED: _("It is decided, but not yet done. Say below when."),
    Status.NOT_STARTED: _("Nobody is to blame, but it must be known."),
    Status.NOT_ASSESSED: _("Choose this when you do not know."),
}
DEFICIENCY = {
    Deficiency.NONE: _("No deficiency"),
    Deficiency.NEGLIGIBLE: _("Negligible"),
    Deficiency.MODERATE: _("Moderate"),
    Deficiency.CONSIDERABLE: _("Considerable"),
    Deficiency.SEVERE: _("Severe"),
}
DEFICIENCY_HELP = {
    Deficiency.NONE: _("Nothing is missing."),
    Deficiency.NEGLIGIBLE: _("Small things that hardly matter."),
    Deficiency.MODERATE: _("Something is missing that should be mended in time."),
    Deficiency.CONSIDERABLE: _("So much is missing that someone has to act."),
    Deficiency.SEVERE: _("The protection does not work. Act now."),
}
MATURITY = (
    _("0 – Missing"),
    _("1 – Begun, depends on a few people"),
    _("2 – Decided and partly in place"),
    _("3 – In place and documented"),
    _("4 – Followed up and measured"),
    _("5 – Continually improved"),
)
