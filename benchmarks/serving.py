"""What it costs to start, to run, to load, and to look at a page."""

import re
import time
from pathlib import Path

from benchmarks.browsing import Server, isms, serving
from benchmarks.generate import PASSWORD
from benchmarks.measuring import Measure, most
from isms import schema
from isms.access.rules import Role
from isms.demo import filling as demo
from isms.features import open_database

_MENU = re.compile(r'<nav class="side".*?</nav>', re.DOTALL)
_LINK = re.compile(r'href="(/[^"#?]*)')
_PART = re.compile(r'<(?:link rel="stylesheet"[^>]*href|(?:script|img)[^>]*src)="(/[^"]+)"')
_FONT = re.compile(r"url\(([^)\"']+)\)")


def run(url: str, folder: Path, requests: int = 1_000, rounds: int = 5) -> list[Measure]:
    """Measure on a database that is filled; each server is a process of its own."""
    starts = sorted(_start(url, folder) for _ in range(rounds))
    return [
        most("isms serve, start to first answer", starts[rounds // 2], 2.0),
        most(f"a worker's resident memory after {requests:,} requests", memory(url, folder, requests), 150, "MB"),
        most("empty database to loaded Exempelkommunen", load(f"sqlite:///{folder / 'loaded.db'}", folder), 10.0),
        *_weights(folder),
    ]


def memory(url: str, folder: Path, requests: int) -> float:
    """Give the megabytes that a worker holds after so many requests, to every kind of page by turns."""
    with serving(url, folder) as (server, _first):
        server.sign_in()
        found = pages(server)
        for number in range(requests):
            server.get(found[number % len(found)])
        return server.memory / 1_000_000


def _weights(folder: Path) -> list[Measure]:
    """Weigh the pages of Exempelkommunen, as its coordinator sees them."""
    url = f"sqlite:///{folder / 'example.db'}"
    database = open_database(url)
    schema.upgrade(database.engine)
    demo.fill(database, password=PASSWORD, cheap=True)
    with serving(url, folder) as (server, _first):
        server.sign_in(f"{demo.PEOPLE[Role.COORDINATOR]}@{demo.ORGANISATION}.example")
        found = {page: weight(server, page) for page in pages(server)}
    count, heaviest = max(parts for parts, _ in found.values()), max(found, key=lambda page: found[page][1])
    size = found[heaviest][1] / 1000
    return [
        most(f"a page's requests, most of {len(found)} pages", count, 10, "requests"),
        most(f"a page with all its parts, heaviest of {len(found)} pages", size, 150, "kB", heaviest),
    ]


def _start(url: str, folder: Path) -> float:
    with serving(url, folder) as (_server, first):
        return first


def pages(server: Server) -> list[str]:
    """List the pages of the menu, and the first page that each of them leads on to."""
    menu = _MENU.search(server.get("/"))
    found = dict.fromkeys(path for path in _LINK.findall(menu[0] if menu else "") if path != "/account")
    for path in list(found):
        below = (link for link in _LINK.findall(server.get(path)) if link.startswith(f"{path}/") and "." not in link)
        found |= dict.fromkeys(list(below)[-1:])
    return list(found)


def weight(server: Server, path: str) -> tuple[int, int]:
    """Count the requests that a page takes in an empty cache, and their bytes, uncompressed."""
    page = server.get(path)
    parts = dict.fromkeys(_PART.findall(page))
    texts = {part: server.fetch(part) for part in parts}
    fonts = {
        f"/static/{name}": server.fetch(f"/static/{name}")
        for part, text in texts.items()
        if ".css" in part
        for name in _FONT.findall(text.decode())
    }
    return 1 + len(texts) + len(fonts), len(page.encode()) + sum(map(len, [*texts.values(), *fonts.values()]))


def load(url: str, folder: Path) -> float:
    """Time the two commands that fill an empty database, both as processes of their own."""
    start = time.perf_counter()
    for arguments in (["init"], ["load", str(demo.FILE)]):
        if isms(url, folder, *arguments).wait():
            raise RuntimeError(f"isms {arguments[0]} did not succeed.")
    return time.perf_counter() - start
