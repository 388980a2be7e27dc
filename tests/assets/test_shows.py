"""`isms show assets`: a contract that others rely on."""

from isms.assets.shows import assets
from tests.assets.rows import DAY

OWN = "exempelkommunen"


def shown(loaded, scope=None):
    with loaded.session(OWN) as session:
        return {row["id"]: row for row in assets(session, scope, DAY)}


def test_an_asset_says_what_was_decided_inherited_and_holds(loaded):
    assert shown(loaded)["T032"] == {
        "id": "T032",
        "name": "Virtualiseringsplattform och lagring",
        "decided": {"C": 2, "I": 3, "A": 3},
        "inherited": {"C": 3, "I": 3, "A": 3},
        "effective": {"C": 3, "I": 3, "A": 3},
        "stale": ["C"],
        "because": {"C": ["IT01", "T001", "T032"], "I": ["IT25", "T032"], "A": ["IT25", "T032"]},
    }


def test_without_a_scope_all_assets_are_shown_and_with_one_those_of_its_units(loaded):
    everything, company = shown(loaded), shown(loaded, "LIS-FASTAB")
    assert len(everything) == 64
    assert 0 < len(company) < 64
