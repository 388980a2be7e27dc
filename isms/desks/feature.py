"""What the desks offer to the rest: the first line of the menu."""

from isms.access.rules import Permission
from isms.desks.exports import bp as exports
from isms.desks.views import bp
from isms.feature import Feature, Link
from isms.i18n import lazy

bp.register_blueprint(exports)

FEATURE = Feature(
    name="desks",
    blueprint=bp,
    links=(Link(label=lazy("To do"), endpoint="desks.index", permission=Permission.DESK_READ, group=0),),
)
