"""What assets, information types and suppliers offer to the rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from isms.access.rules import Permission
from isms.assets import panels, services, shows
from isms.assets.loads import SECTIONS
from isms.assets.models import (
    Asset,
    AssetInformation,
    ClassificationDecision,
    Dependency,
    InformationType,
)
from isms.assets.sheets import ASSETS
from isms.assets.views import bp
from isms.feature import Feature, Link, Panel, Projection, Show, Source
from isms.i18n import lazy

_READ = Permission.ASSET_READ


def _panel(of: str, select: Callable[[Session, str, date], Any]) -> Panel:
    return Panel(of=of, name="assets", permission=_READ, template="assets/_panel.html", select=select, order=10)


LEVELS = Projection(
    name="asset levels",
    watches=frozenset({Asset, AssetInformation, ClassificationDecision, Dependency, InformationType}),
    refresh=services.refresh,
    differences=services.differences,
)

FEATURE = Feature(
    name="assets",
    blueprint=bp,
    links=(
        Link(label=lazy("Assets"), endpoint="assets.index", permission=_READ, group=1, order=10, count=panels.stale),
        Link(label=lazy("Information types"), endpoint="assets.information_types.index", permission=_READ, group=1,
             order=20),
        Link(label=lazy("Suppliers"), endpoint="assets.suppliers.index", permission=_READ, group=1, order=30),
    ),
    panels=(
        _panel("information_type", panels.handling),
        _panel("supplier", panels.delivered_by),
        _panel("unit", panels.owned_by),
    ),
    sources=(
        Source(label=lazy("Assets"), permission=_READ, find=panels.find_assets),
        Source(label=lazy("Information types"), permission=_READ, find=panels.find_information),
        Source(label=lazy("Suppliers"), permission=_READ, find=panels.find_suppliers),
    ),
    todo=((_READ, panels.todo),),
    projections=(LEVELS,),
    exports=(ASSETS,),
    sections=SECTIONS,
    shows=(Show(name="assets", columns=shows.COLUMNS, rows=shows.assets),),
)  # fmt: skip
