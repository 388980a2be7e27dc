"""Acts on the register: write down an asset, an information type or a supplier, decide levels, end an asset."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from isms.assets import queries, rules
from isms.assets.models import (
    Asset,
    AssetInformation,
    ClassificationDecision,
    Dependency,
    InformationType,
    Supplier,
)
from isms.classification.rules import worst
from isms.db import Act
from isms.i18n import next_id, sort_key

_LINKS = ("information", "rests_on", "rests_on_available")


def one(session: Session, model: type[Any], identifier: str) -> Any:
    """Fetch an asset, an information type or a supplier; raises NoResultFound."""
    return session.get_one(model, (session.info["organisation"], identifier))


def new(session: Session, model: type[Any]) -> Any:
    """Begin one under the next free number of its series; it is not in the session yet."""
    first = {Asset: "T001", InformationType: "IT01", Supplier: "LEV01"}[model]
    taken = session.scalars(queries.identifiers(model)).all()
    return model(organisation_id=session.info["organisation"], id=next_id(taken, first))


def links(session: Session, asset_id: str) -> dict[str, list[str]]:
    """Name what an asset handles and rests on, as its form holds them."""
    now = _resting(session, asset_id)
    return {
        "information": sorted(session.scalars(queries.handled_by(asset_id))),
        "rests_on": sorted(base for base, aspects in now.items() if aspects != "A"),
        "rests_on_available": sorted(base for base, aspects in now.items() if aspects == "A"),
    }


def save_asset(session: Session, asset: Asset, values: Mapping[str, Any]) -> None:
    """Store an asset with what it handles and rests on; its levels, and those under it, follow by themselves."""
    _write(session, asset, {name: value for name, value in values.items() if name not in _LINKS})
    _handle(session, asset, set(values["information"] or ()))
    now = _resting(session, asset.id)
    _rest(session, asset, rules.resting(values["rests_on"] or (), values["rests_on_available"] or (), now))
    if any(isinstance(each, AssetInformation | Dependency) for each in (*session.new, *session.deleted)):
        flag_modified(asset, "name")  # so that a change of links alone is a new version of the asset too
    session.flush()


def save_information(
    session: Session, kind: InformationType, values: Mapping[str, Any], consequences: Mapping[str, Any]
) -> None:
    """Store an information type; of each aspect's consequences the worst decides. Raises StopLevel for level 4."""
    kind.consequences, kind.levels = dict(consequences), dict(worst(consequences))
    _write(session, kind, values)


def save_supplier(session: Session, supplier: Supplier, values: Mapping[str, Any]) -> None:
    """Store a supplier."""
    _write(session, supplier, values)


def decide(session: Session, asset: Asset, decision: Mapping[str, Any], today: date) -> None:
    """Decide an asset's levels, in place of what was decided before; the person of the act is who decided."""
    key = (asset.organisation_id, asset.id)
    row = session.get(ClassificationDecision, key) or ClassificationDecision(organisation_id=key[0], asset_id=key[1])
    for name, value in decision.items():
        setattr(row, name, value)
    row.decided_by, row.decided_on = session.info["act"].actor, today
    asset.classified_on = today
    session.add(row)
    session.flush()


def end(session: Session, asset: Asset, ended_on: date, reason: str) -> None:
    """End an asset: it stays with its history, but passes no level on and leaves the register."""
    session.info["act"] = Act(session.info["act"].actor, reason)
    asset.ended_on, asset.ended_reason = ended_on, reason
    session.flush()


def reopen(session: Session, asset: Asset) -> None:
    """Take back the end of an asset."""
    asset.ended_on, asset.ended_reason = None, ""
    session.flush()


def _write(session: Session, thing: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(thing, name, value)
    if hasattr(type(thing), "name_key"):
        thing.name_key = sort_key(thing.name)
    session.add(thing)
    session.flush()


def _handle(session: Session, asset: Asset, wanted: Collection[str]) -> None:
    known = {each.information_type_id: each for each in session.scalars(queries.information_links(asset.id))}
    for gone in known.keys() - wanted:
        session.delete(known[gone])
    for kind in sorted(set(wanted) - known.keys()):
        link = AssetInformation(organisation_id=asset.organisation_id, asset_id=asset.id, information_type_id=kind)
        session.add(link)


def _resting(session: Session, asset_id: str) -> dict[str, str]:
    return {each.depends_on_id: each.aspects for each in session.scalars(queries.dependency_links(asset_id))}


def _rest(session: Session, asset: Asset, wanted: Mapping[str, str]) -> None:
    known = {each.depends_on_id: each for each in session.scalars(queries.dependency_links(asset.id))}
    for gone in known.keys() - wanted.keys():
        session.delete(known[gone])
    for base, aspects in sorted(wanted.items()):
        row = known.get(base) or Dependency(
            organisation_id=asset.organisation_id, asset_id=asset.id, depends_on_id=base
        )
        row.aspects = aspects
        session.add(row)
