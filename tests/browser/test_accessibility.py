"""Every page as a browser shows it: no fault that axe finds, in light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import whole
from tests.browser.conftest import choose, sign_in

pytestmark = pytest.mark.browser

AXE = Axe().axe_script
PAGES = whole.shown()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
DESKTOP, PHONE, NARROW = ({"width": 1440, "height": 900}, {"width": 390, "height": 844}, {"width": 360, "height": 740})
ODD_PEOPLE = {"risks.accept": "p01", "risks.plan": "p01", "soa.approve": "p01"}
"""Who opens the pages that the coordinator may not: one who may accept and approve."""


@pytest.fixture(scope="module")
def pages_of(browser, address):
    """Give the page of a signed-in person, opened once."""
    opened = {}

    def page_of(person):
        if person not in opened:
            context = browser.new_context(viewport=DESKTOP, locale="sv-SE")
            opened[person] = context.new_page()
            opened[person].said = []
            opened[person].on("console", lambda message: opened[person].said.append(message.text))
            opened[person].on("pageerror", lambda fault: opened[person].said.append(str(fault)))
            sign_in(opened[person], address, f"{person}@exempelkommunen.example")
            choose(opened[person], "sv")
        return opened[person]

    yield page_of
    for page in opened.values():
        page.context.close()


def faults(page, options):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [(each["id"], node["html"][:160], node["failureSummary"][:200]) for each in found for node in each["nodes"]]


def shown(page, size, scheme="light"):
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    return page


def check(page):
    assert faults(shown(page, DESKTOP), RULES) == []
    assert faults(shown(page, DESKTOP, "dark"), CONTRAST) == []
    assert faults(shown(page, PHONE, "dark"), CONTRAST) == []
    assert faults(shown(page, PHONE), RULES) == []
    shown(page, NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    shown(page, DESKTOP)


@pytest.mark.parametrize("rule", PAGES, ids=whole.named)
def test_everyone_can_use_a_page(pages_of, address, rule):
    page = pages_of(ODD_PEOPLE.get(rule.endpoint, "p03"))
    page.said.clear()
    answer = page.goto(address + whole.path(rule))

    assert answer.status == 200
    check(page)
    assert page.said == []


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/search?q=T001",
        "/search?q=zzzz",
        "/assets?q=zzzz",
        "/risks?band=H",
        "/controls/iso-27002-2022/8.28",
        "/assets/T036",
    ],
)
def test_everyone_can_use_what_is_found_or_missing(pages_of, address, path):
    page = pages_of("p03")
    page.goto(address + path)

    check(page)


def test_everyone_can_use_a_form_with_faults(pages_of, address):
    page = pages_of("p03")
    page.goto(f"{address}/assets/new")
    page.click("main form[method=post] button[type=submit]")

    assert page.evaluate("document.activeElement.className") == "error-summary"
    check(page)


def test_everyone_can_sign_in(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/sign-in")

    check(page)
    page.fill("#email", "nobody@example.com")
    page.fill("#password", "wrong")
    page.click("main button[type=submit]")
    check(page)
    page.close()


def test_a_reporter_can_use_the_start(pages_of, address):
    page = pages_of("p04")
    page.goto(address)

    check(page)
