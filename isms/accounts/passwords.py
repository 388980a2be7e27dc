"""Passwords: Argon2id, and length rather than composition."""

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

from isms.i18n import gettext as _

SHORTEST = 12
_strong = PasswordHasher()
_cheap = PasswordHasher.from_parameters(profiles.CHEAPEST)


class TooShort(ValueError):
    """A password is shorter than SHORTEST characters."""


def hashed(password: str, *, cheap: bool = False) -> str:
    """Hash a password with Argon2id; `cheap` is for tests only. Raises TooShort."""
    if len(password) < SHORTEST:
        raise TooShort(_("Choose a password of at least %(num)s characters; several words are good.", num=SHORTEST))
    return (_cheap if cheap else _strong).hash(password)


def verifies(password: str, stored: str) -> bool:
    """Whether a password is the one that was hashed."""
    try:
        return _strong.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
