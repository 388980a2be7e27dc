from isms.catalogue.rules import (
    Adopted,
    Control,
    Wanted,
    Words,
    by_theme,
    neighbours,
    resolve,
)

KNOWN = Control(
    "iso-27002-2022", "5.9", 9, "Förteckning över tillgångar", "Inventory of assets", unofficial=True,
    theme="organizational", attributes={"control_type": ("Preventive",)}, words=Words({"sv": "Veta vad som finns."}),
)  # fmt: skip


def test_what_the_organisation_leaves_empty_is_the_catalogues():
    assert resolve(KNOWN, KNOWN.key, 9, Adopted()) == KNOWN


def test_an_own_swedish_title_replaces_the_unofficial_one_and_bears_no_mark():
    found = resolve(KNOWN, KNOWN.key, 9, Adopted(title_sv="Tillgångsförteckning"))

    assert (found.title_sv, found.title_en, found.unofficial) == ("Tillgångsförteckning", "Inventory of assets", False)


def test_an_own_english_title_leaves_the_swedish_one_marked():
    assert resolve(KNOWN, KNOWN.key, 9, Adopted(title_en="Register")).unofficial


def test_an_own_control_stands_on_its_own_words():
    mine = Adopted("Lokal åtgärd", "", "physical", {"control_type": ["Detective"]}, {"sv": "Märka intrång."})

    found = resolve(None, ("own", "EK-1"), 1, mine)

    assert found.own
    assert not found.unofficial
    assert found.values("control_type") == ("Detective",)
    assert found.words.intent == {"sv": "Märka intrång."}


def test_own_controls_without_a_theme_come_last():
    own = Control("own", "A-1", 1, "Egen", "")

    assert list(by_theme([own, KNOWN])) == ["organizational", ""]


def test_the_ends_of_the_list_have_one_neighbour():
    own = Control("own", "A-1", 1, "Egen", "")

    assert neighbours((KNOWN, own), KNOWN.key) == (None, own)
    assert neighbours((KNOWN, own), own.key) == (KNOWN, None)
    assert neighbours((KNOWN,), ("iso-27001-2022", "5.9")) == (None, None)


def test_all_words_must_occur_whatever_their_case():
    assert Wanted("INVENTORY 5.9").fits(KNOWN)
    assert Wanted("veta förteckning").fits(KNOWN)
    assert not Wanted("inventory 5.10").fits(KNOWN)


def test_a_filter_asks_for_theme_value_and_origin():
    assert Wanted(theme="organizational", attribute="Preventive").fits(KNOWN)
    assert not Wanted(attribute="Detective").fits(KNOWN)
    assert not Wanted(own=True).fits(KNOWN)
