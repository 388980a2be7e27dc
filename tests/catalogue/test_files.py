from collections import Counter

import pytest

from isms.catalogue.agreement import examine, read_all
from isms.catalogue.rules import ATTRIBUTES
from isms.exchange.reading import Faults
from tests.catalogue.conftest import FOLDER

# How many of the 93 controls carry each value: what a transcription most easily gets wrong.
COUNTS = {
    "Preventive": 83, "Detective": 13, "Corrective": 14,
    "Confidentiality": 87, "Integrity": 84, "Availability": 85,
    "Identify": 23, "Protect": 71, "Detect": 14, "Respond": 11, "Recover": 6,
    "Governance": 8, "Asset_management": 16, "Information_protection": 15, "Human_resource_security": 6,
    "Physical_security": 16, "System_and_network_security": 17, "Application_security": 12,
    "Secure_configuration": 6, "Identity_and_access_management": 11, "Threat_and_vulnerability_management": 3,
    "Continuity": 6, "Supplier_relationships_security": 7, "Legal_and_compliance": 6,
    "Information_security_event_management": 10, "Information_security_assurance": 4,
    "Governance_and_Ecosystem": 27, "Protection": 69, "Defence": 22, "Resilience": 8,
}  # fmt: skip
CONTROLS, RULES, NIS2 = "iso-27002-2022.yaml", "protection/basic.yaml", "mappings/nis2-article-21.yaml"


def faults(folder):
    return [str(fault) for fault in examine(folder)[1]]


@pytest.fixture(scope="module")
def files():
    return {file.id: file for file in read_all(FOLDER)}


def test_each_attribute_value_stands_on_as_many_controls_as_in_the_standard(files):
    rows = files["iso-27002-2022"].rows

    assert Counter(value for row in rows for attribute in ATTRIBUTES for value in row[attribute]) == COUNTS


def test_the_themes_hold_37_8_14_and_34_controls(files):
    found = Counter(row["theme"] for row in files["iso-27002-2022"].rows)

    assert list(found.values()) == [37, 8, 14, 34]
    assert list(found) == ["organizational", "people", "physical", "technological"]


def test_eleven_controls_are_new_and_the_mapping_says_the_same(files):
    new = [row["id"] for row in files["iso-27002-2022"].rows if row["new_in_2022"]]

    assert new == files["iso-27002-2013-to-2022"].document.root["new"]
    assert len(new) == 11


def test_every_control_of_2013_went_somewhere_and_every_one_of_2022_came_from_somewhere_or_is_new(files):
    mapping = files["iso-27002-2013-to-2022"]

    assert {pair["from"] for pair in mapping.rows} == files["iso-27002-2013"].ids
    assert {pair["to"] for pair in mapping.rows} | set(mapping.document.root["new"]) == files["iso-27002-2022"].ids


def test_every_control_has_our_words_in_both_languages(files):
    for row in files["iso-27002-2022"].rows:
        assert row["intent"]["sv"] != row["intent"]["en"]
        assert 2 <= len(row["questions"]) <= 3
        assert row["evidence"]


def test_the_statement_of_applicability_is_among_what_the_clauses_demand(files):
    asked = {row["id"]: row["document"]["en"] for row in files["iso-27001-2022"].rows if "document" in row}

    assert asked["6.1.3.d"] == "Statement of Applicability"
    assert "4.1" not in asked


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CONTROLS, 'id: "5.10"', "id: 5.10", 'Put the identifier in quotes: "5.10".'),
        (CONTROLS, 'id: "5.2"', 'id: "5.1"', "5.1 stands here a second time."),
        (CONTROLS, "theme: people", "theme: persons", "persons is not known; write one of organizational"),
        (CONTROLS, "theme: people", "theme: physical", "Theme people must hold 8 controls, and here are 7."),
        (CONTROLS, "control_type: [Preventive]", "control_type: [Preventative]", "Preventative is not known"),
        (CONTROLS, "publisher: ISO/IEC\n", "publisher: ISO/IEC\nprize: 1\n", "The key prize is not known here."),
        (CONTROLS, "publisher: ISO/IEC\n", "", "The key publisher is missing."),
        (CONTROLS, "publisher: ISO/IEC\n", "publisher: ISO/IEC\npublisher: ISO\n", "The key is given twice"),
        (CONTROLS, "title: {", "title: &same {", "Anchors (&name) are refused"),
        (CONTROLS, "kind: controls", "kind: control", "control is not known; write one of controls"),
        (NIS2, 'to: "5.3"', 'to: "5.99"', "5.99 is not in iso-27001-2022."),
        (NIS2, 'from: "a"', 'from: "z"', "z is not in nis2-2022-2555-art-21."),
        (NIS2, "to: [iso-27002-2022, iso-27001-2022]", "to: [iso-27001-2022]", "iso-27002-2022 is not named under to."),
        (NIS2, '"5.2", relationship: intersects', '"5.2", relationship: equal', "equal is not known"),
        (RULES, 'controls: ["8.3", "8.5"]', 'controls: ["8.99"]', "8.99 is not in iso-27002-2022."),
        (RULES, "level: 3", "level: 4", "4 is not known; write one of 1, 2, 3."),
        (RULES, "aspect: C", "aspect: K", "K is not known; write one of C, I, A, T."),
        (RULES, "id: C2", "id: C9", "Name the rule by its aspect and level, such as C2."),
        ("iso-27001-2022.yaml", 'parent: "4"', 'parent: "99"', "99 does not stand above this line."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_and_line(spoilt, file, old, new, said):
    found = faults(spoilt(file, old, new))

    assert any(fault.startswith(f"controls/{file}:") and said in fault for fault in found), found


def test_the_line_is_that_of_the_value(spoilt):
    before, _, _ = (FOLDER / CONTROLS).read_text().partition('id: "5.2"')
    line = before.count("\n") + 1

    assert faults(spoilt(CONTROLS, 'id: "5.2"', "id: 5.2"))[0] == (
        f'controls/{CONTROLS}:{line}: controls[1].id: Put the identifier in quotes: "5.2".'
    )


def test_all_faults_of_all_files_are_told_in_one_go(spoilt):
    spoilt(RULES, "level: 3", "level: 4")

    with pytest.raises(Faults) as told:
        read_all(spoilt(NIS2, 'to: "5.3"', 'to: "5.99"'))

    assert {fault.file for fault in told.value.faults} == {f"controls/{NIS2}", f"controls/{RULES}"}


ODD = (
    "- a\n",
    "kind: controls\n",
    "kind: [x]\n",
    "controls: 3\nkind: controls\n",
    "kind: mapping\nfrom: 1\nto: 2\npairs: [1, {to: [2]}]\n",
    "kind: protection\nrules: [{controls: 1}, 2]\n",
    "kind: requirements\nrequirements: [{id: {}, parent: []}]\n",
)


@pytest.mark.parametrize("text", ODD)
def test_whatever_stands_in_a_file_is_told_and_never_breaks_the_program(tmp_path, text):
    (tmp_path / "odd.yaml").write_text(text)

    assert faults(tmp_path)
