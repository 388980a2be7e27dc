"""Forms where levels are chosen: the decision of an asset's, and the consequences of an information type."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired

from isms.assets import rules
from isms.assets.rules import Fault
from isms.classification.rules import ASPECTS, STOP_LEVEL
from isms.i18n import gettext
from isms.i18n import lazy as _
from isms.web.filters import aspect_letter, aspect_name, level_name
from isms.web.forms import Form, area, choice, choices, refuse, several, text

DIRECTIONS = {
    "set": _("Set the levels"),
    "raise": _("Raise"),
    "lower": _("Lower"),
}
_HELP = {
    "set": _("They agree with what is inherited, or nothing is inherited."),
    "raise": _("Much is gathered in one place, or together it says more than each part."),
    "lower": _("There is redundancy, or the owner of the information accepts less."),
}
STOP = _(
    "Level 4 may concern Sweden's security and must not be registered here. Talk to the protective security manager, "
    "in person. Nothing of what you wrote has been kept."
)
_FAULTS = {
    Fault.NOTHING_DECIDED: _("Choose a level for at least one aspect."),
    Fault.NO_REASON: _("Write the reason: whoever reviews it must be able to follow."),
    Fault.NO_ASPECT: _("Tick the aspects that are lowered."),
    Fault.NOT_HIGHER: _("Choose a level above the inherited for at least one aspect, or choose to set the levels."),
    Fault.NOT_LOWER: _("Choose a level below the inherited, or untick the aspect below."),
    Fault.BELOW_INHERITED: _("This is below what is inherited. Choose the inherited level, or lower it with a reason."),
}


class LevelForm(Form):
    """The parent of forms with a choice of level for each aspect in use, in fields named by the aspect's letter."""

    @property
    def levels(self) -> dict[str, int]:
        """The levels that were chosen, by aspect."""
        return {each: int(self[each].data) for each in ASPECTS if each in self and self[each].data}

    @property
    def stops(self) -> bool:
        """Whether a level was sent that may not be kept here, however it was sent."""
        fields = (field for name, field in self._fields.items() if name.split("_")[0] in ASPECTS)
        return any(str(STOP_LEVEL) in map(str.strip, field.raw_data or ()) for field in fields)


class DecisionForm(LevelForm):
    """A decision of an asset's levels."""

    direction = RadioField(
        _("What do you decide?"), [InputRequired(_("Choose one.")), AnyOf(DIRECTIONS, _("Choose one."))], default="set"
    )
    aspects = several(_("Aspects that are lowered"), help=_("Only for a lowering. The others stay as inherited."))
    reason = area(_("Reason"), help=_("Needed to raise or lower. Write nothing that is secret."))

    @property
    def decision(self) -> dict[str, Any]:
        """The decision as it is stored; only a lowering names aspects."""
        way = self.direction.data
        named = "".join(sorted(self.aspects.data or (), key=ASPECTS.index)) if way == "lower" else ""
        return {"direction": way, "aspects": named, "levels": self.levels, "reason": self.reason.data or ""}

    def sound(self, inherited: Mapping[str, int]) -> bool:
        """Whether a valid form's decision can stand; what is wrong is said at its field."""
        way, lowered = rules.direction(self.direction.data), self.aspects.data or ()
        faults = rules.decision_faults(way, self.levels, lowered, self.reason.data or "", inherited)
        for name, fault in faults.items():
            refuse(self[next(iter(inherited)) if name == "levels" else name], str(_FAULTS[fault]))
        return not faults


class InformationForm(LevelForm):
    """What is known of an information type, and what happens if it leaks, is wrong or is missing."""

    name = text(_("Name"), required=_("Write what people call it."))
    owner_unit_id = choice(_("Information owner"), required=_("Choose the unit that answers for it."))
    personal_data = text(_("Personal data"), max_length=100, help=_("Such as none, ordinary or sensitive."))
    secrecy = text(_("Secrecy"), help=_("The provision that makes it secret, if any."))
    retention = text(_("Preservation and disposal"))
    note = area(_("Note"))

    categories: Sequence[str] = ()

    @property
    def by_category(self) -> dict[str, dict[str, int]]:
        """What was chosen for each category of consequence, by aspect."""
        found: dict[str, dict[str, int]] = {}
        for place, category in enumerate(self.categories):
            for aspect in ASPECTS:
                if (name := f"{aspect}_{place}") in self and self[name].data:
                    found.setdefault(aspect, {})[category] = int(self[name].data)
        return found

    @property
    def rows(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields of levels as a table: altogether, then each category."""
        used = [aspect for aspect in ASPECTS if aspect in self]
        yield gettext("Altogether"), [self[aspect] for aspect in used]
        for place, category in enumerate(self.categories):
            yield category, [self[f"{aspect}_{place}"] for aspect in used]

    def sound(self) -> bool:
        """Whether each aspect of a valid form is rated altogether or by category, and not differently both ways."""
        by_category = self.by_category
        torn = [a for a, level in self.levels.items() if level != max(by_category.get(a, {}).values(), default=level)]
        for aspect in torn:
            refuse(self[aspect], gettext("The worst category decides. Choose that level here too, or nothing."))
        return not torn


def decision_form(inherited: Mapping[str, int], **values: Any) -> DecisionForm:
    """Make the form of a decision, with a choice for each aspect and what it inherits said beside it."""
    fields = {each: choice(_labelled(each), help=_inherits(each, level)) for each, level in inherited.items()}
    form: DecisionForm = _with(DecisionForm, fields)(**values)
    form.direction.choices = [
        SelectChoice(value, str(label), render_kw={"data-help": str(_HELP[value])})
        for value, label in DIRECTIONS.items()
    ]
    form.aspects.choices = choices((each, aspect_name(each)) for each in inherited)
    _offer_levels(form, fields)
    return form


def information_form(aspects: Collection[str], categories: Sequence[str], **values: Any) -> InformationForm:
    """Make the form of an information type, with a choice for each aspect, altogether and by category."""
    fields = {each: choice(_labelled(each)) for each in aspects}
    for place, category in enumerate(categories):
        fields |= {f"{each}_{place}": choice(f"{_labelled(each)}, {category}") for each in aspects}
    form: InformationForm = _with(InformationForm, fields)(**values)
    form.categories = categories
    _offer_levels(form, fields)
    return form


def stopped(form: Any) -> Any:
    """Say in an empty form why level 4 stops here."""
    aspect = next(each for each in ASPECTS if each in form)
    refuse(form[aspect], str(STOP))
    return form


def filled(consequences: Mapping[str, Any], categories: Sequence[str]) -> dict[str, str]:
    """Turn stored consequences into what the fields of the form hold."""
    found: dict[str, str] = {}
    for aspect, given in consequences.items():
        if isinstance(given, Mapping):
            found |= {f"{aspect}_{categories.index(each)}": str(level) for each, level in given.items()}
        else:
            found[aspect] = str(given)
    return found


def _with(form: type[Form], fields: Mapping[str, Any]) -> Any:
    return type(form.__name__, (form,), dict(fields))


def _offer_levels(form: Form, names: Collection[str]) -> None:
    offered = [(str(level), f"{level} – {level_name(level)}") for level in range(STOP_LEVEL)]
    for name in names:
        form[name].choices = choices(offered, empty=True)


def _labelled(aspect: str) -> str:
    return f"{aspect_name(aspect)} ({aspect_letter(aspect)})"


def _inherits(aspect: str, level: int) -> str:
    return gettext("Inherited: %(mark)s", mark=f"{aspect_letter(aspect)}{level}")
