"""What gap assessments offer to the rest."""

from isms.access.rules import Permission
from isms.assessments import panels
from isms.assessments.loads import SECTIONS
from isms.assessments.sheets import GAP
from isms.assessments.views import bp
from isms.feature import Feature, Link, Panel, Source
from isms.i18n import lazy

READ = Permission.ASSESSMENT_READ

FEATURE = Feature(
    name="assessments",
    blueprint=bp,
    links=(Link(label=lazy("Gap analysis"), endpoint="assessments.index", permission=READ, group=2, order=50),),
    panels=(
        Panel(of="control", name="assessments", permission=READ, order=40, select=panels.of_control, side=True,
              template="assessments/_of_control.html"),
    ),
    sources=(Source(label=lazy("Gap analysis"), permission=READ, find=panels.find),),
    todo=((Permission.ASSESSMENT_WRITE, panels.unfinished),),
    exports=(GAP,),
    sections=SECTIONS,
    addresses=panels.addresses,
)  # fmt: skip
