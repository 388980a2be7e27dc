from datetime import date

from isms.actions.feature import FEATURE as ACTIONS
from isms.i18n import sort_key
from isms.implementations.feature import FEATURE as IMPLEMENTATIONS
from isms.implementations.needs import gaps, needs
from isms.obligations.feature import FEATURE as OBLIGATIONS

TODAY = date(2026, 11, 22)


def test_what_waits_says_what_is_late_and_what_is_soon(app):
    with app.test_request_context(), app.extensions["database"].session("exempelkommunen") as session:
        _permission, plan = ACTIONS.todo[0]
        _permission, laws = OBLIGATIONS.todo[0]
        found = [(line.group, line.title) for line in [*plan(session, TODAY), *laws(session, TODAY)]]

    assert ("late", "ÅT15 Uppdatera GD14 Användarregler för IT") in found
    assert any(group == "soon" and "against the original" in title for group, title in found)


def test_a_system_owner_is_told_what_is_missing_on_each_own_system(loaded):
    with loaded.session("exempelkommunen") as session:
        found = gaps(session, "p05")
        counted = {gap.asset_id: sum(need.missing for need in needs(session, gap.asset_id)) for gap in found}

    assert found
    assert {gap.asset_id: gap.missing for gap in found} == counted


def test_the_search_finds_laws_actions_and_implementations(app):
    with app.test_request_context(), app.extensions["database"].session("exempelkommunen") as session:
        found = {
            feature.name: [hit.id for hit in feature.sources[0].find(session, sort_key(words), 5)]
            for feature, words in [
                (OBLIGATIONS, "socialtjänstlag"),
                (ACTIONS, "OFÖRÄNDERLIG"),
                (IMPLEMENTATIONS, "åtkomsträttigheter 5.18"),
            ]
        }

    assert found == {"obligations": ["L20"], "actions": ["ÅT02"], "implementations": ["LIS-KOMMUN:5.18"]}
