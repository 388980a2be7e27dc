"""Every text of the program: said in Swedish once, the same everywhere, and none left over."""

import ast
import re
from collections import defaultdict

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from isms.catalogue.rules import ATTRIBUTES
from tests import whole

FILES = sorted((whole.ROOT / "isms/translations/sv").glob("*.po"))
KEYWORDS = {"_": None, "gettext": None, "lazy": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
HOLES = re.compile(r"%\((\w+)\)[sd]|%%")


def written():
    """Collect every text that code and templates say: English → where."""
    found = defaultdict(list)
    for folder in ("isms", "templates"):
        for file, line, message, *_rest in extract_from_dir(whole.ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS):
            text = message[0] if isinstance(message, tuple) else message
            found[text].append(f"{folder}/{file}:{line}")
    return found


def in_workbooks():
    """Collect what sheets say in one language or both, `say(…)`, where it is chosen from two as well."""
    calls = [
        (path, each)
        for path in whole.SOURCES
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.Call)
        and each.args
        and getattr(each.func, "attr", getattr(each.func, "id", "")) == "say"
    ]
    return {text: [f"{path.name}:{call.lineno}"] for path, call in calls for text in constants(call.args[0])}


def constants(node):
    """Name the texts that an expression may come out as."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def said_by_value():
    """Collect the texts that are looked up: values of attributes of ISO/IEC 27002, and headings kept as plain words."""
    found = {value.replace("_", " ") for values in ATTRIBUTES.values() for value in values}
    for path in whole.SOURCES:
        if "sheets" in path.name or "workbook" in path.name:
            nodes = ast.walk(ast.parse(path.read_text()))
            found |= {each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return found


@pytest.fixture(scope="module")
def english():
    return written() | in_workbooks()


def messages(path):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="sv") if message.id]


def key(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.fixture(scope="module")
def swedish():
    found = defaultdict(list)
    for path in FILES:
        for message in messages(path):
            found[key(message)].append((path.name, forms(message)))
    return found


def test_every_text_is_said_in_swedish(english, swedish):
    assert {text: where for text, where in english.items() if text not in swedish} == {}


def test_no_swedish_text_is_left_over(english, swedish):
    assert {text: where for text, where in swedish.items() if text not in english and text not in said_by_value()} == {}


def test_the_same_text_is_said_the_same_way_everywhere(swedish):
    assert {text: said for text, said in swedish.items() if len({each for _file, each in said}) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_translation_is_empty_uncertain_or_doubled(path):
    found = messages(path)
    keys = [key(message) for message in found]

    assert [key(message) for message in found if message.fuzzy or not all(forms(message))] == []
    assert [each for each in keys if keys.count(each) > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_fills_the_same_holes(path):
    def holes(text):
        return set(HOLES.findall(text))

    wrong = []
    for message in messages(path):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        known = set().union(*map(holes, ids)) | ({"num"} if len(ids) > 1 else set())
        wrong += [key(message) for form in forms(message) if not holes(form) <= known]
        wrong += [key(message) for form in forms(message)[-1:] if set().union(*map(holes, ids)) - holes(form)]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_swedish_keeps_to_the_words_of_the_field(path):
    wrong = re.compile(r"\b(kontroll(?:en|er|erna)?\b|compliance|statement|asset|evidens)", re.I)
    allowed = {"Controls", "Control"}

    said = [(key(m), form) for m in messages(path) for form in forms(m) if wrong.search(form) and key(m) not in allowed]
    assert said == []
