import pytest
from sqlalchemy import event

from isms.db import Act
from isms.implementations import queries, services
from isms.implementations.needs import Origin, needs
from isms.implementations.rules import Deficiency, Standing, Status
from isms.web.errors import Refusal

ISO = "iso-27002-2022"
ACT = Act("p03", "test")


def write(session, control, *, asset=None, scope=None, **values):
    found = services.new(session, (ISO, control), scope_id=scope, asset_id=asset)
    return services.save(session, found, values)


def count_queries(session, act):
    statements = []
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    act()
    return len(statements)


def test_what_is_inherited_stands_as_its_provider_does(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        write(session, "8.15", asset="T030", status="implemented", maturity=4)
        write(session, "8.15", asset="T001", status="not_started", provider_id="T030:8.15")
        write(session, "8.15", asset="T002", status="not_started", provider_id="T001:8.15")

    with loaded.session("exempelkommunen") as session:
        common = services.provided(session)
        chained = services.standing(services.one(session, "T002:8.15"), common)
        assert chained == Standing(Status.IMPLEMENTED, None, 4)
        wanted = queries.Wanted(where="asset", status="implemented")
        rows = queries.register(
            wanted, None, services.standing_so(common, "implemented"), __import__("datetime").date.max
        )
        assert {row.id for row in session.execute(rows)} == {"T030:8.15", "T001:8.15", "T002:8.15"}


def test_a_cycle_of_providers_is_refused(loaded):
    with loaded.writing("exempelkommunen", ACT) as session:
        write(session, "8.15", asset="T030")
        second = write(session, "8.15", asset="T001", provider_id="T030:8.15")
        with pytest.raises(Refusal):
            services.save(session, services.one(session, "T030:8.15"), {"provider_id": second.id})
        with pytest.raises(Refusal):
            services.save(session, second, {"provider_id": second.id})


def test_the_statement_asks_for_all_standings_in_two_queries(loaded):
    with loaded.session("exempelkommunen") as session:
        found = services.standings(session, "LIS-KOMMUN")

        assert found[ISO, "5.1"] == Standing(Status.IMPLEMENTED, Deficiency.NEGLIGIBLE, 3, 3)
        assert count_queries(session, lambda: services.standings(session, "LIS-KOMMUN")) == 2


def test_an_asset_meets_what_its_scope_meets_and_lists_what_is_missing_first(loaded):
    with loaded.session("exempelkommunen") as session:
        found = needs(session, "T001")

    assert found
    assert [need.missing for need in found] == sorted((need.missing for need in found), reverse=True)
    assert {need.origin for need in found if not need.missing} <= {Origin.COMMON}


def test_its_own_answer_goes_before_the_common_one(loaded):
    with loaded.session("exempelkommunen") as session:
        common = next(need for need in needs(session, "T001") if not need.missing)
    with loaded.writing("exempelkommunen", ACT) as session:
        write(session, common.control.id, asset="T001", status="partly", how="Halvt")
    with loaded.session("exempelkommunen") as session:
        own = next(need for need in needs(session, "T001") if need.control == common.control)

    assert (own.origin, own.status, own.missing, own.how) == (Origin.OWN, Status.PARTLY, True, "Halvt")
