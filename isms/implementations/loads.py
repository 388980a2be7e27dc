"""What a Statement of before says of how controls are met: each row is an implementation for the scope."""

from isms.accounts import loads as accounts
from isms.exchange.entries import may
from isms.exchange.kinds import day
from isms.exchange.loading import Load, Section
from isms.implementations.loads_rows import samples
from isms.implementations.models import Implementation
from isms.organisation.models import ScopeUnit
from isms.organisation.rules import units_in_scope

_ROW = (may("how"), may("references"), may("last_review", day), may("next_review", day))


def _implementations(load: Load) -> None:
    found = samples(load)
    line = accounts.line(load) if found else None
    for sample in found:
        scope = _Scope(load, sample.scope, line) if line else None
        for row in sample.met:
            role = row.role
            named = {"responsible_role": role, "responsible_id": scope.responsible(role)} if scope and role else {}
            load.want(
                Implementation, row.of, id=f"{sample.scope}:{row.control[1]}", scope_id=sample.scope,
                framework_id=row.control[0], control_id=row.control[1],
                **row.standing("status"), **named, **row.entry.read(_ROW),
            )  # fmt: skip


class _Scope:
    """Who answers for what in one scope."""

    def __init__(self, load: Load, scope: str, line: accounts.Line) -> None:
        self.load, self.line = load, line
        named = [row[1:] for row in load.rows(ScopeUnit).view("scope_id", "unit_id", "included") if row[0] == scope]
        self.included = [unit for unit, included in named if included]
        excluded = [unit for unit, included in named if not included and unit not in self.included]
        self.units = units_in_scope(line.parents, self.included, excluded)
        self.known: dict[str, str | None] = {}

    def responsible(self, role: str) -> str | None:
        """Name who holds a role nearest the included units, else someone in the scope, else anyone."""
        if role not in self.known:
            self.known[role] = accounts.held(self.load, role, self._find(role))
        return self.known[role]

    def _find(self, role: str) -> str | None:
        above = (self.line.holder(role, unit) for unit in self.included if unit in self.line.parents)
        inside = (person for (held, unit), people in self.line.holders.items() if held == role and unit in self.units
                  for person in people)  # fmt: skip
        return next(filter(None, above), None) or min(inside, default=None) or self.line.anyone(role)


SECTIONS = (Section("soa_sample", _implementations),)
