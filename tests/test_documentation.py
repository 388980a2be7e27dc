"""What can be used is written down: every command, option, setting and macro."""

import re
from itertools import product

import click
import pytest

from isms.cli import main
from isms.config import Settings
from tests import whole

PAGES = [whole.ROOT / "README.md", *sorted((whole.ROOT / "docs").rglob("*.md"))]
SETTINGS = sorted(
    {f"ISMS_{name.upper()}" for name in Settings.__struct_fields__ if name != "instance"}
    | {found for path in whole.SOURCES for found in re.findall(r"[\"'](ISMS_[A-Z_]+)[\"']", path.read_text())}
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def commands(command, path="isms"):
    """Walk all commands: the words that call them, and the command."""
    if isinstance(command, click.Group):
        for name, part in sorted(command.commands.items()):
            yield from commands(part, f"{path} {name}")
    else:
        yield path, command


SPEAKS_FOR_ITSELF = {"port", "form"}
COMMANDS = list(commands(main))


def listed():
    """Read the list of commands in the README: what stands under a word continues it, and | offers a choice."""
    found, above = set(), []
    block = (whole.ROOT / "README.md").read_text().split("## Commands", 1)[1].split("```")[1]
    for line in block.splitlines():
        words = [
            (match.start(), match[0]) for match in re.finditer(r"\S+", re.split(r"\s{2,}\b(?=.)", line.lstrip())[0])
        ]
        indent = len(line) - len(line.lstrip())
        above = [each for each in above if each[0] < indent] + [(indent + column, word) for column, word in words]
        found |= {" ".join(choice) for choice in product(*(word.split("|") for _column, word in above))}
    return found


@pytest.fixture(scope="module")
def written():
    return "\n".join(path.read_text() for path in PAGES)


@pytest.mark.parametrize("name", [name for name, _command in COMMANDS])
def test_every_command_is_written_down(name):
    assert any(f"{each} ".startswith(f"{name} ") for each in listed())


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _command in COMMANDS])
def test_every_command_helps(name, command):
    assert command.help
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help and option.name not in SPEAKS_FOR_ITSELF] == []


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_written_down(written, name):
    assert name in written


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page):
    missing = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_points_out_of_the_project(page):
    assert not re.search(r"/work/|\.\./shared|shared/(facts|mocks)", page.read_text())


def test_every_macro_is_written_down():
    told = (whole.ROOT / "docs/macros.md").read_text()
    macros = {
        found
        for path in (whole.ROOT / "templates/macros").glob("*.html")
        for found in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text())
    }
    inside = {"flashes", "language", "sign_out", "navigation", "scope_choice", "search", "plain", "cards", "boxes"}

    assert [name for name in sorted(macros - inside) if f"`{name}" not in told and f" {name}(" not in told] == []
