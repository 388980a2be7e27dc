"""From a checked catalogue file to the rows of the tables."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from isms.catalogue.files import CatalogueFile
from isms.catalogue.models import Control, Correspondence, ProtectionRule, Requirement
from isms.catalogue.rules import ATTRIBUTES
from isms.db import Base

Row = dict[str, Any]
Given = Mapping[str, Any]

_NOTES = ("note", "amendment", "national", "article_21")


def header(file: CatalogueFile, now: datetime) -> Row:
    """Give the row of the catalogue itself; a protection package's version stands as its edition."""
    root = file.document.root
    return {
        "id": file.id,
        "kind": file.kind,
        "title_en": root["title"]["en"],
        "title_sv": root["title"]["sv"],
        "edition": root.get("edition") or root.get("version", ""),
        "link": root.get("link", ""),
        "source": root["source"],
        "licence": root["licence"],
        "file": file.name,
        "digest": file.digest,
        "loaded_at": now,
    }


def content(file: CatalogueFile) -> tuple[type[Base], Iterator[Row]]:
    """Give the table that the rows of a file belong in, and the rows."""
    model, make = _MAKERS[file.kind]
    return model, (make(file, position, row) for position, row in enumerate(file.rows, 1))


def owner(model: type[Base]) -> str:
    """Name the column that says which catalogue a row came from."""
    return {Correspondence: "catalogue_id", ProtectionRule: "package_id"}.get(model, "framework_id")


def _control(file: CatalogueFile, position: int, row: Given) -> Row:
    words = {name: row[name] for name in ("intent", "evidence", "questions") if name in row}
    return {
        "framework_id": file.id,
        "id": row["id"],
        "position": position,
        "title_en": row["title"]["en"].strip(),
        "title_sv": row["title"].get("sv", ""),
        "title_annex_a": row.get("title_annex_a", {}).get("en", ""),
        "theme": row.get("theme", ""),
        "attributes": {name: row[name] for name in ATTRIBUTES if name in row},
        "words": words,
        "new_in_2022": row.get("new_in_2022", False),
    }


def _requirement(file: CatalogueFile, position: int, row: Given) -> Row:
    return {
        "framework_id": file.id,
        "id": row["id"],
        "position": position,
        "parent_id": row.get("parent"),
        "title_en": row["title"]["en"],
        "title_sv": row["title"]["sv"],
        "auditable": row.get("auditable", True),
        "document": row.get("document", {}),
        "notes": {name: row[name] for name in _NOTES if name in row},
    }


def _pair(file: CatalogueFile, _position: int, row: Given) -> Row:
    return {
        "catalogue_id": file.id,
        "from_framework": file.document.root["from"]["framework"],
        "from_id": row["from"],
        "to_framework": row["framework"],
        "to_id": row["to"],
        "relationship": row["relationship"],
    }


def _rule(file: CatalogueFile, _position: int, row: Given) -> Row:
    return {
        "package_id": file.id,
        "id": row["id"],
        "aspect": row["aspect"],
        "level": row["level"],
        "framework_id": file.document.root["framework"],
        "controls": row["controls"],
        "why": row["why"],
    }


_MAKERS: Mapping[str, tuple[type[Base], Callable[[CatalogueFile, int, Given], Row]]] = {
    "controls": (Control, _control),
    "requirements": (Requirement, _requirement),
    "mapping": (Correspondence, _pair),
    "protection": (ProtectionRule, _rule),
}
