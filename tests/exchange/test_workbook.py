"""Workbooks: text stays text, nothing vanishes, the same data gives the same bytes."""

import ast
import io
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import isms
from isms.exchange.sheets import Book, Cell, Chart, Column, Link, Series, Sheet, Table, Tone
from isms.exchange.voice import Voice
from isms.exchange.workbook import Unwritable, write
from isms.exchange.workbook_names import sheet_names
from isms.exchange.workbook_pages import lines
from isms.i18n import texts

RISKY = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "{=1}", "\t=1", "\r=1", "=1\n2"]
LINKS = ["http://x/" + "a" * 3000, "javascript:alert(1)", "file:///etc/passwd", "internal:A!A1", "mailto:a@b.example"]


def book(*values: Cell, **more: object) -> Book:
    table = Table(columns=[Column(heading="What", width=20, value=lambda row: row)], rows=values)
    return Book(sheets=[Sheet(title="List", tables=[table])], title="A book", **more)  # type: ignore[arg-type]


def package(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name).decode() for name in found.namelist()}


def cells(data: bytes) -> list[object]:
    """Read the column below the heading, which is the third row."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [row[0].value for row in sheet.iter_rows(min_row=4)]


def test_cells_hold_what_they_were_given() -> None:
    data = write(book("Text", 3, 2.5, date(2026, 11, 23), None))
    assert cells(data) == ["Text", 3, 2.5, datetime(2026, 11, 23), None]  # noqa: DTZ001
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[3][0] == "Text"


@pytest.mark.parametrize("text", RISKY)
def test_no_text_becomes_a_formula_and_none_is_changed(text: str) -> None:
    data = write(book(text))
    assert "<f>" not in "".join(package(data).values())
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[3][0]
    assert str(read).replace("_x000D_", "\r") == text
    style = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A4"]
    assert style.quotePrefix


def test_what_looks_like_a_formula_is_marked_as_text_in_its_style() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(book("=1", "plain")))).worksheets[0]
    assert [sheet["A4"].quotePrefix, sheet["A5"].quotePrefix] == [True, False]


@pytest.mark.parametrize("text", LINKS)
def test_no_text_becomes_a_link(text: str) -> None:
    data = write(book(text, Link(text, "shown")))
    assert cells(data) == [text, "shown"]
    assert "<hyperlink" not in "".join(package(data).values())


def test_a_web_address_that_is_meant_as_a_link_is_one() -> None:
    assert "<hyperlink" in package(write(book(Link("https://www.iso.org/", "ISO"))))["xl/worksheets/sheet1.xml"]


def test_a_cell_holds_32767_characters_and_one_more_is_refused_by_name() -> None:
    assert cells(write(book("x" * 32_767))) == ["x" * 32_767]
    with pytest.raises(Unwritable, match=r"List!A4: the text is longer than the 32,767 characters"):
        write(book("x" * 32_768))


def test_a_character_beyond_the_basic_plane_counts_as_two() -> None:
    with pytest.raises(Unwritable):
        write(book("😀" * 16_384))


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), datetime(2026, 1, 1, tzinfo=UTC), True, ["list"], "\ud800"]
)
def test_what_no_cell_can_hold_is_refused(value: Cell) -> None:
    with pytest.raises(Unwritable):
        write(book(value))


def test_a_date_before_the_calendar_of_spreadsheets_is_written_in_words() -> None:
    assert cells(write(book(date(1766, 12, 2)))) == ["1766-12-02"]


def test_the_same_book_gives_the_same_bytes() -> None:
    assert write(book("a", 1, made=date(2026, 1, 2))) == write(book("a", 1, made=date(2026, 1, 2)))


def test_the_mark_is_on_every_page_and_seen_on_the_sheet() -> None:
    data = write(book("a", mark="DRAFT & more"))
    assert "DRAFT &amp;&amp; more" in package(data)["xl/worksheets/sheet1.xml"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1][0] == "DRAFT & more"


def test_a_list_has_frozen_headings_a_filter_and_print_titles() -> None:
    data = write(book("a"))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:A4", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet["A3"].font.bold) == ("landscape", 9, True)


def test_an_empty_list_says_so_instead_of_showing_headings() -> None:
    table = Table(columns=[Column(heading="What", width=9, value=str)], rows=[], empty="There is nothing.")
    said = package(write(Book(sheets=[Sheet(title="List", tables=[table])], title="t")))["xl/sharedStrings.xml"]
    assert "There is nothing." in said
    assert "What" not in said


def test_names_of_sheets_are_valid_and_unlike_each_other() -> None:
    names = sheet_names(["a/b", "n" * 40, "'x'", "History", "Same", "same", "n" * 41, "", "a[b]*?:\\", "😀" * 20])
    assert names == [
        "a-b", "n" * 31, "x", "History (2)", "Same", "same (2)", "n" * 27 + " (2)", "-", "a-b-", "😀" * 15,
    ]  # fmt: skip
    assert write(Book(sheets=[Sheet(title=title, tables=[]) for title in names], title="t"))


def test_the_full_title_of_a_sheet_stands_in_a_cell() -> None:
    data = write(Book(sheets=[Sheet(title="n" * 40, tables=[])], title="t"))
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A1"].value == "n" * 40


def test_a_chart_has_a_title_an_axis_and_a_description() -> None:
    table = Table(
        columns=[
            Column(heading="Theme", width=9, value=lambda row: row[0]),
            Column(heading="Done", width=9, value=lambda row: row[1], tone=lambda _row: Tone.GOOD),
        ],
        rows=[("People", 2)],
        chart=Chart("By theme", "Controls", (Series(1, "#2E7D4F"),)),
    )
    data = package(write(Book(sheets=[Sheet(title="Summary", tables=[table], scale=70)], title="t")))
    assert "By theme" in data["xl/charts/chart1.xml"]
    assert 'descr="By theme. Controls."' in data["xl/drawings/drawing1.xml"]


def test_what_is_said_in_both_languages_is_said_once_where_they_agree() -> None:
    say = Voice("both")
    assert (say("Yes"), say("Status")) == ("Ja / Yes", "Status")
    assert say.either("Policyer", "Policies") == "Policyer / Policies"


def test_lines_are_counted_by_whole_words() -> None:
    assert [lines(text, 10) for text in ("", "short", "two words here", "a" * 25, "a\nb")] == [1, 1, 2, 3, 2]


@pytest.mark.office
def test_libreoffice_opens_it_with_equal_text(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    texts = [*RISKY[:5], "_x0041_", "å ä ö – “”"]
    (tmp_path / "book.xlsx").write_bytes(write(book(*texts)))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):9,34,76", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(tmp_path / "book.xlsx")], check=True, timeout=120, capture_output=True)
    read = (tmp_path / "book.csv").read_text("utf-8").splitlines()
    assert read[3:] == texts


def test_every_text_of_the_sheets_is_said_in_swedish() -> None:
    folder = Path(isms.__file__).parent
    files = [*folder.glob("*/sheets*.py"), folder / "soa" / "workbook.py"]
    calls = [node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    said = {
        call.args[0].value
        for call in calls
        if call.args and isinstance(call.args[0], ast.Constant) and ast.unparse(call.func).split(".")[-1] == "say"
    }
    assert len(said) > 100
    assert said - texts().keys() == set()
