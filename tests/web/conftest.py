"""The templates without the application: strict, with stand-ins for what it gives them."""

from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from isms.web.charts import band_class
from isms.web.filters import classification

TEMPLATES = Path(__file__).parents[2] / "templates"
LEVELS = ("None or negligible", "Moderate", "Considerable", "Serious")
NAMES = {"C": "Confidentiality", "I": "Integrity", "A": "Availability", "T": "Traceability"}


def said(text, **values):
    return text % values if values else text


def counted(one, many, n, **values):
    return (one if n == 1 else many) % {"num": n, **values}


def item(label, *, current=False):
    return SimpleNamespace(label=label, url=f"/{label}", count=2, current=current)


SITE = SimpleNamespace(
    organisation_name="Town & Co",
    scopes=[(1, "Town"), (2, "Water")],
    scope=2,
    navigation=[[item("assets", current=True)], [item("risks")]],
    language="en",
    other_language="sv",
)
ADA = SimpleNamespace(name="Ada", role_names=["Coordinator"], is_authenticated=True)


@pytest.fixture
def pages():
    found = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True)
    found.trim_blocks = found.lstrip_blocks = True
    found.globals.update(
        _=said,
        ngettext=counted,
        url_for=lambda endpoint, **_values: f"/{endpoint}",
        static=lambda name: f"/static/{name}",
        csrf_token=lambda: "token",
        get_flashed_messages=lambda **_: [("good", "Saved <b>"), ("message", "Well")],
        request=SimpleNamespace(path="/assets"),
        site=SITE,
        may=lambda _permission: True,
        current_user=ADA,
        aspect_letter=lambda aspect: aspect,
        aspect_name=NAMES.__getitem__,
        level_name=LEVELS.__getitem__,
        band_class=band_class,
        classification=classification,
    )
    return found


IMPORTS = "".join(
    f'{{% import "macros/{name}.html" as {name} %}}'
    for name in ("marks", "buttons", "forms", "tables", "panels", "threads", "frame")
)


@pytest.fixture
def shown(pages):
    """Render a piece of template, parsed strictly as HTML; gives its text and the tree."""

    def show(source, **values):
        html = pages.from_string(IMPORTS + source).render(**values)
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
        return " ".join(" ".join(tree.itertext()).split()), tree, html

    return show
