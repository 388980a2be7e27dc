"""What the frame of every page shows: whose it is, the menu, the chosen scope, the language."""

from dataclasses import dataclass
from itertools import groupby

from flask import Flask, g, request, session, url_for
from sqlalchemy import select
from werkzeug.local import LocalProxy

from isms import i18n
from isms.access.marks import may
from isms.access.person import current_user
from isms.feature import Link
from isms.i18n import gettext as _
from isms.organisation.models import Organisation, Scope
from isms.web import session as web
from isms.web.clock import today
from isms.web.panels import features


@dataclass(frozen=True)
class Item:
    """A line of the menu as it is shown."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Site:
    """The frame of one page; `scope` is the id of the ISMS scope that the person looks at."""

    organisation_name: str
    scopes: tuple[tuple[str, str], ...]
    scope: str | None
    navigation: tuple[tuple[Item, ...], ...]
    language: str

    @property
    def other_language(self) -> str:
        """The language that the page can be switched to."""
        return "en" if self.language == "sv" else "sv"

    @property
    def scope_name(self) -> str:
        """The name of the chosen scope."""
        return dict(self.scopes).get(self.scope or "", "")


def _site() -> Site:
    if "site" not in g:
        stranger = Site(_("Information security"), (), None, (), i18n.language())
        g.site = _build() if current_user.is_authenticated else stranger
    found: Site = g.site
    return found


site: Site = LocalProxy(_site)  # type: ignore[assignment]


def _build() -> Site:
    own = web.session.info["organisation"]
    name = web.session.scalar(select(Organisation.name).where(Organisation.id == own)) or own
    asked = select(Scope.id, Scope.name).order_by(Scope.decided_on.is_(None), Scope.id)
    scopes = {row.id: row.name for row in web.session.execute(asked)}
    return Site(name, tuple(sorted(scopes.items())), _chosen(list(scopes)), _menu(), i18n.language())


def _chosen(scopes: list[str]) -> str | None:
    """Choose the scope: the one asked for in the address, else the one looked at last, else the first decided."""
    for wanted in (request.args.get("scope"), session.get("scope")):
        if wanted in scopes:
            if session.get("scope") != wanted:
                session["scope"] = wanted
            return wanted
    return scopes[0] if scopes else None


def _menu() -> tuple[tuple[Item, ...], ...]:
    links = [link for feature in features() for link in feature.links if may(link.permission)]
    links.sort(key=lambda link: (link.group, link.order))
    return tuple(tuple(map(_item, group)) for _number, group in groupby(links, key=lambda link: link.group))


def _item(link: Link) -> Item:
    own = link.endpoint.rpartition(".")[0]
    current = request.endpoint == link.endpoint or (request.blueprint == own and link.endpoint.endswith(".index"))
    waiting = link.count(web.session, today()) if link.count else 0
    return Item(str(link.label), url_for(link.endpoint), waiting, current)


def use(app: Flask) -> None:
    """Give the templates their frame."""
    app.context_processor(lambda: {"site": site, "today": today(), "may": may})
