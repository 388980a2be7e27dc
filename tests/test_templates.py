"""Every template: it compiles, it is used, it trusts nothing, and it stays small."""

import re

import pytest
from jinja2 import nodes

from tests import whole

MOST_LINES = 120
FROM_CODE = re.compile(r"""["']([a-z_]+/[a-z_]+\.html)["']""")
NAMES = [str(path.relative_to(whole.ROOT / "templates")) for path in whole.TEMPLATES]


def source(name):
    return (whole.ROOT / "templates" / name).read_text()


def tree(name):
    return whole.application().jinja_env.parse(source(name))


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(name):
    assert whole.application().jinja_env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_it_stays_small(name):
    assert len(source(name).splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", NAMES)
def test_it_trusts_nothing(name):
    filters = {found.name for found in tree(name).find_all(nodes.Filter)}

    assert not filters & {"safe", "forceescape", "tojson"}
    assert not list(tree(name).find_all(nodes.ScopedEvalContextModifier))


@pytest.mark.parametrize("name", NAMES)
def test_it_has_no_script_or_style_of_its_own(name):
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=\"", source(name))


@pytest.mark.parametrize("name", NAMES)
def test_what_it_imports_it_uses(name):
    found = tree(name)
    used = {each.name for each in found.find_all(nodes.Name) if each.ctx == "load"}
    included = set().union(*(used_in(each) for each in includes(found)), set())

    imported = {each.target for each in found.find_all(nodes.Import)}
    imported |= {
        alias[1] if isinstance(alias, tuple) else alias
        for each in found.find_all(nodes.FromImport)
        for alias in each.names
    }
    assert imported <= used | included | inherited(name)


def includes(found):
    named = [each.template for each in found.find_all(nodes.Include)]
    return [each.value for each in named if isinstance(each, nodes.Const)]


def used_in(name):
    """Name what an included template uses; what is imported around it is imported for it too."""
    found = tree(name)
    own = {each.name for each in found.find_all(nodes.Name) if each.ctx == "load"}
    return own.union(*(used_in(each) for each in includes(found)))


def inherited(name):
    """Name what the pages that extend a shape use of what it imports for them."""
    children = [each for each in NAMES if f'extends "{name}"' in source(each)]
    used = [{each.name for each in tree(child).find_all(nodes.Name)} for child in children]
    return set().union(*used)


def reached():
    """Follow every template from the code, through what is extended, included and imported."""
    code = "\n".join(path.read_text() for path in whole.SOURCES)
    waiting, found = set(FROM_CODE.findall(code)), set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        parts = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        named = {each.template.value for each in tree(name).find_all(parts) if isinstance(each.template, nodes.Const)}
        waiting |= named - found
    return found


def test_every_template_is_reached():
    assert set(NAMES) - reached() == set()


def test_every_template_that_is_named_is_there():
    assert reached() - set(NAMES) == set()
