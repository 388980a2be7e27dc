"""What the rules for the whole application run through: its routes, its templates, its files."""

from functools import cache
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from isms import features
from isms.app import create_app
from isms.config import Settings

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "isms").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

EXAMPLES: dict[str, dict[str, str]] = {
    "actions": {"identifier": "ÅT10"},
    "assessments": {"identifier": "GAP-LIS-KOMMUN-2026-11-10", "requirement": "5.18"},
    "assets": {"identifier": "T001"},
    "assets.information_types": {"identifier": "IT01"},
    "assets.suppliers": {"identifier": "LEV01"},
    "catalogue": {"framework": "iso-27002-2022", "identifier": "5.18"},
    "implementations": {"identifier": "LIS-KOMMUN:5.18"},
    "obligations": {"identifier": "L01"},
    "organisation": {"identifier": "KOMMUN"},
    "risks": {"identifier": "R001"},
    "soa": {"number": "1", "rule": "C3"},
}
"""What stands for the arguments of a route, by blueprint; all of it is in Exempelkommunen."""

ODD_EXAMPLES = {
    "catalogue.framework": {"identifier": "iso-27001-2022"},
    "desks.exports.workbook": {"name": "assets"},
    "organisation.scope": {"identifier": "LIS-KOMMUN"},
}


FILES = {"desks.exports.workbook", "soa.content", "soa.workbook"}


@cache
def application() -> Flask:
    """Build the application without a database, to ask it what it has."""
    settings = Settings(database_url="sqlite://", instance=Path(), secret_key="x" * 48)
    return create_app(settings, features.open_database("sqlite://"))


@cache
def rules() -> tuple[Rule, ...]:
    """Give every route in order of its endpoint."""
    return tuple(sorted(application().url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)))


def pages() -> list[Rule]:
    """Give the routes that people open in a browser."""
    return [rule for rule in rules() if "GET" in (rule.methods or ()) and rule.endpoint != "static"]


def shown() -> list[Rule]:
    """Give the routes that are pages, without the sign-in page and files to take home."""
    return [rule for rule in pages() if rule.endpoint not in FILES and rule.endpoint != "security.login"]


def writes() -> list[Rule]:
    """Give the routes that change something."""
    return [rule for rule in rules() if "POST" in (rule.methods or ())]


def path(rule: Rule, /, **unknown: str) -> str:
    """Fill a route with what is in Exempelkommunen, or with `unknown` values."""
    if not rule.arguments:
        return rule.rule
    given = ODD_EXAMPLES.get(rule.endpoint) or EXAMPLES[rule.endpoint.rpartition(".")[0]]
    values = {name: unknown.get(name, given[name]) for name in rule.arguments}
    if "number" in unknown and "<int:number>" in rule.rule:
        values["number"] = "999"
    with application().test_request_context():
        return application().url_for(rule.endpoint, **values)


def named(rule: Rule) -> str:
    """Name a route in the list of tests."""
    return rule.endpoint
