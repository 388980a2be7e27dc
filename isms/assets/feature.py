"""What assets, information types and suppliers offer to the rest."""

from isms.assets import services
from isms.assets.models import (
    Asset,
    AssetInformation,
    ClassificationDecision,
    Dependency,
    InformationType,
)
from isms.feature import Feature, Projection

LEVELS = Projection(
    name="asset levels",
    watches=frozenset({Asset, AssetInformation, ClassificationDecision, Dependency, InformationType}),
    refresh=services.refresh,
    differences=services.differences,
)

FEATURE = Feature(name="assets", projections=(LEVELS,))
