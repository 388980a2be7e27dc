"""Figures as people read them, on the terminal and in `benchmarks/results/`."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import Measure

RESULTS = Path(__file__).parent / "results"
_PACKAGES = ("flask", "sqlalchemy", "jinja2", "waitress", "xlsxwriter")


def section(title: str, found: Sequence[Measure]) -> None:
    """Print one group of measures."""
    print(f"\n{title}")
    for each in found:
        print(f"  {each.verdict:<4}  {line(each)}", flush=True)
    if not found:
        print("  not measured: it is not there")


def line(measure: Measure) -> str:
    """Say a measure in one line: what, ours, what it is held against, and the ratio with its limit."""
    figures = f"{measure.amount(measure.ours)} against {measure.amount(measure.against)}"
    return f"{measure.name}: {figures}, {ratio(measure)}{f' [{measure.note}]' if measure.note else ''}"


def ratio(measure: Measure) -> str:
    """Say the ratio with its limit."""
    bound = "at least" if measure.faster else "at most"
    said = f"{measure.ratio:.2f}×" if measure.ratio < 100 else f"{measure.ratio:.0f}×"
    return said if measure.limit is None else f"{said} ({bound} {measure.limit:g}×)"


def machine() -> dict[str, str]:
    """Say what the figures were measured on, and when."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f}",
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((each.split(":", 1)[1].strip() for each in lines if each.startswith("model name")), platform.machine())


def summary(found: Mapping[str, Sequence[Measure]]) -> None:
    """Print the machine, and plainly what is over its limit."""
    print()
    for name, value in machine().items():
        print(f"{name}: {value}")
    over = [each for measures in found.values() for each in measures if each.verdict == "OVER"]
    print(
        f"\n{len(over)} over the limit" + "".join(f"\n  {line(each)}" for each in over)
        if over
        else "\nAll within limits."
    )


def keep(found: Mapping[str, Sequence[Measure]], titles: Mapping[str, str]) -> None:
    """Write the figures as JSON and as a page, named by the day; a later run of the day replaces them."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / datetime.now(UTC).date().isoformat()
    measures = {name: [{**asdict(each), "verdict": each.verdict} for each in some] for name, some in found.items()}
    text = json.dumps({"machine": machine(), "measures": measures}, indent=1, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n")
    path.with_suffix(".md").write_text("\n".join(_page(found, titles)) + "\n")
    print(f"Kept in {path}.json and .md")


def _page(found: Mapping[str, Sequence[Measure]], titles: Mapping[str, str]) -> Iterator[str]:
    about = machine()
    yield f"# Measured {about.pop('date')}\n"
    yield from (f"- {name}: {value}" for name, value in about.items())
    for name, measures in found.items():
        yield f"\n## {titles[name]}\n"
        yield "| what | ours | against | ratio | |\n| --- | ---: | ---: | ---: | --- |"
        for each in measures:
            told = f"{each.name} ({each.note})" if each.note else each.name
            against = each.amount(each.against)
            yield f"| {told} | {each.amount(each.ours)} | {against} | {ratio(each)} | {each.verdict} |"
