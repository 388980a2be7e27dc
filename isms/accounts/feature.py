"""What accounts offer to the rest."""

from isms.accounts.commands import user
from isms.accounts.loads import SECTIONS
from isms.accounts.views import bp
from isms.feature import Feature

FEATURE = Feature(name="accounts", blueprint=bp, sections=SECTIONS, commands=(user,))
