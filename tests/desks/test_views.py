"""The start page as different people see it."""

import re
from datetime import date

import pytest

from isms import features, i18n
from isms.access.rules import Permission, Role
from isms.accounts.models import Account, Grant, Person
from isms.accounts.passwords import hashed
from isms.app import create_app
from isms.config import Settings
from isms.db import Act
from isms.desks import pages
from isms.organisation.models import Organisation
from tests.conftest import PASSWORD, token
from tests.counting import queries_of


def headings(text):
    return [" ".join(re.sub(r"<.*?>", " ", found).split()) for found in re.findall(r"<h2.*?</h2>", text)]


def test_the_coordinator_sees_what_is_late_before_what_waits(client_as):
    seen = headings(client_as(Role.COORDINATOR).get("/").text)

    assert [each.rstrip(" 0123456789") for each in seen if each.startswith(("Late", "Waits", "Soon"))] == [
        "Late", "Waits for a decision", "Soon",
    ]  # fmt: skip


def test_the_number_of_a_group_is_the_number_of_its_lines(client_as):
    text = client_as(Role.COORDINATOR).get("/").text
    section = re.search(r'<section id="late".*?</section>', text, re.S)[0]

    assert int(re.search(r'class="count">(\d+)', section)[1]) == section.count("<li>")


def test_the_start_shows_how_the_whole_stands(client_as):
    text = client_as(Role.COORDINATOR).get("/").text

    assert "Implementation by theme" in text
    assert "23 of 37" in text
    assert text.count('class="meter"') == 4
    assert "Next decisions" in text


def test_a_reporter_has_a_calm_page_with_a_way_on(client_as):
    text = client_as(Role.REPORTER).get("/").text

    assert "Nothing waits for you" in text
    assert 'href="/controls"' in text
    assert "Implementation by theme" not in text


def test_one_sees_only_the_lines_that_one_may_act_on(client_as):
    lines = client_as(Role.EXTERNAL_AUDITOR).get("/").text

    assert "Document controls of" not in lines


def test_the_start_asks_the_database_as_often_whatever_waits(app, client_as):
    coordinator = client_as(Role.COORDINATOR)

    with queries_of(app.extensions["database"]) as sent:
        coordinator.get("/")

    assert len(sent) <= 60


@pytest.mark.parametrize(("language", "said"), [("sv", "Söndag 22 november 2026"), ("en", "Sunday 22 November 2026")])
def test_the_day_is_written_as_people_say_it(language, said):
    with i18n.speaking(language):
        assert pages.day_in_words(date(2026, 11, 22)) == said


def test_an_organisation_without_anything_is_told_what_to_do_first(templates, tmp_path):
    """A new organisation has a person and nothing else."""
    url = templates.copy("sqlite", "empty")
    database = features.open_database(url)
    with database.writing("new", Act("test")) as session:
        session.add(Organisation(id="new", name="New Town"))
        session.flush()
        session.add(Person(organisation_id="new", id="p1", name="Ada"))
        session.flush()
        session.add(Grant(organisation_id="new", person_id="p1", role=Role.COORDINATOR))
        session.add(
            Account(
                email="ada@new.example", password=hashed(PASSWORD, cheap=True), fs_uniquifier="u" * 32,
                organisation_id="new", person_id="p1", language="en",
            )
        )  # fmt: skip
    settings = Settings(database_url=url, instance=tmp_path, secret_key="x" * 48, cheap_passwords=True)
    client = create_app(settings, database).test_client()
    csrf = token(client, "/sign-in")
    client.post("/sign-in", data={"email": "ada@new.example", "password": PASSWORD, "csrf_token": csrf})

    text = client.get("/").text

    assert "Begin here" in text
    assert text.index("/information-types/new") < text.index("/assets/new")
    assert "Continue with the Statement" not in text
    database.engine.dispose()


def test_every_to_do_belongs_to_a_permission():
    asked = [permission for feature in features.FEATURES for permission, _ask in feature.todo]

    assert asked
    assert all(isinstance(permission, Permission) for permission in asked)
