"""What the Statement of Applicability offers to the rest."""

from isms.feature import Feature
from isms.soa.commands import soa
from isms.soa.loads import SECTIONS
from isms.soa.shows import SOA

FEATURE = Feature(name="soa", sections=SECTIONS, shows=(SOA,), commands=(soa,))
