"""What lies in the static folder is what it says it is, and small."""

import base64
import hashlib
import json
import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "isms" / "static"
VENDORED = json.loads((STATIC / "vendor.json").read_text())["packages"]


def integrity(path: Path) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def test_vendored_files_are_unchanged_and_bring_their_licence():
    for package in VENDORED:
        assert (STATIC / package["licence_file"]).stat().st_size > 0
        for name, file in package["files"].items():
            assert integrity(STATIC / name) == file["integrity"], name


def test_the_style_sheet_asks_for_nothing_from_elsewhere():
    css = (STATIC / "isms.css").read_text()

    assert re.findall(r"url\(([^)]*)\)", css) == ["fonts/inter-latin.woff2"]
    assert "@import" not in css
    assert css.count("{") == css.count("}")


def test_what_every_page_fetches_stays_small():
    assert sum((STATIC / name).stat().st_size for name in ("isms.css", "isms.js", "fonts/inter-latin.woff2")) < 100_000
