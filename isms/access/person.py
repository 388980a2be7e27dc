"""The signed-in person, as views and the gate see them."""

from typing import Any

import flask_login

current_user: Any = flask_login.current_user
"""An account, or Flask-Login's anonymous stranger; typed as anything, since accounts live on a higher floor."""
