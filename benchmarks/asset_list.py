"""What the page of the asset register costs with a hundred, ten thousand and a hundred thousand assets."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.browsing import signed_in
from benchmarks.generate import Size, fill
from benchmarks.measuring import Measure, seconds

SIZES = (100, 10_000, 100_000)
PAGE = "/assets"


def run(folder: Path, sizes: tuple[int, ...] = SIZES, rounds: int = 40) -> list[Measure]:
    """Fetch the page at each size by turns; everything but the assets is as large each time."""
    clients = {size: _client(folder, size) for size in sizes}
    asked = {size: statements(client, PAGE) for size, client in clients.items()}
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size, client in clients.items():
            times[size].append(seconds(lambda client=client: client.get(PAGE)))  # type: ignore[misc]
    return [*_compared({size: median(found) for size, found in times.items()}), _queries(asked)]


def _client(folder: Path, size: int) -> FlaskClient:
    url = f"sqlite:///{folder / f'assets-{size}.db'}"
    fill(url, Size(assets=size, implementations=200, risks=200))
    client = signed_in(url, folder)
    client.get(PAGE)
    return client


def _compared(p50: Mapping[int, float]) -> Iterator[Measure]:
    least, *more = p50
    for size in more:
        limit = 2.0 if size == max(p50) else None
        ratio = p50[size] / p50[least]
        yield Measure(f"asset list, {size:,} assets against {least:,}", p50[size], p50[least], ratio, limit)


def _queries(asked: Mapping[int, int]) -> Measure:
    fewest, most = min(asked.values()), max(asked.values())
    return Measure("asset list, statements at most and least", most, fewest, most / fewest, 1.0, "statements")


def statements(client: FlaskClient, path: str) -> int:
    """Count what a page sends to the database."""
    with _counted(client) as sent:
        client.get(path)
    return len(sent)


@contextmanager
def _counted(client: FlaskClient) -> Iterator[list[str]]:
    engine, sent = client.application.extensions["database"].engine, []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
