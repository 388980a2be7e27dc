"""The chain, followed as a person does: by keyboard alone, and with scripts off."""

import pytest

from tests.browser.conftest import choose, sign_in

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return {href: e.getAttribute('href') || '', ring: s.outlineStyle !== 'none'};
}"""


def follow(page, href):
    """Press Tab until a link to an address has the focus, see its ring, and press Enter."""
    page.evaluate("document.activeElement.blur()")
    for _stop in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["href"].split("?")[0].split("#")[0] == href:
            assert focused["ring"], focused
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: href in url)
            return
    raise AssertionError(f"no link to {href} on {page.url} can be reached by keyboard")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "with scripts off"])
def test_the_chain_is_followed_by_keyboard_from_an_asset_to_the_statement(browser, address, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, address)
    choose(page, "en")

    for href in CHAIN:
        follow(page, href)
        assert page.inner_text("h1")
    context.close()


CHAIN = (
    "/risks",
    "/risks/R001",
    "/assets/T030",
    "/risks/R001",
    "/controls/iso-27002-2022/8.13",
    "/implementations/LIS-KOMMUN:8.13",
    "/controls/iso-27002-2022/8.13",
    "/risks/R001",
    "/controls/iso-27002-2022/8.13",
    "/statement",
    "/controls/iso-27002-2022/5.1",
)


def test_an_asset_is_written_down_with_scripts_off(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address)
    choose(page, "en")
    page.goto(f"{address}/actions/new")
    page.fill("main form[method=post] input[name=title]", "Try the backups")
    page.click("main form[method=post] button[type=submit]")

    assert "Try the backups" in page.inner_text("main")
    context.close()


def test_the_first_stop_skips_to_the_content(browser, address):
    page = browser.new_page()
    sign_in(page, address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_the_menu_opens_on_a_phone_with_scripts_off(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, address)
    page.click("header.top button")
    page.click("#menu a[href='/risks']")

    assert page.url.endswith("/risks")
    context.close()


def test_a_page_asks_for_few_and_small_things_of_its_own_house_only(browser, address):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, address)
    for path in ("/", "/assets", "/risks", "/controls/iso-27002-2022/5.18"):
        asked.clear()
        page.goto(address + path)
        assert len(asked) <= 10, asked
        assert all(url.startswith((address, "data:")) for url in asked), asked
    page.close()
