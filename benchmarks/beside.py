"""Ours beside CISO Assistant 3.20, as that was once measured elsewhere: on other hardware, and not in this run.

Theirs ran on two cores with PostgreSQL, two workers and one client, on 1,000 assets, 2,000 implementations and 2,000
risks in 10 units. Ours runs here, on as many of each, from the seeded generator.
"""

import gc
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import statement
from benchmarks.asset_list import statements
from benchmarks.browsing import isms, serving, signed_in
from benchmarks.generate import ORGANISATION
from benchmarks.measuring import ROUNDS, Measure, typical
from isms.assets import services as assets
from isms.db import Database
from isms.features import FEATURES
from isms.web import tables

TEN = 10.0
THEIRS = {"statement": 0.620, "assets": 0.120, "risks": 1.050, "workbook": 20.0, "graph": 5.4}
"""Seconds, measured elsewhere on other hardware."""
THEIR_STATEMENTS = {"statement": 299, "assets": 37, "risks": 526}
"""How many SQL statements each took."""
THEIR_MEMORY = 317
"""Megabytes of a worker, the least that was seen; the most was 607."""


def run(url: str, folder: Path, rounds: int = ROUNDS) -> list[Measure]:
    """Measure on a database that is filled; pages go through the whole application, signed in."""
    database, client = Database(url), signed_in(url, folder)
    acts: dict[str, tuple[str, Callable[[], object]]] = {
        "statement": ("Statement data: rows, reasons, standing", lambda: statement.derive(database)),
        "assets": ("asset list, 20 rows", lambda: _twenty_assets(client)),
        "risks": ("risk list, 100 rows", lambda: _hundred_risks(client)),
        "graph": ("dependency graph: every level and its path", lambda: _graph(database)),
    }
    if any(export.name == "assets" for feature in FEATURES for export in feature.exports):
        acts["workbook"] = ("workbook of 1,000 assets, a process of its own", lambda: _workbook(url, folder))
    gc.collect()
    gc.freeze()  # as `isms serve` does
    found = [_faster(name, THEIRS[key], typical(act, rounds)) for key, (name, act) in acts.items()]
    more = {
        "statement": ("the Statement with all that its pages and workbooks say", lambda: statement.whole(database)),
        "assets": ("asset list, 50 rows, as it is, against 20", lambda: client.get("/assets")),
    }
    told = [replace(_faster(name, THEIRS[key], typical(act, rounds)), limit=None) for key, (name, act) in more.items()]
    gc.unfreeze()
    return [*found, *told, *_asked(database, client), _memory(url, folder)]


def _faster(name: str, theirs: float, ours: float) -> Measure:
    return Measure(name, ours, theirs, theirs / ours, TEN, faster=True)


def _twenty_assets(client: FlaskClient) -> None:
    """Fetch a page as long as theirs: ours shows fifty rows else."""
    usual, tables.PAGE_SIZE = tables.PAGE_SIZE, 20
    try:
        client.get("/assets")
    finally:
        tables.PAGE_SIZE = usual


def _hundred_risks(client: FlaskClient) -> None:
    """Fetch two pages of fifty: a page of ours shows no more."""
    for page in (1, 2):
        client.get(f"/risks?page={page}")


def _graph(database: Database) -> None:
    with database.session(ORGANISATION) as session:
        assets.levels(session)


def _workbook(url: str, folder: Path) -> None:
    """Write the workbook by the command, from its start to its end."""
    process = isms(url, folder, "export", "assets", "-o", str(folder / "assets.xlsx"))
    if process.wait():
        raise subprocess.SubprocessError("isms export assets did not succeed.")


def _asked(database: Database, client: FlaskClient) -> list[Measure]:
    with statement.asked(database) as asked:
        statement.derive(database)
    ours = {
        "statement": len(asked),
        "assets": statements(client, "/assets"),
        "risks": sum(statements(client, f"/risks?page={page}") for page in (1, 2)),
    }
    return [
        Measure(f"SQL statements, {name}", count, THEIR_STATEMENTS[name], THEIR_STATEMENTS[name] / count, None, "")
        for name, count in ours.items()
    ]


def _memory(url: str, folder: Path, requests: int = 200) -> Measure:
    with serving(url, folder) as (server, _first):
        server.sign_in()
        for _ in range(requests):
            server.get("/assets")
        ours = server.memory / 1_000_000
    return Measure("a worker's resident memory", ours, THEIR_MEMORY, THEIR_MEMORY / ours, None, "MB")
