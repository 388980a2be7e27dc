"""Take the pictures of docs/screenshots/ from the fictional municipality: a tool for maintainers, needs Chromium.

Run it as `.venv/bin/python docs/screenshots.py`; names given as arguments take only those pictures.
"""

import base64
import os
import socket
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
ISMS = Path(sys.executable).with_name("isms")
PASSWORD = "a password for pictures"  # noqa: S105 - of people who do not exist
WIDTHS = {"desktop": (1440, 900), "phone": (390, 844)}


class Picture(NamedTuple):
    """A page and who looks at it; `also` says that it is worth seeing on a phone too."""

    name: str
    path: str
    person: str = "p03"
    also: bool = False


BEFORE = (
    Picture("home", "/", also=True),
    Picture("assets", "/assets", also=True),
    Picture("asset", "/assets/T032", also=True),
    Picture("risks", "/risks"),
    Picture("risk", "/risks/R004"),
    Picture("statement", "/statement?scope=LIS-KOMMUN", also=True),
    Picture("control", "/controls/iso-27002-2022/5.18"),
    Picture("question", "/assessments/GAP-LIS-KOMMUN-2026-11-10/5.18", also=True),
)
AFTER = (
    Picture("approved", "/statement/versions/1?scope=LIS-KOMMUN", person="p18"),
    Picture("compare", "/statement/compare?scope=LIS-KOMMUN"),
)
ACTS = (
    ("soa", "decide", "--control", "5.15", "--include", "Grundskydd för alla system", "--as", "p03"),
    ("soa", "propose", "--as", "p03"),
    ("soa", "approve", "--as", "p01"),
    ("soa", "decide", "--control", "5.10", "--include", "Riktlinje antagen i nämnden", "--as", "p03"),
    ("soa", "decide", "--control", "5.7", "--include", "Kräver omvärldsbevakning även i år", "--as", "p03"),
)


# Keep the colours that most pixels have, the strong ones first since they are signs; show the others in the nearest.
REDUCE = """async (url) => {
  const image = new Image(); image.src = url; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const data = pen.getImageData(0, 0, image.width, image.height).data, counts = new Map();
  const at = (i) => data[i] << 16 | data[i + 1] << 8 | data[i + 2];
  for (let i = 0; i < data.length; i += 4) counts.set(at(i), (counts.get(at(i)) || 0) + 1);
  const parts = (colour) => [colour >> 16, colour >> 8 & 255, colour & 255];
  const worth = ([colour, count]) => Math.sqrt(count) * (4 + Math.max(...parts(colour)) - Math.min(...parts(colour)));
  const kept = [...counts].sort((a, b) => worth(b) - worth(a)).slice(0, 256).map((each) => each[0]);
  const far = (a, b) => [16, 8, 0].reduce((sum, bits) => sum + ((a >> bits & 255) - (b >> bits & 255)) ** 2, 0);
  const closer = (colour) => (best, each, place) => far(each, colour) < far(kept[best], colour) ? place : best;
  const nearest = new Map(kept.map((colour, place) => [colour, place]));
  for (const colour of counts.keys()) if (!nearest.has(colour)) nearest.set(colour, kept.reduce(closer(colour), 0));
  const pixels = new Uint8Array(data.length / 4);
  for (let i = 0; i < pixels.length; i++) pixels[i] = nearest.get(at(i * 4));
  let text = "";
  for (let i = 0; i < pixels.length; i += 8192) text += String.fromCharCode(...pixels.subarray(i, i + 8192));
  return {width: image.width, height: image.height, palette: kept, pixels: btoa(text)};
}"""


def small(page: Page, picture: bytes) -> bytes:
    """Write a PNG anew with at most 256 colours; `page` is any page of a browser, which does the reducing."""
    found = page.evaluate(REDUCE, "data:image/png;base64," + base64.b64encode(picture).decode())
    across, pixels = found["width"], base64.b64decode(found["pixels"])
    rows = b"".join(b"\0" + pixels[start : start + across] for start in range(0, len(pixels), across))
    head = struct.pack(">IIBBBBB", across, found["height"], 8, 3, 0, 0, 0)
    palette = b"".join(colour.to_bytes(3, "big") for colour in found["palette"])
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def keep(page: Page, workshop: Page, name: str) -> None:
    """Take a picture of what a page shows and keep it small; `workshop` is a page without a policy of its own."""
    (FOLDER / f"{name}.png").write_bytes(small(workshop, page.screenshot()))


def isms(*arguments: str) -> None:
    """Run a command of the program; raises CalledProcessError when it does not end with 0."""
    subprocess.run([ISMS, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def served() -> Iterator[str]:
    """Fill a database of its own, serve it, and give its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        os.environ |= {"ISMS_INSTANCE": folder, "ISMS_CHEAP_PASSWORDS": "1", "ISMS_PASSWORD": PASSWORD}
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        isms("demo")
        for person in ("p01", "p03", "p06", "p18"):
            isms("user", "password", person)
        server = subprocess.Popen([ISMS, "serve", "--port", port], stdout=subprocess.PIPE)  # noqa: S603
        assert server.stdout is not None  # noqa: S101 - it was asked for
        server.stdout.readline()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def signed_in(browser: Browser, site: str, person: str, language: str, width: str) -> Page:
    """Open a browser of a width where a person has signed in and chosen a language."""
    across, down = WIDTHS[width]
    page = browser.new_page(base_url=site, viewport={"width": across, "height": down}, locale=language)
    page.goto("/sign-in")
    page.fill("#email", f"{person}@exempelkommunen.example")
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit], form:has(#password) button[type=submit]")
    token = page.locator("input[name=csrf_token]").first.get_attribute("value")
    page.request.post("/language", form={"language": language, "csrf_token": token or ""}, headers={"Referer": site})
    return page


def take(browser: Browser, site: str, pictures: tuple[Picture, ...], wanted: set[str]) -> None:
    """Take pictures in both languages, those that are worth it on a phone too."""
    workshop = browser.new_page()
    for language in ("sv", "en"):
        for width in WIDTHS:
            chosen = [p for p in pictures if (not wanted or p.name in wanted) and (width == "desktop" or p.also)]
            for person in sorted({picture.person for picture in chosen}):
                page = signed_in(browser, site, person, language, width)
                for picture in (p for p in chosen if p.person == person):
                    answer = page.goto(picture.path)
                    if answer is None or not answer.ok:
                        sys.stderr.write(f"{picture.path} answers {answer and answer.status}\n")
                        continue
                    keep(page, workshop, f"{picture.name}-{language}-{width}")
                page.context.close()


def take_door(browser: Browser, site: str) -> None:
    """Take the pictures of signing in."""
    workshop = browser.new_page()
    for language in ("sv", "en"):
        page = browser.new_page(base_url=site, viewport={"width": 1440, "height": 900}, locale=language)
        page.goto("/sign-in")
        keep(page, workshop, f"sign-in-{language}-desktop")
        page.context.close()


def main(wanted: set[str]) -> None:
    """Take all pictures, or those that are wanted."""
    FOLDER.mkdir(exist_ok=True)
    with served() as site, sync_playwright() as playwright:
        urlopen(site).close()  # noqa: S310 - our own server
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        take_door(browser, site)
        take(browser, site, BEFORE, wanted)
        for act in ACTS:
            isms(*act, "--scope", "LIS-KOMMUN")
        take(browser, site, AFTER, wanted)
        browser.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
