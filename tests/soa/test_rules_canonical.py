from enum import StrEnum
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms.soa.rules_canonical import canonical, digest


class Colour(StrEnum):
    RED = "red"


def test_content_is_written_one_way():
    content = {"b": [1, None, True], "a": "Åtgärd", "ä": (Colour.RED, {})}

    assert canonical(content) == '{"a":"Åtgärd","b":[1,null,true],"ä":["red",{}]}'.encode()


def test_a_letter_is_the_same_however_it_was_typed():
    assert canonical({"a\u030a": "o\u0308"}) == canonical({"å": "ö"})


@pytest.mark.parametrize("value", [1.0, float("nan"), b"", {1}, object()])
def test_what_has_no_single_way_of_writing_is_refused(value):
    with pytest.raises(TypeError, match="holds no"):
        canonical({"deep": [value]})


def test_keys_are_text():
    with pytest.raises(TypeError, match="text, not int"):
        canonical({1: "one"})


def test_keys_that_become_the_same_are_refused():
    with pytest.raises(ValueError, match="same text"):
        canonical({"å": 1, "a\u030a": 2})


def test_a_digest_is_the_sha_256_of_the_bytes():
    assert digest({"control": "5.9"}) == sha256(b'{"control":"5.9"}').hexdigest()


TEXT = st.text(st.characters(codec="utf-8"), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcå"), inner, max_size=3),
)


def backwards(value):
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(each) for each in value] if isinstance(value, list) else value


@given(JSON)
def test_the_order_of_keys_never_shows(content):
    assert canonical(content) == canonical(backwards(content))
