"""How far the controls that apply have come, by theme and by attribute, as tables with charts."""

from collections.abc import Sequence

from isms.catalogue.labels import attribute_name, value_name
from isms.catalogue.rules import ATTRIBUTES, THEMES
from isms.exchange.sheets import Sheet, Table
from isms.implementations.rules import Status
from isms.implementations.sheets import counted, folded
from isms.soa.rules_content import Content
from isms.soa.sheets_said import Said


def summary(said: Said) -> Sheet:
    """Count the controls that apply, by theme and by each attribute of ISO/IEC 27002:2022."""
    rows = [row for row in said.content["rows"] if row["applicable"]]
    note = said.say("%(count)s controls that apply are counted. A control with several values of an attribute counts "
                    "once for each.", count=len(rows))  # fmt: skip
    return Sheet(
        title=said.say("Summary"),
        notes=(note,),
        tables=(_by_theme(said, rows), *(_by_attribute(said, rows, name) for name in ATTRIBUTES)),
        scale=62,
    )


def _by_theme(said: Said, rows: Sequence[Content]) -> Table:
    groups = counted(rows, lambda row: [row["theme"]], _status)
    told = [(said.themes[theme], groups[theme]) for theme in (*THEMES, "") if theme in groups]
    return folded(said.say, said.say("Theme"), told)


def _by_attribute(said: Said, rows: Sequence[Content], attribute: str) -> Table:
    groups = counted(rows, lambda row: row["attributes"].get(attribute, ()), _status)
    names = said.say.names(groups, value_name)
    heading = said.say.each(lambda: attribute_name(attribute))
    return folded(
        said.say, heading, [(names[value], groups[value]) for value in ATTRIBUTES[attribute] if value in groups]
    )


def _status(row: Content) -> Status:
    return Status(row["implementation"]["status"])
