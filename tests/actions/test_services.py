from datetime import date

import pytest

from isms.actions import queries, services
from isms.actions.queries import Wanted
from isms.actions.rules import Status
from isms.db import Act
from isms.web.errors import Refusal

TODAY = date(2026, 11, 22)
ACT = Act("p03", "test")
VALUES = {"title": "Prova", "source": "R001", "cost": 1000, "funded": None, "controls": ["8.13"]}


def plan(session, **changes):
    return services.save(session, services.new(session), VALUES | changes)


def test_a_new_action_takes_the_next_number_and_names_what_it_improves(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        action = plan(session)

        assert action.id == "ÅT17"
        assert services.improved(session, "ÅT17") == ["iso-27002-2022:8.13"]
        assert "ÅT17" in {row.id for row in session.execute(queries.for_sources(["R001"]))}


def test_the_sums_are_of_what_is_shown_in_one_query(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        plan(session, title="Skissprov ett", funded=True)
        plan(session, title="Skissprov två", funded=False)
        services.drop(session, plan(session, title="Skissprov tre"), reason="För dyrt", today=TODAY)

        found = session.execute(queries.sums(Wanted(words="skissprov"), TODAY)).one()

    assert (found.cost, found.unfunded) == (2000, 1000)


def test_done_is_not_the_same_as_shown_to_work(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        action = plan(session)

        assert services.finish(session, action, shown="", today=TODAY).status is Status.DONE
        assert services.finish(session, action, shown="Prov 7", today=TODAY).status is Status.EFFECT_SHOWN
        assert "Prov 7" in action.note


def test_what_is_finished_is_not_dropped_and_what_is_dropped_is_not_finished(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        done, dropped = plan(session, status=Status.DONE), plan(session, status=Status.DROPPED)

        with pytest.raises(Refusal):
            services.drop(session, done, reason="Nej", today=TODAY)
        with pytest.raises(Refusal):
            services.finish(session, dropped, shown="", today=TODAY)


def test_a_swedish_word_is_found_whatever_its_case(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        plan(session, title="Översvämning av ödlor")

        assert [row.title for row in session.execute(queries.found("}versv|mning", 5))] == ["Översvämning av ödlor"]
