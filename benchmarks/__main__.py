"""Run every measure in one run, print it as ratios, and keep it in `benchmarks/results/`.

It ends with 0 whatever it finds: what is over a limit is said, not hidden.
"""

import argparse
import importlib.util
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import asset_list, beside, inheritance, report, serving, statement
from benchmarks.generate import Size, fill
from benchmarks.measuring import Measure

Measured = list[Measure]


def main() -> None:
    """Read what is asked for, measure it, print and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=[*NAMES], action="append", help="measure only this; may be given again")
    parser.add_argument("--quick", action="store_true", help="leave out 100,000 assets; keep no results")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="isms-bench-") as folder:
        found = dict(measured(Path(folder), asked.only or list(NAMES), quick=asked.quick))
    report.summary(found)
    if not asked.quick and not asked.only:
        report.keep(found, {name: title for name, (title, _act) in NAMES.items()})


def measured(folder: Path, names: list[str], *, quick: bool = False) -> Iterator[tuple[str, Measured]]:
    """Measure what is named, one after the other, printing each as it comes."""
    url = f"sqlite:///{folder / 'thousand.db'}"
    if {"statement", "serving", "beside"} & set(names):
        fill(url, Size())
    for name in names:
        title, act = NAMES[name]
        found = act(url, folder, quick)
        report.section(title, found)
        yield name, found


def _workbook(_url: str, _folder: Path, _quick: bool) -> Measured:  # noqa: FBT001 - all measures are called alike
    if importlib.util.find_spec("benchmarks.workbook") is None:
        return []
    return [Measure(*each) for each in importlib.import_module("benchmarks.workbook").run()]


NAMES: dict[str, tuple[str, Callable[[str, Path, bool], Measured]]] = {
    "statement": ("Derive the Statement", lambda url, _folder, _quick: statement.run(url)),
    "workbook": ("Write the workbook", _workbook),
    "inheritance": ("Inherit levels", lambda _url, _folder, _quick: [Measure(*each) for each in inheritance.run()]),
    "assets": (
        "List the assets",
        lambda _url, folder, quick: asset_list.run(folder, (100, 10_000) if quick else asset_list.SIZES),
    ),
    "serving": ("Start, run, load, look", lambda url, folder, _quick: serving.run(url, folder)),
    "beside": (
        "Beside CISO Assistant 3.20, as once measured elsewhere on other hardware",
        lambda url, folder, _quick: beside.run(url, folder),
    ),
}

if __name__ == "__main__":
    main()
