"""Forms of controls: an own one in full, and an organisation's own title of one in a catalogue."""

from typing import Any

from wtforms.validators import Regexp

from isms.catalogue import labels
from isms.catalogue.rules import ATTRIBUTES, THEMES
from isms.i18n import lazy
from isms.web.forms import Form, area, choice, choices, several, text

_WELL_FORMED = Regexp(r"^$|^(?!new$)[\w.-]{1,64}$", message=lazy("Use letters, digits, dots and dashes, such as EK-1."))


class TitleForm(Form):
    """What an organisation calls a control of a catalogue."""

    title_sv = text(
        lazy("Your own Swedish title"),
        help=lazy(
            "For example the title in the Swedish edition of the standard, if you own it. Empty: the unofficial one."
        ),
    )
    title_en = text(lazy("Your own English title"), help=lazy("Empty: the title of the standard."))


class OwnControlForm(Form):
    """A control of the organisation's own."""

    id = text(
        lazy("Identifier"),
        required=lazy("Give the control an identifier, such as EK-1."),
        max_length=64,
        help=lazy("It stands in the Statement of Applicability and cannot be changed later."),
    )
    title_sv = text(lazy("Swedish title"), required=lazy("Give the control a title in Swedish."))
    title_en = text(lazy("English title"), help=lazy("Empty: the Swedish title is shown."))
    intent_sv = area(lazy("Intent in Swedish"), help=lazy("One sentence that says what the control is to achieve."))
    intent_en = area(lazy("Intent in English"))
    theme = choice(lazy("Theme"))
    control_type = several(lazy("Control type"))
    properties = several(lazy("Information security properties"))
    cybersecurity_concepts = several(lazy("Cybersecurity concepts"))
    operational_capabilities = several(lazy("Operational capabilities"))
    security_domains = several(lazy("Security domains"))

    def __init__(self, *given: Any, known: bool = False, **more: Any) -> None:
        """Offer themes and attribute values; the identifier of a control that is `known` is not asked for again."""
        super().__init__(*given, **more)
        if known:
            del self.id
        else:
            self.id.validators = (*self.id.validators, _WELL_FORMED)
        self.theme.choices = choices(((theme, labels.theme_name(theme)) for theme in THEMES), empty=True)
        for attribute, values in ATTRIBUTES.items():
            self._fields[attribute].choices = choices((value, labels.value_name(value)) for value in values)

    @property
    def columns(self) -> dict[str, Any]:
        """What the fields say, as columns of an adopted control."""
        values = {name: value or "" for name, value in self.values.items() if name not in ATTRIBUTES}
        chosen = {name: self._fields[name].data for name in ATTRIBUTES if self._fields[name].data}
        return {**values, "attributes": chosen}
