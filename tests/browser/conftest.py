"""A served Exempelkommunen and Debian's Chromium."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from waitress import create_server

from tests.conftest import PASSWORD
from tests.ports import free_port

CHROMIUM = shutil.which("chromium")
COORDINATOR = "p03@exempelkommunen.example"


@pytest.fixture(scope="module")
def address(shared_app) -> Iterator[str]:
    """Serve the application as `isms serve` does, in this process."""
    port = free_port()
    server = create_server(shared_app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser once for all pages."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def sign_in(page: Page, address: str, email: str = COORDINATOR) -> None:
    """Sign in as a person does: address, password, Enter."""
    page.goto(f"{address}/sign-in")
    page.fill("#email", email)
    page.press("#email", "Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def choose(page: Page, language: str) -> None:
    """Choose a language by its button, where the page is not in it already."""
    if page.get_attribute("html", "lang") != language:
        page.click(f"button[lang={language}]")
        page.wait_for_selector(f"html[lang={language}]")
