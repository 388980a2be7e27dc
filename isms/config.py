"""Settings from the environment, and where the installation keeps its files."""

import os
import secrets
from pathlib import Path
from typing import Literal

import msgspec

_PACKAGE = Path(__file__).resolve().parent


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What an installation decides for itself; every setting has a safe default.

    `database_url` is an SQLAlchemy URL; `idle_minutes` and `absolute_hours` end a sign-in (ASVS 7.3).
    """

    database_url: str
    instance: Path
    secret_key: str
    idle_minutes: int = 30
    absolute_hours: int = 12
    secure_cookies: bool = False
    cheap_passwords: bool = False


def resources(name: Literal["templates", "controls", "migrations"]) -> Path:
    """Find a folder of files that lies beside the package in a checkout and inside it in a wheel."""
    for base in (_PACKAGE / "_data", _PACKAGE.parent):
        folder = base / name
        if folder.is_dir() and (base.name == "_data" or (base / "pyproject.toml").is_file()):
            return folder
    raise FileNotFoundError(f"The folder {name} is missing from this installation: install the package again.")


def instance_folder() -> Path:
    """Name the folder of the database and the secret key, made at need and closed to other users."""
    folder = Path(os.environ.get("ISMS_INSTANCE") or "instance").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def settings() -> Settings:
    """Read the settings from variables that begin with `ISMS_`.

    Raises ValueError that names the variable whose value does not fit.
    """
    folder = instance_folder()
    values: dict[str, object] = {
        "database_url": f"sqlite:///{folder / 'isms.db'}",
        "instance": folder,
        "secret_key": os.environ.get("ISMS_SECRET_KEY") or _secret_key(folder),
    }
    for field in ("database_url", "idle_minutes", "absolute_hours", "secure_cookies", "cheap_passwords"):
        if written := os.environ.get(f"ISMS_{field.upper()}"):
            values[field] = written
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as fault:
        raise ValueError(f"A setting in the environment (ISMS_…) cannot be used: {fault}") from fault


def _secret_key(folder: Path) -> str:
    """Read the key that signs cookies, made once for the installation and readable by its user only."""
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
