"""The rows of `soa_sample`, read once for all who make something of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from isms.catalogue import loads as catalogue
from isms.exchange.entries import Entry, Of, points, unknown
from isms.exchange.kinds import answer, day, identifier, one_of, whole
from isms.exchange.loading import Load
from isms.i18n import gettext as _
from isms.implementations.rules import DEFICIENCIES, EXISTS, MATURITIES, Deficiency, Status
from isms.organisation import loads as organisation

_ROLE = (points("owner_role", "roles", "role"),)


@dataclass(frozen=True)
class Row:
    """One control of a sample; `applicable` is None where nobody has said."""

    entry: Entry
    of: Of
    control: catalogue.Key
    applicable: bool | None
    exists: Status | None
    deficiency: Deficiency | None
    maturity: int | None
    wanted: int | None
    role: str | None

    def standing(self, named: str) -> dict[str, Any]:
        """Give how it is met as columns, the status under the name given."""
        return {
            named: self.exists,
            "deficiency": self.deficiency,
            "maturity": self.maturity,
            "wanted": self.wanted,
        }


@dataclass(frozen=True)
class Sample:
    """What a Statement of before said of one scope on one day."""

    entry: Entry
    scope: str
    prepared: date
    rows: tuple[Row, ...]

    @property
    def met(self) -> list[Row]:
        """The rows that say how far the control has come."""
        return [row for row in self.rows if row.exists is not None]


def samples(load: Load) -> list[Sample]:
    """List the samples of the file that can be used, the oldest first, so that what is newest holds."""
    found = [sample for entry in load.entries("soa_sample") if (sample := _known(load, entry))]
    return sorted(found, key=lambda sample: sample.prepared)


def _known(load: Load, entry: Entry) -> Sample | None:
    """Read a sample at the first call only, so that what is wrong with it is said once."""
    if entry.place not in load.shared:
        load.shared[entry.place] = _sample(load, entry)
    found: Sample | None = load.shared[entry.place]
    return found


def _sample(load: Load, entry: Entry) -> Sample | None:
    entry.leave("standard", "version", "approved_by", "title", "team")
    scope, prepared = entry.value("scope", identifier), entry.value("prepared", day)
    if scope and not load.knows("scopes", scope):
        entry.fault(unknown(scope, "scopes"), "scope")
    if "prepared" not in entry.block or entry.block["prepared"] is None:
        entry.fault(_("The key `%(key)s` is missing.", key="prepared"))
    reader = _Rows(load, scope or "")
    rows = tuple(row for each in entry.subs("rows") if (row := reader.row(each)))
    return Sample(entry, scope, prepared, rows) if scope and prepared else None


class _Rows:
    def __init__(self, load: Load, scope: str) -> None:
        gap = organisation.settings(load).get("gap", {})
        self.scope, self.keys, self.seen = scope, catalogue.keys(load), set[str]()
        self.exists = one_of(_words(EXISTS, Status, gap.get("exists", ()), list(EXISTS.values())))
        self.deficiency = one_of(_words(DEFICIENCIES, Deficiency, gap.get("deficiency", ()), list(Deficiency)))

    def row(self, entry: Entry) -> Row | None:
        """Read one row; None where its control cannot be told."""
        entry.leave("reasons", "risks", "justification", "how", "references", "last_review",
                    "next_review", "observed", "improve")  # fmt: skip
        control = self._control(entry)
        applicable = entry.value("applicable", answer)
        exists = entry.value("exists", self.exists) if entry.get("exists") is not None else None
        deficiency = entry.value("deficiency", self.deficiency) if entry.get("deficiency") is not None else None
        maturity, wanted = (_maturity(entry, key) for key in ("maturity", "target_maturity"))
        role = entry.read(_ROLE).get("role")
        if control is None:
            return None
        of = Of("soa_sample", f"{self.scope}:{control[1]}")
        return Row(entry, of, control, applicable, exists, deficiency, maturity, wanted, role)

    def _control(self, entry: Entry) -> catalogue.Key | None:
        named = entry.value("id", identifier)
        if named in self.seen:
            entry.fault(_("It is named twice."), "id")
        elif named and named not in self.keys:
            entry.fault(unknown(named, _("the controls")), "id")
        elif named:
            self.seen.add(named)
            return self.keys[named]
        return None


def _words(swedish: dict[str, Any], kind: type[Any], own: list[str], meanings: list[Any]) -> dict[str, Any]:
    """Join the words known here with the file's own, whose place in their scale says what they mean."""
    known = {**swedish, **{each.value: each for each in kind}}
    if kind is Status:
        known |= dict(zip(("yes", "partly", "no"), meanings, strict=True))
    return known | dict(zip(own, meanings, strict=False))


def _maturity(entry: Entry, key: str) -> int | None:
    found: int | None = entry.value(key, whole)
    if found is not None and found not in MATURITIES:
        entry.fault(_("Must be one of: %(words)s.", words="0, 1, 2, 3, 4, 5"), key)
        return None
    return found
