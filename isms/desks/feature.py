"""What the desks offer to the rest: the first line of the menu."""

from isms.access.rules import Permission
from isms.desks.views import bp
from isms.feature import Feature, Link
from isms.i18n import lazy

FEATURE = Feature(
    name="desks",
    blueprint=bp,
    links=(Link(label=lazy("To do"), endpoint="desks.index", permission=Permission.DESK_READ, group=0),),
)
