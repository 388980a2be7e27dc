"""Every page, for every role, in both languages: valid, labelled, within its queries, and changing nothing."""

import re

import html5lib
import pytest
from babel.messages.pofile import read_po
from flask import g, request

from isms.access.rules import Role
from isms.demo.filling import PEOPLE
from tests import whole
from tests.counting import queries_of

PAGES = whole.shown()
QUERIES = 25
MORE_QUERIES = {
    "assets.detail": 45,  # the path of every level, and what nine panels know of it
    "catalogue.detail": 50,  # the whole chain, with the row of the Statement that is derived for it
    "desks.index": 60,  # asks every feature what waits, and how the whole stands
    "risks.detail": 32,  # its decisions, who may take them, and what panels know of it
    "soa.approve": 40,  # derives the Statement, as the following do: eighteen selects, whatever its size
    "soa.classification": 32,
    "soa.compare": 36,
    "soa.index": 36,
    "soa.versions": 36,
}
NAMED_BY_OTHERS = {"hidden", "submit"}


@pytest.fixture(scope="module")
def quiet_app(shared_app):
    """The shared application, which notes what a request has changed before anything of it is kept or dropped."""
    left = shared_app.extensions["left"] = []

    @shared_app.after_request
    def note(response):
        session = g.get("session")
        if session is not None and request.method == "GET" and (session.new or session.dirty or session.deleted):
            left.append(request.path)
        return response

    return shared_app


@pytest.fixture(scope="module")
def seen(quiet_app, signed_in):
    """Open a page once for each person and language: (status, text, number of queries)."""
    opened = {}

    def see(rule, role, language="sv"):
        key = (rule.rule, role, language)
        if key not in opened:
            client = signed_in(role, language)
            with queries_of(quiet_app.extensions["database"]) as sent:
                answer = client.get(whole.path(rule))
            opened[key] = (answer.status_code, answer.text if answer.is_json or "html" in answer.mimetype else "", sent)
        return opened[key]

    return see


def first_to_see(seen, rule):
    """Open a page as the first role that may see it, the coordinator before others."""
    for role in (Role.COORDINATOR, *PEOPLE):
        status, text, sent = seen(rule, role)
        if status == 200:
            return text, sent
    raise AssertionError(f"nobody may see {rule}")


def parsed(text):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("rule", PAGES, ids=whole.named)
def test_a_page_opens_or_is_refused_for_every_role(seen, quiet_app, rule):
    statuses = {role: seen(rule, role)[0] for role in PEOPLE}

    assert set(statuses.values()) <= {200, 403}
    assert 200 in statuses.values()
    assert quiet_app.extensions["left"] == []


@pytest.mark.parametrize("rule", PAGES, ids=whole.named)
def test_a_page_asks_the_database_few_questions(seen, rule):
    _text, sent = first_to_see(seen, rule)

    assert len(sent) <= MORE_QUERIES.get(rule.endpoint, QUERIES), "\n".join(sent)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("rule", PAGES, ids=whole.named)
def test_a_page_is_valid_and_named(seen, rule, language):
    for role in (Role.COORDINATOR, Role.MANAGEMENT, Role.REPORTER):
        status, text, _sent = seen(rule, role, language)
        if status == 200 and text:
            check_page(parsed(text), language)


def check_page(tree, language):
    [title], [heading] = tree.findall(".//title"), tree.findall(".//h1")
    ids = [found.get("id") for found in tree.iter() if found.get("id")]

    assert tree.get("lang") == language
    assert words(title).startswith(words(heading))
    assert words(heading)
    assert len(ids) == len(set(ids)), sorted(each for each in ids if ids.count(each) > 1)
    assert not unlabelled(tree)
    assert not [found for found in tree.iter("script") if not found.get("src") or words(found)]
    assert not list(tree.iter("style"))
    assert not {name for found in tree.iter() for name in list(found.keys()) if name[:2] == "on" or name == "style"}


def unlabelled(tree):
    """List the inputs that have no name of their own."""
    labels = {label.get("for") for label in tree.iter("label")}
    inputs = [found for kind in ("input", "select", "textarea") for found in tree.iter(kind)]
    return [
        (found.get("name"), found.get("id"))
        for found in inputs
        if found.get("type") not in NAMED_BY_OTHERS and not found.get("aria-label") and found.get("id") not in labels
    ]


def swedish():
    """Read every text that differs between the languages: English → where its Swedish stands."""
    found = {}
    for path in sorted((whole.ROOT / "isms/translations/sv").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key and "%" not in key and message.string != message.id:
                    found[key] = path.name
    return found


def texts(element, lang="sv"):
    """Give every piece of text of a page and its attributes that is not marked as another language."""
    lang = element.get("lang") or lang
    if lang == "sv" and isinstance(element.tag, str):
        pieces = [element.text, *(element.get(name) for name in ("aria-label", "title", "placeholder", "alt"))]
        yield from (" ".join(piece.split()) for piece in pieces if piece and piece.strip())
    for child in element:
        yield from texts(child, lang)
        if lang == "sv" and child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


SAME_WORD = {"Person", "Status", "Information", "System", "Problem", "Plan", "Matrix", "to"}


@pytest.mark.parametrize("rule", PAGES, ids=whole.named)
def test_a_swedish_page_has_no_english_left(seen, rule):
    text, _sent = first_to_see(seen, rule)
    english = swedish()

    assert not [piece for piece in texts(parsed(text)) if piece in english and piece not in SAME_WORD] if text else True


def test_every_page_opens_before_anything_is_frozen(client_as):
    client = client_as(Role.COORDINATOR)
    frozen = {"soa.version", "soa.compare", "soa.approve", "risks.accept", "risks.plan"}
    statuses = {
        rule.endpoint: client.get(whole.path(rule)).status_code for rule in PAGES if rule.endpoint not in frozen
    }

    assert {endpoint: status for endpoint, status in statuses.items() if status != 200} == {}


def test_the_sign_in_page_is_valid_in_both_languages(shared_app):
    for language in ("sv", "en"):
        text = shared_app.test_client().get("/sign-in", headers={"Accept-Language": language}).text
        check_page(parsed(text), language)


@pytest.mark.parametrize("rule", PAGES, ids=whole.named)
def test_a_page_leads_only_to_pages_that_are_there(seen, signed_in, rule):
    text, _sent = first_to_see(seen, rule)
    adapter = whole.application().url_map.bind("localhost")

    for address in sorted(set(re.findall(r'(?:href|action)="(/[^"?#]*)', text))):
        methods = [method for method in ("GET", "POST") if adapter.test(address, method)]
        assert methods, address
