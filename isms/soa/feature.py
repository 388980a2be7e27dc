"""What the Statement of Applicability offers to the rest."""

from isms.feature import Feature, Link
from isms.i18n import lazy
from isms.soa.commands import soa
from isms.soa.loads import SECTIONS
from isms.soa.panels import PANELS, READ, TODO
from isms.soa.shows import SOA
from isms.soa.views_versions import bp
from isms.soa.workbook import STATEMENT

FEATURE = Feature(
    name="soa",
    blueprint=bp,
    links=(Link(label=lazy("Statement of Applicability"), endpoint="soa.index", permission=READ, group=2, order=60),),
    panels=PANELS,
    todo=TODO,
    sections=SECTIONS,
    shows=(SOA,),
    commands=(soa,),
    exports=(STATEMENT,),
)
