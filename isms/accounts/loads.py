"""What a file says of people: where they work, which role they hold there, and what they may do here."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from isms.access.rules import Role
from isms.accounts.models import Grant, Person
from isms.exchange.entries import Of, must, points
from isms.exchange.kinds import one_of
from isms.exchange.loading import Load, Section
from isms.i18n import gettext as _
from isms.organisation import loads as organisation
from isms.organisation.models import Unit
from isms.organisation.rules import Parents, holder, lineage

COORDINATOR = "infosaksamordnare"
GRANTED = {
    COORDINATOR: (Role.COORDINATOR,),
    "kommunchef": (Role.MANAGEMENT, Role.RISK_OWNER),
    "vd": (Role.MANAGEMENT, Role.RISK_OWNER),
    "forvaltningschef": (Role.MANAGEMENT, Role.RISK_OWNER),
    "internrevisor": (Role.INTERNAL_AUDITOR,),
    "extern_revisor": (Role.EXTERNAL_AUDITOR,),
}
"""What the roles of a Swedish municipality may do here; `grants` of a role in the file takes precedence."""

_PERSON = (must("name"), points("role", "roles", "job_role_id"), points("unit", "org_units", "unit_id"))
_ROLE = one_of({role.value: role for role in Role if role is not Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Line:
    """Who holds which role where, and who heads which unit, as it will be once the file is stored."""

    parents: Parents
    head_roles: dict[str, str | None]
    places: dict[str, tuple[str | None, str | None]]
    grants: dict[str, tuple[Role, ...]]
    holders: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for person, (role, unit) in self.places.items():
            if role and unit:
                self.holders[role, unit].append(person)

    def holder(self, role: str, unit: str) -> str | None:
        """Name who holds a role in a unit or the nearest above."""
        return holder(role, unit, self.parents, self.holders)

    def anyone(self, role: str) -> str | None:
        """Name someone who holds a role, wherever; the smallest id."""
        return min((person for person, (held, _unit) in self.places.items() if held == role), default=None)

    def owner(self, unit: str) -> str | None:
        """Name the head of a unit, else of the nearest unit above that has one who may own risks."""
        heads = (self.head(each) for each in lineage(unit, self.parents))
        found = next((head for head in heads if head and not self.coordinates(head)), None)
        return found or self._head_below(unit)

    def head(self, unit: str) -> str | None:
        """Name who holds the head role of a unit, there or in the nearest unit above."""
        role = self.head_roles.get(unit)
        return self.holder(role, unit) if role else None

    def _head_below(self, unit: str) -> str | None:
        """Name the head of a topmost unit whose head is placed in a unit under it, as a chief executive often is."""
        role = self.head_roles.get(unit)
        below = [
            p for p, (held, at) in self.places.items() if held == role and at and unit in lineage(at, self.parents)
        ]
        return below[0] if role and len(below) == 1 and not self.coordinates(below[0]) else None

    def coordinates(self, person: str) -> bool:
        """Whether a person coordinates the work, and so may not own risks."""
        return Role.COORDINATOR in self.grants.get(self.places[person][0] or "", ())

    def heads(self) -> set[str]:
        """Name everyone who heads a unit, all of them where several hold its role."""
        found: set[str] = set()
        for unit, role in self.head_roles.items():
            if role and (head := self.holder(role, unit)):
                found.update(self.holders[role, self.places[head][1] or ""])
        return found


def line(load: Load) -> Line:
    """Gather who holds which role where, from the file and from what is stored."""
    return Line(
        organisation.parents(load),
        dict(load.rows(Unit).view("id", "head_role_id")),
        {person: (role, unit) for person, role, unit in load.rows(Person).view("id", "job_role_id", "unit_id")},
        GRANTED | dict(_grants_of_roles(load)),
    )


def held(load: Load, role: str, person: str | None) -> str | None:
    """Give the person, and warn that nobody holds the role where there is none."""
    if role and person is None:
        load.warn(_("Nobody holds the role `%(role)s` where the file needs it.", role=role))
    return person


def _grants_of_roles(load: Load) -> Iterator[tuple[str, tuple[Role, ...]]]:
    for entry in load.entries("roles"):
        if "grants" in entry:
            yield entry.id, tuple(role for role in map(_lenient, entry.items("grants")) if role)


def _lenient(word: object) -> Role | None:
    try:
        return Role(_ROLE(word))
    except ValueError:
        return None


def _check_grants(load: Load) -> None:
    for entry in load.entries("roles"):
        for place, word in enumerate(entry.items("grants")):
            try:
                _ROLE(word)
            except ValueError as wrong:
                entry.fault(str(wrong), "grants", place)


def _people(load: Load) -> None:
    _check_grants(load)
    for person in load.entries("people"):
        load.want(Person, person.of, id=person.id, **person.read(_PERSON))
    found = line(load)
    heads = found.heads()
    for person in load.entries("people"):
        if person.id:
            _grant(load, person.of, _roles(found, person.id, person.id in heads))


def _roles(found: Line, person: str, is_head: bool) -> set[Role]:  # noqa: FBT001 - said at the one call
    given = set(found.grants.get(found.places[person][0] or "", ()))
    if is_head and Role.COORDINATOR not in given:
        given.add(Role.RISK_OWNER)
    return given or {Role.REPORTER}


def _grant(load: Load, of: Of, roles: set[Role]) -> None:
    """Grant exactly these; an administrator is made in the program, so a file neither makes nor unmakes one."""
    if (of.id, Role.ADMINISTRATOR) in load.rows(Grant).stored:
        roles = roles | {Role.ADMINISTRATOR}
    load.link(Grant, of, {"person_id": of.id}, ({"role": role} for role in sorted(roles)))


SECTIONS = (Section("people", _people, Person),)
