"""What the organisation offers to the rest."""

from isms.feature import Feature
from isms.organisation.loads import SECTIONS

FEATURE = Feature(name="organisation", sections=SECTIONS)
