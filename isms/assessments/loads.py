"""What a Statement of before says as a gap assessment: its rows are the answers, dated the day it was prepared."""

from isms.assessments.models import Answer, Assessment
from isms.catalogue.models import CONTROLS
from isms.exchange.entries import Of, may
from isms.exchange.kinds import LONGEST_ID, text
from isms.exchange.loading import Load, Section
from isms.i18n import gettext as _
from isms.i18n import speaking
from isms.implementations.loads_rows import Sample, samples
from isms.organisation.models import Organisation

_ANSWER = (may("observed"), may("improve"))


def _assessments(load: Load) -> None:
    seen: set[str] = set()
    for sample in samples(load):
        identity = f"GAP-{sample.scope}-{sample.prepared}"
        if identity in seen:
            sample.entry.fault(_("The scope has another sample of the same day."), "prepared")
        elif len(identity) > LONGEST_ID:
            sample.entry.fault(_("The id of the scope is too long to name an assessment by."), "scope")
        seen.add(identity)
        if sample.met:
            _assessment(load, sample, identity)


def _assessment(load: Load, sample: Sample, identity: str) -> None:
    load.want(
        Assessment, Of("soa_sample", sample.scope), id=identity, title=_title(load, sample), scope_id=sample.scope,
        framework_id=CONTROLS, dated=sample.prepared, **sample.entry.read((may("team"),)),
    )  # fmt: skip
    for row in sample.met:
        load.want(
            Answer, row.of, assessment_id=identity, framework_id=row.control[0], requirement_id=row.control[1],
            confirmed=True, **row.standing("exists"), **row.entry.read(_ANSWER),
        )  # fmt: skip


def _title(load: Load, sample: Sample) -> str:
    if said := sample.entry.value("title", text):
        return str(said)
    with speaking(load.rows(Organisation).seen((load.organisation,), "language") or "sv"):
        return _("Gap assessment %(day)s", day=sample.prepared)


SECTIONS = (Section("soa_sample", _assessments),)
