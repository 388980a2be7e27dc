"""What the organisation offers to the rest."""

from isms.access.rules import Permission
from isms.feature import Feature, Link
from isms.i18n import lazy
from isms.organisation.loads import SECTIONS
from isms.organisation.views import bp

FEATURE = Feature(
    name="organisation",
    blueprint=bp,
    links=(
        Link(
            label=lazy("Organisation"),
            endpoint="organisation.index",
            permission=Permission.ORGANISATION_READ,
            group=4,
        ),
    ),
    sections=SECTIONS,
)
