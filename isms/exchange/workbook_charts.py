"""Native charts beside their tables."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from isms.exchange.sheets import Series, Table
from isms.exchange.workbook_cells import done

_ROW_PIXELS = 20
_WIDTH = 510
_FONT = {"name": "Calibri", "size": 9}
_NAMED = {
    "reverse": True,
    "crossing": "max",
    "interval_unit": 1,
    "num_font": _FONT,
    "major_tick_mark": "none",
    "line": {"color": "#7F8C99"},
}


def chart_rows(table: Table) -> int:
    """Count the rows that a table's chart takes: enough for each bar to carry its name."""
    return 8 + round(len(table.rows) * 1.5)


def draw(workbook: Workbook, target: Worksheet, table: Table, top: int) -> None:
    """Put the chart of a table to its right; `top` is the row of the table's headings."""
    told = table.chart
    if told is None or not table.rows:
        return
    chart: Any = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for series in told.series:
        chart.add_series(_series(target.get_name(), table, top, series))
    chart.set_title({"name": told.title, "name_font": {**_FONT, "size": 11}, "overlay": False})
    chart.set_y_axis(_NAMED)
    chart.set_x_axis(_counted(told.axis))
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_size({"width": _WIDTH, "height": chart_rows(table) * _ROW_PIXELS - 10})
    place = {"x_offset": 12, "object_position": 1, "description": f"{told.title}. {told.axis}."}
    done(target.insert_chart(top, len(table.columns), chart, place))


def _series(sheet: str, table: Table, top: int, series: Series) -> dict[str, Any]:
    first, last = top + 1, top + len(table.rows)
    return {
        "name": [sheet, top, series.column],
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, series.column, last, series.column],
        "fill": {"color": series.colour},
        "border": {"color": "#FFFFFF", "width": 0.5},
        "gap": 45,
        "data_labels": {"value": True, "num_format": "0;;;", "font": {**_FONT, "color": _ink(series.colour)}},
    }


def _counted(axis: str) -> dict[str, Any]:
    return {
        "name": axis,
        "name_font": {**_FONT, "bold": False},
        "num_font": _FONT,
        "num_format": "0",
        "major_gridlines": {"visible": True, "line": {"color": "#E1E5EA"}},
        "min": 0,
    }


def _ink(colour: str) -> str:
    """Choose black or white, whichever reads better on a colour."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"
