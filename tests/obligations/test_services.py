from datetime import date

from isms.db import Act
from isms.obligations import queries, services
from isms.obligations.models import Kind
from isms.obligations.rules import Force, force

TODAY = date(2026, 11, 22)
ACT = Act("p03", "test")
VALUES = {"name": "Ny lag om prov", "number": "2026:1", "verify": False, "controls": ["5.31"], "units": []}


def test_a_new_law_takes_the_next_number_and_its_controls_are_kept(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        assert services.save(session, services.new(session, Kind.LAW), VALUES).id == "L40"

    with loaded.session("exempelkommunen") as session:
        assert services.concerned(session, "L40") == {"controls": ["iso-27002-2022:5.31"], "units": []}


def test_saving_again_takes_away_what_is_no_longer_concerned(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        law = services.save(session, services.new(session, Kind.LAW), VALUES | {"units": ["SOF"]})
        services.save(session, law, VALUES | {"controls": ["5.30"]})

    with loaded.session("exempelkommunen") as session:
        assert services.concerned(session, "L40") == {"controls": ["iso-27002-2022:5.30"], "units": []}


def test_the_register_holds_the_same_to_be_in_force_as_the_rule(loaded):
    with loaded.session("exempelkommunen") as session:
        for wanted in Force:
            rows = session.execute(queries.register(queries.Wanted(force=wanted), TODAY)).all()
            assert {force(row.in_force, row.ends, TODAY) for row in rows} <= {wanted}
        everything = session.execute(queries.register(queries.Wanted(), TODAY)).all()
        parts = [len(session.execute(queries.register(queries.Wanted(force=f), TODAY)).all()) for f in Force]
        assert sum(parts) == len(everything)


def test_a_control_names_the_laws_that_call_for_it_in_force_or_not(loaded):
    with loaded.session("exempelkommunen") as session:
        found = session.execute(queries.calling_for("iso-27002-2022", "5.31")).all()

    assert {row.id for row in found} >= {"L09", "L18"}
