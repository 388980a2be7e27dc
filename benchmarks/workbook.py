"""What the Statement's workbook costs, against XlsxWriter writing the same cells from a list."""

import gc
import random
from collections.abc import Callable
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from isms.catalogue.rules import ATTRIBUTES, THEME_COUNTS
from isms.exchange.voice import Voice
from isms.exchange.workbook import write
from isms.soa.sheets_said import Issue, Names, Said
from isms.soa.workbook import book

ROUNDS = 9
Result = tuple[str, float, float, float, float]
"""Name, our seconds, the floor's seconds, their ratio, and the ratio not to pass."""
Cells = list[tuple[str, list[tuple[str, int, int, Any]]]]
"""For each sheet its name and its cells: how it is written, row, column, value."""

STATUSES = ("implemented", "partly", "planned", "not_started", "not_assessed")


def content(assets: int = 1_000, risks: int = 2_000, seed: int = 2) -> dict[str, Any]:
    """Make a Statement of 93 controls for an organisation with so many assets and risks."""
    dice = random.Random(seed)
    ids = [f"{clause}.{number + 1}" for clause, count in zip("5678", THEME_COUNTS.values(), strict=True)
           for number in range(count)]  # fmt: skip
    themes = [theme for theme, count in THEME_COUNTS.items() for _ in range(count)]
    return {
        "organisation": {"id": "x", "name": "Example"},
        "scope": {
            "id": "S", "name": "Everything", "framework": "iso-27001-2022", "decided_on": "2026-01-01",
            "decision_ref": "1", "included": [], "excluded": [],
        },
        "counts": dict(THEME_COUNTS),
        "rows": [_row(dice, control, theme, risks) for control, theme in zip(ids, themes, strict=True)],
        "risks": [_risk(dice, number, ids) for number in range(risks)],
        "bands": [{"id": band, "name": band, "rank": rank} for rank, band in enumerate(("L", "M", "H", "EH"))],
        "obligations": [],
        "classification": [
            {"rule": f"{aspect}{level}", "controls": dice.sample(ids, 4), "assets": _assets(dice, assets, level)}
            for aspect in "CIA"
            for level in (1, 2, 3)
        ],
        "actions": [_action(dice, number, risks) for number in range(500)],
    }  # fmt: skip


def _row(dice: random.Random, control: str, theme: str, risks: int) -> dict[str, Any]:
    named = [{"kind": "risk", "ref": f"R{number:04}"} for number in sorted(dice.sample(range(risks), 60))]
    return {
        "framework": "iso-27002-2022", "control": control, "title_en": _text(dice, 4), "title_sv": _text(dice, 4),
        "unofficial": True, "theme": theme, "state": "settled", "applicable": True, "reasons": named,
        "attributes": {name: dice.sample(values, 2) for name, values in ATTRIBUTES.items()},
        "exclusion": "", "justification": "", "decided_by": "p1", "decided_on": "2026-01-02",
        "implementation": {
            "status": dice.choice(STATUSES), "deficiency": "moderate", "maturity": 2, "wanted": 3,
            "how": _text(dice, 30), "responsible": "Ada", "responsible_role": "ciso", "references": _text(dice, 5),
            "last_review": "2026-03-04", "next_review": "2027-03-04", "inherited_from": "",
        },
    }  # fmt: skip


def _risk(dice: random.Random, number: int, ids: list[str]) -> dict[str, Any]:
    return {
        "id": f"R{number:04}", "title": _text(dice, 6), "unit": "U1", "unit_name": "Unit", "owner": "Ada",
        "status": "in_treatment", "treatment": "modify", "likelihood": 3, "consequence": 4, "band": "H",
        "planned_likelihood": 2, "planned_consequence": 2, "planned_band": "M", "due": "2027-01-31",
        "controls": dice.sample(ids, 3), "plan": "valid", "plan_decided_on": "2026-05-05", "acceptance": "missing",
        "accepted_until": "",
    }  # fmt: skip


def _action(dice: random.Random, number: int, risks: int) -> dict[str, Any]:
    return {
        "id": f"A{number:03}", "title": _text(dice, 8), "source": f"R{dice.randrange(risks):04}", "due": "2027-02-01",
        "cost": 1000 * number, "funded": None, "status": "ongoing", "responsible_role": "ciso",
    }  # fmt: skip


def _assets(dice: random.Random, assets: int, level: int) -> list[dict[str, str]]:
    return [{"id": f"T{n:04}", "name": f"System {n}"} for n in range(assets) if dice.random() < 0.9 / level]


def _text(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(("risk", "information", "åtgärd", "system", "loss", "of", "kommun"), k=words))


def ours(given: dict[str, Any]) -> bytes:
    """Write the workbook as the program does, content to bytes."""
    return write(book(Said(Issue(content=given, sha256="0" * 64), Names(), Voice("sv"))))


def recorded(given: dict[str, Any]) -> Cells:
    """Write it once, keeping every cell that reached XlsxWriter."""
    kept: Cells = []
    real = {
        name: getattr(Worksheet, name) for name in ("write_string", "write_number", "write_datetime", "write_blank")
    }

    def keeping(name: str) -> Callable[..., Any]:
        def keep(sheet: Worksheet, row: int, column: int, value: Any, *rest: Any) -> Any:
            if not kept or kept[-1][0] != sheet.get_name():
                kept.append((sheet.get_name(), []))
            kept[-1][1].append((name, row, column, value))
            return real[name](sheet, row, column, value, *rest)

        return keep

    for name in real:
        setattr(Worksheet, name, keeping(name))
    try:
        ours(given)
    finally:
        for name, method in real.items():
            setattr(Worksheet, name, method)
    return kept


def floor(cells: Cells) -> bytes:
    """Write the same cells from a list, each with a format, and do nothing else."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        looks = workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        day = workbook.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
        for name, found in cells:
            sheet = workbook.add_worksheet(name)
            for how, row, column, value in found:
                getattr(sheet, how)(row, column, value, day if how == "write_datetime" else looks)
    return target.getvalue()


def run() -> list[Result]:
    """Measure in pairs, one process, medians."""
    given = content()
    cells = recorded(given)
    times = [(_seconds(lambda: ours(given)), _seconds(lambda: floor(cells))) for _ in range(ROUNDS)]
    number = sum(len(found) for _name, found in cells)
    return [
        (
            f"workbook of the Statement, 93 controls, 1,000 assets, 2,000 risks ({number:,} cells)",
            median(a for a, _ in times),
            median(b for _, b in times),
            median(a / b for a, b in times),
            1.3,
        )
    ]


def _seconds(act: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    start = perf_counter()
    act()
    spent = perf_counter() - start
    gc.enable()
    return spent


if __name__ == "__main__":
    for name, seconds, least, ratio, limit in run():
        print(f"{name}: {seconds * 1000:.1f} ms against {least * 1000:.1f} ms, {ratio:.2f}x (limit {limit}x)")
