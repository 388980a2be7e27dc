"""What the pages of assets show beside the thing itself: why a level is what it is, names, choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from isms.accounts.queries import names as people_names
from isms.assets import queries, queries_pages, rules, services
from isms.assets.forms import KINDS, AssetForm
from isms.assets.models import Asset, AssetLevel, ClassificationDecision, InformationType, Supplier
from isms.assets.panels import by_name
from isms.classification.rules_inheritance import Standing
from isms.i18n import gettext as _
from isms.i18n import ngettext
from isms.organisation.models import Unit
from isms.organisation.queries import tree
from isms.web.charts import Graph, Node, dependency_graph
from isms.web.filters import aspect_letter, aspect_name
from isms.web.forms import check_version
from isms.web.history import entries, labels
from isms.web.panels import panels


@dataclass(frozen=True)
class Step:
    """A stop on the way that a level came; `value` is its own level."""

    ref: str
    name: str
    url: str
    value: int


@dataclass(frozen=True)
class Why:
    """One aspect's level, the way it came (without the asset itself), and the same in words."""

    aspect: str
    value: int
    steps: tuple[Step, ...]
    note: str
    stale: bool


def details(session: Session, asset: Asset) -> dict[str, Any]:
    """Gather what the page of one asset shows."""
    own = (asset.organisation_id, asset.id)
    row = session.get_one(AssetLevel, own)
    decision = session.get(ClassificationDecision, own)
    standing = _standing(session, row, decision)
    people = known_people(session)
    supplier = session.get(Supplier, (own[0], asset.supplier_id)) if asset.supplier_id else None
    return {
        "asset": asset,
        "standing": standing,
        "decision": decision,
        "decider": people.get(decision.decided_by, "") if decision else "",
        "why": explained(session, row, standing, decision),
        "unit": session.get_one(Unit, (own[0], asset.owner_unit_id)),
        "owner": people.get(asset.system_owner_id or "", ""),
        "supplier": supplier,
        "information": session.execute(queries_pages.information_of(asset.id)).all(),
        "kinds": KINDS,
        "stale_words": stale_words,
        "panels": panels("asset", asset.id),
        "history": entries(session, ("asset", asset.id), people, labels(AssetForm)),
        **_neighbours(session, asset, row, standing),
    }


def _standing(session: Session, row: AssetLevel, decision: ClassificationDecision | None) -> Standing:
    decided = decision.levels if decision else None
    return rules.standing(_Row(row, decided), services.enabled(session))


def deciding(session: Session, asset: Asset) -> dict[str, Any]:
    """Gather what the page where an asset's levels are decided shows."""
    own = (asset.organisation_id, asset.id)
    row = session.get_one(AssetLevel, own)
    decision = session.get(ClassificationDecision, own)
    standing = _standing(session, row, decision)
    why = explained(session, row, standing, decision)
    return {"asset": asset, "decision": decision, "standing": standing, "inherited": standing.inherited, "why": why}


def prefilled(decision: ClassificationDecision | None, asked: Mapping[str, str]) -> dict[str, Any]:
    """Fill the form with what was decided, or with what a link proposes: ?direction=lower&aspects=C&C=2."""
    if decision is None:
        return {**asked, "aspects": list(asked.get("aspects", "")), "version": 0}
    levels = {aspect: str(level) for aspect, level in decision.levels.items()}
    now = {"direction": decision.direction, "aspects": decision.aspects, "reason": decision.reason}
    filled: dict[str, Any] = {**now, **levels, **asked, "version": decision.version}
    return {**filled, "aspects": list(filled["aspects"])}


def check_opened(decision: ClassificationDecision | None, opened: str | None) -> None:
    """See that nobody else decided since the form was opened; raises StaleDataError."""
    if decision is not None:
        check_version(decision, opened)


class _Row:
    """A stored row of levels with what was decided beside it."""

    def __init__(self, row: AssetLevel, decided: Mapping[str, int] | None) -> None:
        self.C, self.I, self.A, self.T = row.c, row.i, row.a, row.t
        self.inherited, self.stale, self.decided = row.inherited, row.stale, decided


def explained(
    session: Session, row: AssetLevel, standing: Standing, decision: ClassificationDecision | None
) -> list[Why]:
    """Explain the level of every aspect by its path."""
    met = {each for path in row.because.values() for each in path[:-1]}
    assets = {found.id: found for found in session.execute(queries_pages.assets_named(met))}
    kinds = {found.id: found for found in session.execute(queries_pages.information_named(met))}
    told = []
    for aspect, value in standing.effective.items():
        path = row.because.get(aspect, [])[:-1]
        steps = tuple(_step(each, aspect, assets, kinds) for each in path)
        note = " ".join(filter(None, (_came(path, kinds, standing, aspect), _said(standing, decision, aspect))))
        told.append(Why(aspect, value, steps, note, aspect in standing.stale))
    return told


