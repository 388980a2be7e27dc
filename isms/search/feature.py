"""What the search offers to the rest: its page; the box itself stands in the menu of every page."""

from isms.feature import Feature
from isms.search.views import bp

FEATURE = Feature(name="search", blueprint=bp)
