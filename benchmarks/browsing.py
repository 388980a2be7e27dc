"""Going through the pages signed in: by the test client in this process, or over HTTP at a server of its own."""

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from flask.testing import FlaskClient

from benchmarks.generate import COORDINATOR, ORGANISATION, PASSWORD
from isms.app import create_app
from isms.config import Settings
from isms.features import open_database

ADDRESS = f"{COORDINATOR}@{ORGANISATION}.example"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def signed_in(url: str, folder: Path) -> FlaskClient:
    """Give the test client of an application on a database, signed in as the coordinator."""
    settings = Settings(database_url=url, instance=folder, secret_key="x" * 48, cheap_passwords=True)
    client = create_app(settings, open_database(url)).test_client()
    form = {"email": ADDRESS, "password": PASSWORD, "csrf_token": _token(client.get("/sign-in").text)}
    answer = client.post("/sign-in", data=form)
    if answer.status_code != 302:
        raise RuntimeError(f"Nobody could sign in: {answer.status}")
    return client


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    if not found:
        raise RuntimeError("The page has no form to sign in with.")
    return found[1]


class Server:
    """A running `isms serve`; its addresses are opened with what it set as cookies."""

    def __init__(self, process: subprocess.Popen[bytes], base: str) -> None:
        self.process = process
        self.base = base
        self.opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def fetch(self, path: str) -> bytes:
        """Fetch what is at an address; raises HTTPError for anything but a success."""
        with self.opener.open(self.base + path) as answer:
            return bytes(answer.read())

    def get(self, path: str) -> str:
        """Fetch a page."""
        return self.fetch(path).decode()

    def sign_in(self, address: str = ADDRESS) -> None:
        """Sign in as a coordinator."""
        form = {"email": address, "password": PASSWORD, "csrf_token": _token(self.get("/sign-in"))}
        self.opener.open(self.base + "/sign-in", urlencode(form).encode()).read()

    @property
    def memory(self) -> int:
        """How many bytes of the process are resident."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serving(url: str, folder: Path) -> Iterator[tuple[Server, float]]:
    """Start `isms serve` on a free port, and give it with the seconds until its first answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    process = isms(url, folder, "serve", "--port", str(port))
    try:
        server = Server(process, f"http://127.0.0.1:{port}")
        _wait(server)
        yield server, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def _wait(server: Server) -> None:
    while server.process.poll() is None:
        try:
            server.get("/sign-in")
        except OSError:
            time.sleep(0.005)
        else:
            return
    raise RuntimeError("isms serve ended before it answered.")


def isms(url: str, folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start the command `isms` on a database, quietly."""
    environment = {**os.environ, "ISMS_DATABASE_URL": url, "ISMS_INSTANCE": str(folder)}
    command = [sys.executable, "-m", "isms", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
