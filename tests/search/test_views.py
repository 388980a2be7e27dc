"""One box for everything."""

import re

import pytest

from isms.access.rules import Role
from isms.search.services import LIMIT, words
from tests.counting import queries_of


def hits(client, wanted):
    text = client.get("/search", query_string={"q": wanted}).text
    return re.findall(r'<li><a href="([^"]+)"><span class="quiet">(\S+)</span>', text[text.index("<main") :])


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("T001", "/assets/T001"),
        ("t001", "/assets/T001"),
        ("IT25", "/information-types/IT25"),
        ("R001", "/risks/R001"),
        ("5.18", "/controls/iso-27002-2022/5.18"),
        ("ÅT10", "/actions/ÅT10"),
        ("åt10", "/actions/ÅT10"),
        ("Utpressningsvirus gemensam", "/risks/R001"),
    ],
)
def test_what_is_asked_for_by_name_comes_first(client_as, wanted, first):
    found = hits(client_as(Role.COORDINATOR), wanted)

    assert found, wanted
    assert found[0][0].replace("%C3%85", "Å") == first


@pytest.mark.parametrize("wanted", ["ÅTKOMST", "åtkomst", "BEHÖRIGHET"])
def test_swedish_letters_are_found_whatever_their_case(client_as, wanted):
    assert len(hits(client_as(Role.COORDINATOR), wanted)) >= 2


@pytest.mark.parametrize("wanted", ["%", "_", "zzzz", "' OR 1=1 --", "x" * 3000, "\x00"])
def test_odd_words_find_nothing_and_break_nothing(client_as, wanted):
    answer = client_as(Role.COORDINATOR).get("/search", query_string={"q": wanted})

    assert answer.status_code == 200
    assert "Nothing found" in answer.text or hits(client_as(Role.COORDINATOR), wanted)


def test_without_words_the_page_asks_for_some(client_as):
    assert "What are you looking for?" in client_as(Role.COORDINATOR).get("/search?q=+").text


def test_a_common_word_shows_a_few_and_says_that_there_are_more(client_as):
    text = client_as(Role.COORDINATOR).get("/search?q=e").text

    assert "There are more" in text
    assert max(int(count) for count in re.findall(r'class="count">(\d+)', text)) == LIMIT


def test_the_box_is_in_the_menu_of_those_who_may_search(client_as):
    assert 'action="/search"' in client_as(Role.SYSTEM_OWNER).get("/").text
    assert 'action="/search"' not in client_as(Role.REPORTER).get("/").text


def test_a_reporter_may_not_search(client_as):
    assert client_as(Role.REPORTER).get("/search?q=T001").status_code == 403


def test_searching_asks_as_often_however_much_is_found(app, client_as):
    coordinator = client_as(Role.COORDINATOR)
    asked = []
    for wanted in ("zzzz", "e"):
        with queries_of(app.extensions["database"]) as sent:
            coordinator.get("/search", query_string={"q": wanted})
        asked.append(len(sent))

    assert asked[0] == asked[1]


def test_what_was_typed_is_trimmed():
    assert words("  two   words ") == "two words"
    assert len(words("x" * 3000)) == 100
