"""What accounts offer to the rest."""

from isms.access.rules import Permission
from isms.accounts import people
from isms.accounts.commands import user
from isms.accounts.loads import SECTIONS
from isms.accounts.views import bp
from isms.feature import Feature, Link, Panel
from isms.i18n import lazy

READ = Permission.ORGANISATION_READ

bp.register_blueprint(people.bp)

FEATURE = Feature(
    name="accounts",
    blueprint=bp,
    links=(Link(label=lazy("People"), endpoint="accounts.people.index", permission=READ, group=4, order=10),),
    panels=(
        Panel(of="organisation", name="people", permission=READ, select=people.places,
              template="accounts/_of_unit.html"),
        Panel(of="unit", name="people", permission=READ, select=people.of_unit, side=True,
              template="accounts/_of_unit.html"),
    ),
    sections=SECTIONS,
    commands=(user,),
)  # fmt: skip
