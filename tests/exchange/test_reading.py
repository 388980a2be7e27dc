"""Strict YAML: nothing ambiguous, nothing clever, and a line for everything."""

import time
from pathlib import Path

import pytest

from isms.exchange.reading import Faults, Unquoted, compose, read


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(Faults) as refused:
        read(text.encode() if isinstance(text, str) else text, "f.yaml")
    return [str(fault) for fault in refused.value.faults]


def test_plain_values_come_as_they_are_written() -> None:
    root = read(b"a: 1\nb: [x, true, null, ~]\nc: {d: 2026-01-31, e: yes, f: 12:30}\ng: '5.10'\n").root
    assert root == {
        "a": 1,
        "b": ["x", True, None, None],
        "c": {"d": "2026-01-31", "e": "yes", "f": "12:30"},
        "g": "5.10",
    }


def test_a_number_with_a_point_is_not_guessed_at() -> None:
    assert read(b"a: [5.10, 1e3, 007, 0x1F]").root["a"] == [Unquoted(text) for text in ("5.10", "1e3", "007", "0x1F")]


def test_every_value_knows_its_line_and_its_path() -> None:
    document = read(b"assets:\n- id: T1\n  owner: X\n- name: nameless\n")
    assert document.line(("assets", 0, "owner")) == 3
    assert document.path(("assets", 0, "owner")) == "assets[T1].owner"
    assert document.path(("assets", 1, "name")) == "assets[1].name"


def test_all_faults_are_told_in_one_go() -> None:
    assert faults("a: 1\na: 2\nb: &x [1]\nc: *x\nd: !!python/object:os.system x\n") == [
        "f.yaml:2: a: The key is given twice; first on line 1.",
        "f.yaml:3: b: Anchors (&name) are refused; write the value out where it is needed.",
        "f.yaml:4: c: Aliases (*name) are refused; write the value out.",
        "f.yaml:5: d: Tags (!name) are refused.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "f.yaml:1: The file must be a mapping"),
        ("", "f.yaml:1: The file must be a mapping"),
        ("a: [1", "f.yaml:2: This is not YAML"),
        ("a: 1\n---\nb: 2", "f.yaml:2: A file holds one document"),
        (b"a: 1\nb: \xff", "f.yaml:2: The text is not UTF-8"),
        ('a: "\\0"', "f.yaml:1: a: A character that no text holds"),
        ("a: \x07", "f.yaml:1: A character that no text holds"),
        ("a: " + "[" * 40, "f.yaml:1: More than 32 levels"),
        ("? [1]\n: 2", "f.yaml:1: A key must be a plain text."),
        (b" " * 10_000_001, "f.yaml:1: The file is larger than 10 MB."),
    ],
)
def test_what_is_no_plain_mapping_is_refused(text: str | bytes, said: str) -> None:
    assert faults(text)[0].startswith(said)


def test_a_fault_leaves_the_rest_readable() -> None:
    document = compose(b"a: 1\na: 2\nb: 3\n")
    assert (document.root, len(document.faults)) == ({"a": 1, "b": 3}, 1)


def test_fifty_thousand_lines_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text("x:\n" + "".join(f"- id: A{n}\n  name: foo\n  k: 3\n  b: text\n  z: null\n" for n in range(10_000)))
    begun = time.perf_counter()
    assert len(read(path).root["x"]) == 10_000
    assert time.perf_counter() - begun < 10
