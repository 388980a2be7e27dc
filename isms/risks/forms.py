"""Forms of risks: the risk itself, and the decisions on it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation

from isms.i18n import gettext, lazy
from isms.i18n import lazy as _
from isms.risks.models import Risk
from isms.risks.rules import Criteria, Step, Treatment, treat_by
from isms.risks.services import Links
from isms.risks.words import EXPLAINED, TREATMENTS
from isms.web.filters import aspect_name
from isms.web.forms import Form, ValidationError, choice, choices, day, several, text
from isms.web.forms import area as lines

PLAIN = (
    "title", "threat_id", "vulnerability", "consequence_text", "owner_unit_id", "owner_id", "likelihood",
    "likelihood_note", "planned_likelihood", "planned_reason", "due", "rated_on",
)  # fmt: skip
NOT_YET = ("", lazy("Not rated yet"))


def _level(value: Any) -> int | None:
    return int(value) if value not in (None, "") else None


def scale(label: str, *, required: str | None = None, help: str = "") -> RadioField:  # noqa: A002
    """Make a field that chooses a level of a scale, as cards; nothing chosen is None."""
    checks = [InputRequired(required)] if required else [Optional()]
    return RadioField(label, checks, coerce=_level, description=help, choices=[])


def _chosen_first(pairs: Iterable[tuple[str, str]], chosen: Any) -> list[tuple[str, str]]:
    """Put what is chosen in a long list first, so that it is seen without searching; one choice keeps its place."""
    return sorted(pairs, key=lambda pair: isinstance(chosen, list) and pair[0] not in chosen)


def _one_consequence(form: Any, field: Any) -> None:
    """See that there is a consequence, as one figure or per category, and that they do not contradict each other."""
    worst = max(form.consequences("now").values(), default=None)
    if field.data is None:
        field.errors[:] = []
        raise StopValidation("" if worst else gettext("Choose consequence. If unsure, choose the worst reasonable."))
    if worst and field.data not in (worst, field.object_data):
        raise StopValidation(
            gettext("Rated per category, the worst decides: %(worst)s. Change or empty the categories.", worst=worst)
        )


class RiskForm(Form):
    """What a risk is, how it is rated now and as planned, and how it is treated."""

    title = text(
        _("What may happen?"),
        required=_("Write what may happen, in one sentence."),
        help=_("One sentence: the event and what it strikes. Write no names of people."),
    )
    threat_id = choice(_("Threat"), help=_("What it comes from."))
    vulnerability = lines(_("Weakness"), help=_("What makes it possible with us."))
    consequence_text = lines(_("What does it lead to?"), help=_("In words: for whom, and how far."))
    aspects = several(_("What is struck?"))
    assets = several(_("Which assets does it concern?"))
    owner_unit_id = choice(_("Unit that owns the risk"), required=_("Choose the unit that owns the risk."))
    owner_id = choice(_("Risk owner"), help=_("The one with the mandate to accept or to pay. Never the coordinator."))
    likelihood = scale(_("Likelihood"), required=_("Choose likelihood. Count only controls that work today."))
    likelihood_note = text(_("Why this likelihood?"), help=_("So that another person would give the same answer."))
    consequence = RadioField(
        _("Consequence"),
        [_one_consequence],
        coerce=_level,
        choices=[],
        description=_("The worst reasonable. Rated per category, the worst decides."),
    )
    treatment = RadioField(_("Treatment"), [InputRequired(_("Choose how the risk is treated."))], choices=[])
    controls = several(_("Which controls modify it?"), help=_("They are called for in the Statement of Applicability."))
    due = day(_("Treated by"), help=_("Empty means the last day that the criteria give the band."))
    planned_likelihood = scale(_("Likelihood after treatment"))
    planned_consequence = scale(_("Consequence after treatment"))
    planned_reason = text(_("Why does the risk become worse?"), help=_("Only if what remains is worse than today."))
    rated_on = day(_("Rated on"), help=_("Set it when you rate the risk again, also if the rating stays the same."))

    scales: Criteria
    today: date

    def offer(self, scales: Criteria, today: date, **pairs: Any) -> None:
        """Fill in what can be chosen: the scales in force, and (value, label) pairs by field."""
        self.scales, self.today = scales, today
        self.treatment.choices = [
            SelectChoice(t.value, str(TREATMENTS[t]), {"data-help": EXPLAINED[t]}) for t in Treatment
        ]
        self.aspects.choices = choices((aspect, aspect_name(aspect)) for aspect in pairs.pop("aspects"))
        for name, given in pairs.items():
            self[name].choices = choices(_chosen_first(given, self[name].data), empty=name.endswith("_id"))
        for name, steps in (("likelihood", scales.likelihoods), ("consequence", scales.consequences)):
            self[name].choices = cards(steps)
            self[f"planned_{name}"].choices = [SelectChoice(NOT_YET[0], str(NOT_YET[1])), *cards(steps)]
        for name in self.category_fields():
            self[name].choices = choices(
                ((step.level, f"{step.level} {step.name}") for step in scales.consequences), empty=True
            )

    def category_fields(self) -> list[str]:
        """Name the fields that rate the consequence per category, now and planned in turn."""
        return [f"{when}_{number}" for number in range(len(self.scales.categories)) for when in ("now", "planned")]

    def consequences(self, when: str) -> dict[str, int]:
        """Read the consequence per category, now or planned; empty when none was given."""
        given = ((name, self[f"{when}_{number}"].data) for number, name in enumerate(self.scales.categories))
        return {name: int(level) for name, level in given if level}

    def fill(self, risk: Risk) -> Links:
        """Write what was typed to a risk, and give what it is to be linked to."""
        self.write(risk, *PLAIN)
        risk.treatment = Treatment(self.treatment.data)
        risk.aspects = "".join(self.aspects.data or ())
        for when, field in (("now", "consequence"), ("planned", "planned_consequence")):
            by_category = self.consequences(when)
            setattr(risk, field, max(by_category.values(), default=self[field].data))
            setattr(risk, field.removesuffix("consequence") + "consequences", by_category)
        return Links(self.assets.data or (), {split(name) for name in self.controls.data or ()})

    def validate_due(self, field: Any) -> None:
        """See that a new last day has not passed, and say which the criteria give."""
        if field.data is None or field.data >= self.today or field.data == field.object_data:
            return
        said = gettext("%(day)s has passed.", day=field.data)
        band = self.scales.cells.get((self.likelihood.data, self.consequence.data))
        latest = band and treat_by(self.rated_on.data or self.today, band)
        if band and latest:
            said += " " + gettext("For the band %(band)s it is %(day)s at the latest.", band=band.name, day=latest)
        raise ValidationError(said)


def cards(steps: Iterable[Step]) -> list[SelectChoice]:
    """Turn the steps of a scale into cards with their anchors."""
    return [SelectChoice(str(step.level), f"{step.level} {step.name}", {"data-help": step.note}) for step in steps]


def split(control: str) -> tuple[str, str]:
    """Read a control's key as the form carries it: framework:id."""
    framework, _colon, identifier = control.partition(":")
    return framework, identifier


def risk_form(scales: Criteria) -> type[RiskForm]:
    """Make the form for one version of the criteria, with a pair of fields for each category of consequence."""
    fields = {
        f"{when}_{number}": choice(category)
        for number, category in enumerate(scales.categories)
        for when in ("now", "planned")
    }
    return type("RiskForm", (RiskForm,), fields)


class PlanForm(Form):
    """The approval of a treatment plan."""

    reference = text(
        _("Reference of the decision"), max_length=120, help=_("Where there is one: minutes, case number.")
    )
    reason = lines(_("Comment"))


class AcceptForm(Form):
    """The acceptance of what remains."""

    until = day(_("Accepted until"), required=_("Give the last day of the acceptance. Nobody may accept for ever."))
    reason = lines(_("Why can it be borne?"), required=_("Say why the risk can be borne as it is."))
    reference = text(_("Reference of the decision"), max_length=120, help=_("Needed where a body decides."))


class CloseForm(Form):
    """The end of a risk that is gone, or its return."""

    reason = lines(
        _("Why?"), required=_("Say why."), help=_("What has changed, so that a reader in a year understands.")
    )
