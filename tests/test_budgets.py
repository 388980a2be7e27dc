"""How large things may be; an exception is a line here, with its reason."""

import ast
from statistics import median

import pytest

from tests import whole

FUNCTION, MEDIAN, FILE, VIEW, PARAMETERS = 30, 6, 250, 15, 5

LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

NAMES = [str(path.relative_to(whole.ROOT)) for path in whole.SOURCES]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions(name):
    """Find every function of a file."""
    return [each for each in ast.walk(ast.parse((whole.ROOT / name).read_text())) if isinstance(each, FUNCTIONS)]


def length(function):
    """Count the lines of a function, without its decorators and its docstring."""
    said = ast.get_docstring(function, clean=False)
    return function.end_lineno - function.lineno + 1 - (len(said.splitlines()) if said else 0)


def is_view(function):
    """Whether a function answers a route."""
    calls = [each.func for each in function.decorator_list if isinstance(each, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in {"get", "post", "route"} for call in calls)


def parameters(function):
    """Count what a caller may give, without self."""
    given = function.args
    names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


@pytest.mark.parametrize("name", NAMES)
def test_a_file_and_its_functions_keep_to_their_budget(name):
    lines = len((whole.ROOT / name).read_text().splitlines())
    found = functions(name)
    spelt = {each.name: f"{name}:{each.lineno} {each.name}" for each in found}

    assert lines <= FILE or name in LONG_FILES
    assert [spelt[each.name] for each in found if length(each) > FUNCTION and each.name not in LONG_FUNCTIONS] == []
    assert [spelt[each.name] for each in found if is_view(each) and length(each) > VIEW] == []
    assert [spelt[each.name] for each in found if parameters(each) > PARAMETERS] == []


def test_half_of_all_functions_are_short():
    assert median(length(each) for name in NAMES for each in functions(name)) <= MEDIAN


def test_no_exception_is_left_when_it_is_no_longer_needed():
    long = {name for name in NAMES if len((whole.ROOT / name).read_text().splitlines()) > FILE}

    assert set(LONG_FILES) == long
