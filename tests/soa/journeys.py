"""What the tests of the Statement's pages do again and again."""

from tests.conftest import token

ROW = "iso-27002-2022:5.15"
SCOPE = "scope=LIS-KOMMUN"


def decide(browser, *controls, do="include", reason="We want it"):
    sent = {"control": list(controls) or [ROW], "do": do, "reason": reason, "csrf_token": token(browser, "/statement")}
    return browser.post(f"/statement/decide?{SCOPE}", data=sent, follow_redirects=True)


def send(browser, act, **sent):
    sent["csrf_token"] = token(browser, "/account")
    return browser.post(f"/statement/{act}?{SCOPE}", data=sent, follow_redirects=True)
