"""Registers and panels cost the same number of queries, whatever the number of their rows."""

import pytest
from sqlalchemy import event

from isms.access.rules import Role
from isms.actions import services as actions
from isms.db import Act
from isms.implementations import services as implementations
from isms.obligations import services as obligations
from isms.obligations.models import Kind

ISO, ACT = "iso-27002-2022", Act("p03", "test")


def fill(database, numbers):
    with database.writing("exempelkommunen", ACT) as session:
        for each in numbers:
            law = {"name": f"Lag {each}", "controls": ["8.15"], "units": ["SOF"]}
            obligations.save(session, obligations.new(session, Kind.LAW), law)
            plan = {"title": f"Gör {each}", "source": "R001", "unit_id": "SOF", "controls": ["8.15"]}
            actions.save(session, actions.new(session), plan)
            found = implementations.new(session, (ISO, "8.15"), scope_id=None, asset_id=f"T{each:03}")
            implementations.save(session, found, {"status": "partly", "provider_id": "LIS-KOMMUN:8.15"})


def statements(app, browser, address):
    seen = []
    count = lambda *call: seen.append(call[2])  # noqa: E731
    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", count)
    answer = browser.get(address)
    event.remove(engine, "before_cursor_execute", count)
    assert answer.status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "address",
    ["/obligations", "/implementations", "/implementations?status=partly", "/actions", "/controls/iso-27002-2022/8.15",
     "/risks/R001", "/assets/T001", "/implementations/LIS-KOMMUN:8.15"],
)  # fmt: skip
def test_a_page_asks_as_often_for_3_rows_as_for_60(app, client_as, address):
    browser, database = client_as(Role.COORDINATOR), app.extensions["database"]
    fill(database, range(1, 4))
    few = statements(app, browser, address)
    fill(database, range(4, 61))

    assert statements(app, browser, address) == few
