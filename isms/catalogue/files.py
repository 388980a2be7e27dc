"""The catalogue files, each read strictly; every fault has its file and line."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from isms.catalogue.shapes import KINDS, ROWS, one_of
from isms.exchange.reading import Document, compose


@dataclass(frozen=True)
class CatalogueFile:
    """One file: its name from the folder's, the SHA-256 of its bytes, and what it says."""

    name: str
    digest: str
    document: Document

    @property
    def id(self) -> str:
        """The catalogue's identifier."""
        return str(self.document.root.get("catalogue", ""))

    @property
    def kind(self) -> str:
        """Which of controls, requirements, mapping and protection it holds."""
        return str(self.document.root.get("kind", ""))

    @property
    def key(self) -> str:
        """The key that its rows stand under."""
        return ROWS.get(self.kind, "")

    @cached_property
    def rows(self) -> list[Mapping[str, Any]]:
        """The controls, requirements, pairs or rules in order; what is no mapping is an empty one."""
        return [row if isinstance(row, Mapping) else {} for row in listed(self.document.root.get(self.key))]

    @cached_property
    def ids(self) -> set[str]:
        """The identifiers of its rows."""
        return {row["id"] for row in self.rows if isinstance(row.get("id"), str)}


def listed(value: Any) -> Sequence[Any]:
    """Give a list as it is, and nothing for what should have been one."""
    return value if isinstance(value, list) else ()


def paths(folder: Path) -> list[Path]:
    """List the catalogue files of a folder and the folders in it, in order of name."""
    return sorted(folder.rglob("*.yaml"))


def name_of(path: Path, folder: Path) -> str:
    """Name a file from its folder: controls/mappings/nis2-article-21.yaml."""
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def digest_of(data: bytes) -> str:
    """Hash the bytes of a file (SHA-256, as hexadecimal digits)."""
    return hashlib.sha256(data).hexdigest()


def read(data: bytes, name: str) -> CatalogueFile:
    """Read one file with all that is wrong in it; raises Faults when it cannot be read at all."""
    document = compose(data, name)
    kind = document.root.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        KINDS[kind](document, (), document.root)
    else:
        one_of(KINDS)(document, ("kind",), kind)
    return CatalogueFile(name, digest_of(data), document)
