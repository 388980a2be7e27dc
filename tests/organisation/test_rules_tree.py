from isms.organisation.rules_tree import Branch, branches, decided_by

TOWN = {"TOWN": None, "COUNCIL": "TOWN", "SCHOOLS": "COUNCIL", "HOLDING": "TOWN", "WATER": "HOLDING", "RESCUE": None}


def test_the_tree_grows_from_its_roots_in_the_order_given():
    town, rescue = branches(TOWN)

    assert [branch.unit for branch in town.below] == ["COUNCIL", "HOLDING"]
    assert town.below[0].below == (Branch("SCHOOLS", ()),)
    assert rescue == Branch("RESCUE", ())


def test_a_circle_has_no_root_and_hangs_nothing():
    assert branches({"A": "B", "B": "A"}) == ()


def test_the_nearest_named_unit_decides_and_where_there_is_none_nobody_does():
    found = decided_by(TOWN, {"TOWN", "HOLDING", "WATER"})

    assert found == {
        "TOWN": "TOWN", "COUNCIL": "TOWN", "SCHOOLS": "TOWN", "HOLDING": "HOLDING", "WATER": "WATER", "RESCUE": None,
    }  # fmt: skip
