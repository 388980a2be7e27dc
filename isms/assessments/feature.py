"""What gap assessments offer to the rest."""

from isms.assessments.loads import SECTIONS
from isms.feature import Feature

FEATURE = Feature(name="assessments", sections=SECTIONS)
