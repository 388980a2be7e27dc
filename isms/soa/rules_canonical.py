"""One way to write a Statement as bytes, so that its hash means its content."""

import json
import unicodedata
from collections.abc import Mapping
from hashlib import sha256


def canonical(content: object) -> bytes:
    """Write content as JSON in UTF-8 with sorted keys, composed characters (NFC) and no spaces.

    Content is mappings with text as keys, lists, tuples, text, whole numbers, truth values and None. Raises TypeError
    for anything else, such as a float, and ValueError for keys that become the same.
    """
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: object) -> str:
    """Return the SHA-256 of the canonical bytes, in hexadecimal."""
    return sha256(canonical(content)).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return _object(value)
    raise TypeError(f"A Statement holds no {type(value).__name__}.")


def _object(mapping: Mapping[object, object]) -> dict[str, object]:
    plain = {_key(key): _plain(value) for key, value in mapping.items()}
    if len(plain) != len(mapping):
        raise ValueError("Two keys of a Statement are the same text.")
    return plain


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"A key of a Statement is text, not {type(key).__name__}.")
    return unicodedata.normalize("NFC", key)
