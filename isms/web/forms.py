"""Forms: what is typed is trimmed, faults are sentences that say what to do, and only named fields are written."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from isms import i18n
from isms.i18n import lazy

MAX_TEXT = 8000
NOTHING: tuple[tuple[str, str], ...] = (("", "–"),)


def _trim(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _trim_lines(value: Any) -> Any:
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


def _none(value: Any) -> Any:
    return value or None


class Form(FlaskForm):
    """The parent of all forms; `version` travels along, so that a stale save is noticed."""

    version = HiddenField()

    class Meta(FlaskForm.Meta):
        """Messages of WTForms itself in the chosen language."""

        @property
        def locales(self) -> list[str]:  # type: ignore[override]
            """The language of WTForms' own messages."""
            return [i18n.language()]

    @property
    def values(self) -> dict[str, Any]:
        """What the fields say, by name, without what only the form needs."""
        return {name: field.data for name, field in self._fields.items() if name not in ("csrf_token", "version")}

    def write(self, thing: Any, *names: str) -> None:
        """Write the named fields (all when none is named) to an object, if it still is what was opened.

        Raises StaleDataError when it has been saved since.
        """
        check_version(thing, self.version.data)
        for name in names or self.values:
            setattr(thing, name, self._fields[name].data)


def check_version(thing: Any, opened: str | None) -> None:
    """See that an object is still the version that the form was opened with; raises StaleDataError if not."""
    from sqlalchemy.orm.exc import StaleDataError  # noqa: PLC0415 - only where it is raised

    if opened and str(thing.version) != str(opened):
        raise StaleDataError(f"opened at version {opened}, now {thing.version}")


def text(label: str, *, required: str | None = None, max_length: int = 300, help: str = "") -> StringField:  # noqa: A002
    """Make a field for one line; `required` is what to say when it is empty."""
    return StringField(label, _checks(required, max_length), filters=[_trim], description=help)


def area(label: str, *, required: str | None = None, help: str = "") -> TextAreaField:  # noqa: A002
    """Make a field for several lines."""
    return TextAreaField(label, _checks(required, MAX_TEXT), filters=[_trim_lines], description=help)


def day(label: str, *, required: str | None = None, help: str = "") -> DateField:  # noqa: A002
    """Make a field for a date, written 2026-11-22."""
    checks = [DataRequired(required)] if required else [Optional()]
    return DateField(label, checks, description=help)


def number(label: str, low: int = 0, high: int = 10**9, help: str = "") -> IntegerField:  # noqa: A002
    """Make a field for a whole number from `low` to `high`, or nothing."""
    said = lazy("Write a whole number from %(min)s to %(max)s.")
    return IntegerField(label, [Optional(), NumberRange(low, high, said)], description=help)


def choice(label: str, *, required: str | None = None, help: str = "") -> SelectField:  # noqa: A002
    """Make a field that chooses one; the view sets `.choices` by `choices(…)`. Nothing chosen is None."""
    checks = [InputRequired(required)] if required else [Optional()]
    return SelectField(label, checks, filters=[_none], description=help, choices=[])


def several(label: str, *, help: str = "") -> SelectMultipleField:  # noqa: A002
    """Make a field that chooses any number, as a list of check boxes."""
    return SelectMultipleField(
        label,
        [Optional()],
        description=help,
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def tick(label: str, *, help: str = "") -> BooleanField:  # noqa: A002
    """Make a field that is true or false."""
    return BooleanField(label, description=help)


def choices(pairs: Iterable[tuple[Any, str]], *, empty: bool = False) -> list[SelectChoice]:
    """Turn (value, label) pairs into what a field wants; `empty` puts a nothing first."""
    given: Sequence[tuple[Any, str]] = (*(NOTHING if empty else ()), *pairs)
    return [SelectChoice(value, label) for value, label in given]


def refuse(field: Any, said: str) -> None:
    """Add a fault to a field after its own checks, as a service found it."""
    field.errors = [*field.errors, said]


def _checks(required: str | None, max_length: int) -> list[Any]:
    longest = Length(max=max_length, message=lazy("Write at most %(max)d characters."))
    return [DataRequired(required) if required else Optional(), longest]


__all__ = [
    "Form",
    "ValidationError",
    "area",
    "check_version",
    "choice",
    "choices",
    "day",
    "number",
    "refuse",
    "several",
    "text",
    "tick",
]