def _step(identifier: str, aspect: str, assets: Mapping[str, Any], kinds: Mapping[str, Any]) -> Step:
    if kind := kinds.get(identifier):
        url = url_for("assets.information_types.detail", identifier=identifier)
        return Step(identifier, kind.name, url, kind.levels.get(aspect, 0))
    found = assets[identifier]
    url = url_for("assets.detail", identifier=identifier)
    return Step(identifier, found.name, url, getattr(found, aspect))


def _came(path: list[str], kinds: Mapping[str, Any], standing: Standing, aspect: str) -> str:
    """Say in words where a level came from."""
    if not path:
        inherited = standing.inherited[aspect]
        return _("%(level)s is inherited.", level=f"{aspect_letter(aspect)}{inherited}") if inherited else ""
    between = len(path) - (path[0] in kinds)
    if not between:
        return _("Inherited straight from the information.")
    if path[0] not in kinds:
        return _("Inherited from an asset whose level was raised by decision.")
    return ngettext(
        "Inherited through one asset that rests on it.", "Inherited through %(num)s assets that rest on it.", between
    )


def _said(standing: Standing, decision: ClassificationDecision | None, aspect: str) -> str:
    """Say in words what was decided of a level."""
    level = standing.decided.get(aspect)
    if decision is None or level is None:
        return _("Nobody has decided.")
    if aspect in standing.stale:
        return _("Decided %(level)s, therefore stale.", level=level)
    if level == standing.inherited[aspect]:
        return _("Decided %(level)s, which agrees.", level=level)
    if aspect in standing.raised or aspect in standing.lowered:
        return _("Decided %(level)s: %(reason)s", level=level, reason=decision.reason or _("no reason given"))
    return _("Decided %(level)s.", level=level)


def _neighbours(session: Session, asset: Asset, row: AssetLevel, standing: Standing) -> dict[str, Any]:
    carried = by_name(session.execute(queries_pages.carried_by(asset.id)))
    rests_on = by_name(session.execute(queries_pages.rests_on(asset.id)))
    used = tuple(standing.effective)
    paths = [row.because.get(aspect, []) for aspect in standing.stale or used]
    hot = {path[-2] for path in paths if len(path) > 1}
    me = Node(asset.id, asset.name, _signs(standing.effective, standing.stale))
    graph = Graph(me, [_node(each, used) for each in carried], [_node(each, used) for each in rests_on], hot)
    return {"carried": carried, "rests_on": rests_on, "graph": dependency_graph(graph), "aspects": used}


def _node(row: Any, aspects: Iterable[str]) -> Node:
    note = _("carries only %(what)s", what=" ".join(map(aspect_letter, row.aspects))) if row.aspects else ""
    signs = _signs(rules.effective(row, tuple(aspects)), row.stale)
    return Node(row.id, row.name, signs, url_for("assets.detail", identifier=row.id), note)


def _signs(levels: Mapping[str, int], stale: Iterable[str]) -> list[tuple[str, int, bool]]:
    return [(aspect_letter(aspect), level, aspect in stale) for aspect, level in levels.items()]


def offered(session: Session, without: str = "") -> dict[str, Any]:
    """Gather what the form of an asset lets people choose from; an asset cannot rest on itself."""
    used = session.scalars(queries.kinds())
    return {
        "kind": [*KINDS.items(), *((kind, kind) for kind in used if kind not in KINDS)],
        "owner_unit_id": units(session),
        "system_owner_id": session.execute(people_names()).all(),
        "supplier_id": session.execute(queries_pages.names(Supplier)).all(),
        "information": _referred(session, InformationType),
        "assets": [pair for pair in _referred(session, Asset) if pair[0] != without],
    }


def _referred(session: Session, model: Any) -> list[tuple[str, str]]:
    return [(row.id, f"{row.id} {row.name}") for row in session.execute(queries_pages.names(model))]


def units(session: Session) -> list[tuple[str, str]]:
    """List the units of the organisation for a choice, by name."""
    return sorted(((row.id, row.name) for row in session.execute(tree())), key=lambda pair: pair[1])


def known_people(session: Session) -> dict[str, str]:
    """Name everyone in the organisation by id."""
    return {row.id: row.name for row in session.execute(people_names())}


def stale_words(why: Iterable[Why]) -> str:
    """Name the aspects in which a decision is stale, as a sentence does: confidentiality and integrity."""
    names = [aspect_name(each.aspect).lower() for each in why if each.stale]
    return _(" and ").join(filter(None, (", ".join(names[:-1]), *names[-1:])))
