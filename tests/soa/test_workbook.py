"""The Statement's workbook: what an auditor receives equals what was decided and frozen."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from isms.access.rules import Role
from isms.db import Act, Database
from isms.features import FEATURES
from isms.implementations.models import Implementation
from isms.risks.models import Risk
from isms.soa import services
from isms.soa.deriving import current
from isms.soa.services import Verdict
from isms.soa.workbook import write

OWN, SCOPE = "exempelkommunen", "LIS-KOMMUN"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
EVIL = "=cmd|' /C calc'!A0"


@pytest.fixture
def session(loaded: Database) -> Iterator[Session]:
    with loaded.session() as found:
        found.info["organisation"] = OWN
        yield found


def act(database: Database, person: str, *acts: Any) -> None:
    for each in acts:
        with database.writing(OWN, Act(person, "test")) as found:
            each(found)


def decide(control: str, verdict: Verdict) -> Any:
    return lambda found: services.decide(found, SCOPE, [("iso-27002-2022", control)], verdict, NOW)


def propose(found: Session) -> None:
    services.propose(found, SCOPE, today=TODAY, now=NOW)


def approve(found: Session) -> None:
    services.approve(found, SCOPE, shown=None, today=TODAY, now=NOW)


def freeze(database: Database) -> None:
    """Decide what is open in Exempelkommunen, propose as the coordinator, approve as the management."""
    act(database, "p03", decide("5.15", Verdict(included=True, reason="Needed everywhere")), propose)
    act(database, "p01", approve)


def sheets(data: bytes) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets}


def rows(sheet: Worksheet, first: str) -> list[dict[str, Any]]:
    """Read the rows below the heading that begins with a word, by heading."""
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    top = next(n for n, line in enumerate(lines) if line[0] == first and any(line[1:]))
    return [dict(zip(lines[top], line, strict=True)) for line in lines[top + 1 :] if line[0]]


def lines_of(sheet: Worksheet) -> dict[Any, Any]:
    """Read what each line says by its first cell, the first where several are named alike."""
    return {line[0]: line[1] for line in reversed(list(sheet.iter_rows(values_only=True))) if line[0]}


def test_every_row_of_the_statement_is_there_as_it_was_derived(session: Session) -> None:
    content = current(session, SCOPE, TODAY).content
    found = rows(sheets(write(session, SCOPE, "en", TODAY))["Statement"], "Id")
    assert [row["Id"] for row in found] == [row["control"] for row in content["rows"]]
    assert [row["Title in English"] for row in found] == [row["title_en"] for row in content["rows"]]
    said = {True: "Yes", False: "No", None: "Undecided"}
    assert [row["Applicable"] for row in found] == [said[row["applicable"]] for row in content["rows"]]
    assert [row["Maturity now (0–5)"] for row in found] == [r["implementation"]["maturity"] for r in content["rows"]]


def test_reasons_stand_in_columns_of_their_own(session: Session) -> None:
    content = {row["control"]: row for row in current(session, SCOPE, TODAY).content["rows"]}
    for row in rows(sheets(write(session, SCOPE, "en", TODAY))["Statement"], "Id"):
        reasons = content[row["Id"]]["reasons"]
        assert (row["Reason: risk"] or "") == ", ".join(each["ref"] for each in reasons if each["kind"] == "risk")
        assert bool(row["Reason: the organisation's decision"]) == any(e["kind"] == "decision" for e in reasons)
        ruled = [f"{each['ref']} ({each['count']})" for each in reasons if each["kind"] == "classification"]
        assert (row["Reason: classification, rule (assets)"] or "") == ", ".join(ruled)


def test_the_cover_controls_the_document_and_counts(session: Session) -> None:
    cover = lines_of(sheets(write(session, SCOPE, "en", TODAY))["Statement of Applicability"])
    assert cover["Annex A"] == "37 organizational, 8 people, 14 physical and 34 technological controls"
    assert cover["Considered"] == "93 of 93 controls of Annex A"
    assert cover["Applicable"] + cover["Not applicable"] + cover["Undecided"] + cover["Contradictory"] == 93
    assert cover["Hash of the content (SHA-256)"] == current(session, SCOPE, TODAY).sha256
    assert cover["Organisation"] == "Exempelkommunen"
    assert "ISO/IEC 27001:2022" in cover["Standard"]


def test_a_draft_is_marked_on_every_page(session: Session) -> None:
    for sheet in sheets(write(session, SCOPE, "sv", TODAY)).values():
        assert "UTKAST – ej fastställt" in sheet.oddHeader.center.text
        assert sheet["A2"].value == "UTKAST – ej fastställt"
        assert sheet.oddFooter.right.text.startswith("Sida &P av &N")


def test_what_is_frozen_is_what_is_exported(loaded: Database, session: Session) -> None:
    freeze(loaded)
    act(loaded, "p03", decide("5.7", Verdict(included=True, reason="Changed after approval")))
    frozen = sheets(write(session, SCOPE, "en", TODAY))
    cover = lines_of(frozen["Statement of Applicability"])
    assert (cover["Version"], cover["Status"]) == ("Version 1", "Approved")
    assert cover["Approved by"] == "Maja Lindqvist-Test, 2026-11-23"
    assert cover["Prepared by"] == "Sara Exempelberg, 2026-11-23"
    assert all(not sheet.oddHeader.center.text for sheet in frozen.values())
    assert "Changed after approval" not in [row["Justification"] for row in rows(frozen["Statement"], "Id")]


def test_the_draft_after_it_says_what_changed_and_why(loaded: Database, session: Session) -> None:
    freeze(loaded)
    act(loaded, "p03", decide("8.4", Verdict(included=True, reason="We write code now")))
    changed = rows(sheets(write(session, SCOPE, "en", TODAY, "draft"))["Changes"], "Id")
    assert [row["Id"] for row in changed] == ["8.4"]
    assert changed[0]["Why"] == "We write code now"
    assert changed[0]["Decision by"] == "Sara Exempelberg"
    assert ("Applicable: No" in changed[0]["Before"], "Applicable: Yes" in changed[0]["Now"]) == (True, True)


def test_an_older_version_says_that_it_is_superseded(loaded: Database, session: Session) -> None:
    freeze(loaded)
    act(loaded, "p03", decide("5.7", Verdict(included=True, reason="Again")), propose)
    act(loaded, "p01", approve)
    cover = lines_of(sheets(write(session, SCOPE, "en", TODAY, 1))["Statement of Applicability"])
    assert cover["Status"] == "Superseded by version 2"


def test_a_version_that_is_not_there_is_told(session: Session) -> None:
    for version in (7, "new"):
        with pytest.raises(LookupError):
            write(session, SCOPE, "en", TODAY, version)


def test_the_same_draft_gives_the_same_bytes_the_next_day(session: Session) -> None:
    assert write(session, SCOPE, "sv", TODAY) == write(session, SCOPE, "sv", date(2026, 11, 24))


def test_what_is_frozen_gives_the_same_bytes_for_ever(loaded: Database, session: Session) -> None:
    freeze(loaded)
    assert write(session, SCOPE, "sv", TODAY) == write(session, SCOPE, "sv", date(2031, 1, 1))


@pytest.mark.parametrize(
    ("language", "title", "columns"),
    [
        ("sv", "Uttalande", {"Titel på svenska (inofficiell)", "Titel på engelska", "Tillämplig"}),
        ("en", "Statement", {"Title in English", "Applicable"}),
        ("both", "Uttalande - Statement", {"Tillämplig / Applicable", "Titel på engelska / Title in English"}),
    ],
)
def test_it_speaks_swedish_english_or_both(session: Session, language: str, title: str, columns: set[str]) -> None:
    found = rows(sheets(write(session, SCOPE, language, TODAY))[title], "Id")
    assert columns <= found[0].keys()


def test_no_text_of_anyone_becomes_a_formula(loaded: Database, session: Session) -> None:
    def edit(found: Session) -> None:
        found.get_one(Risk, (OWN, "R001")).title = EVIL
        for met in found.query(Implementation).filter_by(scope_id=SCOPE, control_id="5.1"):
            met.how = EVIL

    act(loaded, "p03", edit, decide("5.6", Verdict(included=True, reason=EVIL)))
    data = write(session, SCOPE, "en", TODAY)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())
    found = {row["Id"]: row for row in rows(sheets(data)["Statement"], "Id")}
    assert (found["5.6"]["Justification"], found["5.1"]["How it is met"]) == (EVIL, EVIL)


def test_the_summary_has_a_chart_for_themes_and_for_each_attribute(session: Session) -> None:
    with zipfile.ZipFile(io.BytesIO(write(session, SCOPE, "en", TODAY))) as package:
        assert sum(name.startswith("xl/charts/chart") for name in package.namelist()) == 6


@pytest.mark.parametrize("language", ["sv", "both"])
@pytest.mark.parametrize("name", ["soa", "assets", "risks", "gap", "actions"])
def test_every_register_is_a_workbook(session: Session, name: str, language: str) -> None:
    offer = next(each for feature in FEATURES for each in feature.exports if each.name == name)
    data = offer.write(session, SCOPE, language, TODAY)
    assert len(sheets(data)) >= 1
    assert data == offer.write(session, SCOPE, language, TODAY)


def test_what_cannot_be_written_is_told_on_a_page(app: Flask, client_as: Callable[[Role], FlaskClient]) -> None:
    with app.extensions["database"].writing(OWN, Act("p03", "test")) as found:
        found.get_one(Risk, (OWN, "R001")).title = "x" * 40_000
    answer = client_as(Role.COORDINATOR).get("/export/risks.xlsx")
    assert answer.status_code == 409
    assert "longer than the 32,767 characters" in answer.text


@pytest.mark.office
def test_libreoffice_prints_it_with_the_draft_on_every_page(session: Session, tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice or pdftotext is not installed")
    (tmp_path / "soa.xlsx").write_bytes(write(session, SCOPE, "en", TODAY))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "soa.xlsx")], check=True, timeout=150, capture_output=True)
    text = subprocess.run([reader, str(tmp_path / "soa.pdf"), "-"], check=True, capture_output=True, text=True).stdout
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 20
    assert all("DRAFT – not approved" in page for page in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
