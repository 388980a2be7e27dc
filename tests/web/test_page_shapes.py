"""Forms tie labels, help and errors to their inputs; pages have one heading, which is their title."""

from types import SimpleNamespace

import html5lib
import pytest
from jinja2 import Environment, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    Form,
    FormField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

ADA = SimpleNamespace(name="Ada", role_names=["Coordinator"], is_authenticated=True)
NOBODY = SimpleNamespace(is_authenticated=False)


class Part(Form):
    """Nested in Risk."""

    where = StringField("Where", [InputRequired("Say where.")])


class Risk(Form):
    """One field of each kind."""

    name = StringField("What may happen?", [InputRequired("Say what may happen.")], description="One sentence.")
    likely = RadioField(
        "Likelihood",
        [InputRequired("Choose one.")],
        choices=[SelectChoice("1", "Rare", {"data-help": "less than yearly"}), SelectChoice("2", "Often")],
    )
    assets = SelectMultipleField("Assets", choices=[SelectChoice(str(n), f"Asset {n}") for n in range(30)])
    until = DateField("Until", [Optional()])
    how = TextAreaField("How")
    sure = BooleanField("Sure")
    file = FileField("File")
    part = FormField(Part)
    parts = FieldList(FormField(Part), min_entries=1)

    def hidden_tag(self):
        return ""


def every(tree, name, **attributes):
    return [found for found in tree.iter(name) if all(found.get(key) == value for key, value in attributes.items())]


def test_a_form_labels_every_input_and_ties_help_and_errors_to_it(shown):
    form = Risk(MultiDict({"parts-0-where": ""}))
    form.validate()
    _, tree, html = shown('{{ forms.summary(form) }}{{ forms.form(form, cancel="/back") }}', form=form)
    ids = {found.get("id") for found in tree.iter()}
    labels = {label.get("for") for label in tree.iter("label")}

    inputs = [found for name in ("input", "textarea", "select") for found in tree.iter(name)]
    assert {found.get("id") for found in inputs if not found.get("aria-label")} <= labels
    assert {word for found in tree.iter() for word in (found.get("aria-describedby") or "").split()} <= ids
    assert {link.get("href")[1:] for link in tree.iter("a") if link.get("href").startswith("#")} <= ids
    assert "multipart/form-data" in html
    assert html.count("autofocus") == 1


def test_the_summary_names_each_field_and_what_to_do(shown):
    form = Risk(MultiDict({"likely": "1", "part-where": "here"}))
    form.validate()
    text, _, _ = shown("{{ forms.summary(form) }}", form=form)

    assert text == "Mend 2 things, then save again What may happen: Say what may happen. Where: Say where."


def test_a_form_without_faults_has_no_summary(shown):
    assert shown("{{ forms.summary(form) }}", form=Risk())[0] == ""


def test_a_form_may_show_some_of_its_fields(shown):
    text, _, _ = shown('{% call forms.form(form, action="Send", fields=["until"]) %}More{% endcall %}', form=Risk())

    assert text == "Until (optional) More Send"


@pytest.mark.parametrize("shape", ["base", "bare", "door"])
@pytest.mark.parametrize("person", [ADA, NOBODY], ids=["signed in", "nobody"])
def test_a_page_has_one_heading_and_it_is_the_title(pages, shape, person):
    source = f'{{% extends "{shape}.html" %}}{{% block title %}}{{{{ name }}}}{{% endblock %}}'
    html = pages.from_string(source).render(current_user=person, name="Fish & <i>")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    [heading], [title] = every(tree, "h1"), every(tree, "title")

    assert title.text == f"{heading.text} – Town & Co"
    assert not [found for found in tree.iter() if {"style", "onclick"} & set(found.attrib) or found.tag == "style"]
    assert [script.text for script in tree.iter("script")] == [None]


def test_a_page_shows_the_faults_of_its_form_by_itself(pages):
    form = Risk(MultiDict())
    form.validate()
    html = pages.from_string('{% extends "base.html" %}{% block title %}x{% endblock %}').render(form=form)

    assert html.index("error-summary") < html.index("<h1")


def test_a_fault_shows_what_was_typed(pages):
    html = pages.get_template("errors/error.html").render(
        status=409, heading="Late", text="Again.", typed=[("how", "<x>")]
    )
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)

    assert [found.text for found in every(tree, "dd")] == ["<x>"]


def test_the_last_resort_needs_nothing_but_the_style_sheet(pages):
    alone = Environment(loader=pages.loader, undefined=StrictUndefined, autoescape=True)
    html = alone.get_template("errors/plain.html").render(static=lambda name: name)

    assert html5lib.HTMLParser(strict=True).parse(html) is not None
