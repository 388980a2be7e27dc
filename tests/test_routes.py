"""Every route, and the one permission it asks for: written out, so that a change of it is seen and thought over."""

import pytest

from isms.access.marks import PUBLIC, Unmarked, permission_of, refuse_unmarked
from isms.access.rules import GRANTS, Permission, Role, allowed
from isms.accounts.queries import roles_of
from isms.demo.filling import PEOPLE
from tests import whole
from tests.conftest import token

ANYONE = "anyone"

EXPECTED = {
    "accounts.account": Permission.ACCOUNT_OWN,
    "accounts.language": ANYONE,
    "accounts.people.index": Permission.ORGANISATION_READ,
    "actions.create": Permission.ACTION_WRITE,
    "actions.detail": Permission.ACTION_READ,
    "actions.drop": Permission.ACTION_WRITE,
    "actions.edit": Permission.ACTION_WRITE,
    "actions.finish": Permission.ACTION_WRITE,
    "actions.index": Permission.ACTION_READ,
    "assessments.answer": Permission.ASSESSMENT_WRITE,
    "assessments.close": Permission.ASSESSMENT_WRITE,
    "assessments.create": Permission.ASSESSMENT_WRITE,
    "assessments.detail": Permission.ASSESSMENT_READ,
    "assessments.edit": Permission.ASSESSMENT_WRITE,
    "assessments.index": Permission.ASSESSMENT_READ,
    "assessments.question": Permission.ASSESSMENT_READ,
    "assessments.reopen": Permission.ASSESSMENT_WRITE,
    "assessments.take_over": Permission.ASSESSMENT_WRITE,
    "assets.classification": Permission.CLASSIFICATION_DECIDE,
    "assets.create": Permission.ASSET_WRITE,
    "assets.detail": Permission.ASSET_READ,
    "assets.edit": Permission.ASSET_WRITE,
    "assets.end": Permission.ASSET_WRITE,
    "assets.index": Permission.ASSET_READ,
    "assets.information_types.create": Permission.ASSET_WRITE,
    "assets.information_types.detail": Permission.ASSET_READ,
    "assets.information_types.edit": Permission.ASSET_WRITE,
    "assets.information_types.index": Permission.ASSET_READ,
    "assets.reopen": Permission.ASSET_WRITE,
    "assets.suppliers.create": Permission.ASSET_WRITE,
    "assets.suppliers.detail": Permission.ASSET_READ,
    "assets.suppliers.edit": Permission.ASSET_WRITE,
    "assets.suppliers.index": Permission.ASSET_READ,
    "catalogue.about": Permission.CATALOGUE_READ,
    "catalogue.create": Permission.CATALOGUE_WRITE,
    "catalogue.detail": Permission.CATALOGUE_READ,
    "catalogue.edit": Permission.CATALOGUE_WRITE,
    "catalogue.framework": Permission.CATALOGUE_READ,
    "catalogue.frameworks": Permission.CATALOGUE_READ,
    "catalogue.index": Permission.CATALOGUE_READ,
    "desks.exports.workbook": Permission.STATEMENT_EXPORT,
    "desks.index": Permission.DESK_READ,
    "implementations.create": Permission.IMPLEMENTATION_WRITE,
    "implementations.detail": Permission.IMPLEMENTATION_READ,
    "implementations.edit": Permission.IMPLEMENTATION_WRITE,
    "implementations.index": Permission.IMPLEMENTATION_READ,
    "obligations.create": Permission.OBLIGATION_WRITE,
    "obligations.detail": Permission.OBLIGATION_READ,
    "obligations.edit": Permission.OBLIGATION_WRITE,
    "obligations.index": Permission.OBLIGATION_READ,
    "organisation.index": Permission.ORGANISATION_READ,
    "organisation.scope": Permission.ORGANISATION_READ,
    "organisation.unit": Permission.ORGANISATION_READ,
    "risks.accept": Permission.RISK_ACCEPT,
    "risks.close": Permission.RISK_WRITE,
    "risks.create": Permission.RISK_WRITE,
    "risks.criteria": Permission.RISK_READ,
    "risks.detail": Permission.RISK_READ,
    "risks.edit": Permission.RISK_WRITE,
    "risks.index": Permission.RISK_READ,
    "risks.plan": Permission.RISK_ACCEPT,
    "search.index": Permission.SEARCH,
    "security.login": ANYONE,
    "security.logout": ANYONE,
    "soa.approve": Permission.STATEMENT_APPROVE,
    "soa.classification": Permission.STATEMENT_READ,
    "soa.compare": Permission.STATEMENT_READ,
    "soa.content": Permission.STATEMENT_EXPORT,
    "soa.decide": Permission.STATEMENT_DECIDE,
    "soa.index": Permission.STATEMENT_READ,
    "soa.propose": Permission.STATEMENT_PROPOSE,
    "soa.retract": Permission.STATEMENT_PROPOSE,
    "soa.undo": Permission.STATEMENT_DECIDE,
    "soa.version": Permission.STATEMENT_READ,
    "soa.versions": Permission.STATEMENT_READ,
    "soa.workbook": Permission.STATEMENT_EXPORT,
    "static": ANYONE,
}

MARKED = [rule for rule in whole.rules() if EXPECTED.get(rule.endpoint) not in (ANYONE, None)]
ROLES = list(PEOPLE)


def lacked(permission):
    """Whether some role does not hold a permission."""
    return any(permission not in GRANTS[role] for role in ROLES)


@pytest.fixture(scope="module")
def without(shared_app):
    """Find the role whose demo person holds the most, but not a permission; people may be several."""
    with shared_app.extensions["database"].session("exempelkommunen") as session:
        held = {role: [grant.role for grant in session.scalars(roles_of(person))] for role, person in PEOPLE.items()}
    rights = {role: frozenset().union(*(GRANTS[each] for each in roles)) for role, roles in held.items()}
    most_first = sorted(rights, key=lambda role: -len(rights[role]))
    return lambda permission: next(role for role in most_first if permission not in rights[role])


def test_every_route_asks_for_the_expected_permission():
    app = whole.application()
    found = {name: permission_of(app, name) for name in app.view_functions}

    assert {name: mark if isinstance(mark, Permission) else ANYONE for name, mark in found.items()} == EXPECTED


def test_what_anyone_may_use_says_why():
    app = whole.application()
    reasons = [permission_of(app, name) for name, mark in EXPECTED.items() if mark == ANYONE]

    assert all(reason and len(reason.split()) > 3 for reason in reasons)
    assert set(EXPECTED) >= {name for name in PUBLIC if name in app.view_functions}


def test_a_route_without_a_mark_stops_the_start():
    app = whole.application().__class__("other")
    app.add_url_rule("/x", "forgotten", lambda: "x")

    with pytest.raises(Unmarked, match="forgotten"):
        refuse_unmarked(app)


@pytest.mark.parametrize("rule", MARKED, ids=whole.named)
def test_a_stranger_is_sent_to_sign_in(shared_app, rule):
    method = "GET" if "GET" in rule.methods else "POST"
    answer = shared_app.test_client().open(whole.path(rule), method=method)

    # without a token a stranger's POST is refused before anyone asks who it is
    assert answer.status_code == (302 if method == "GET" else 400)
    if method == "GET":
        assert answer.headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("rule", [rule for rule in MARKED if lacked(EXPECTED[rule.endpoint])], ids=whole.named)
def test_a_role_without_the_right_is_refused(signed_in, without, rule):
    client = signed_in(without(EXPECTED[rule.endpoint]))
    answers = []
    if "GET" in rule.methods:
        answers.append(client.get(whole.path(rule)))
    if "POST" in rule.methods:
        answers.append(client.post(whole.path(rule), data={"csrf_token": token(client, "/account")}))

    assert [answer.status_code for answer in answers] == [403] * len(answers)


@pytest.mark.parametrize("rule", [rule for rule in MARKED if rule.arguments], ids=whole.named)
@pytest.mark.parametrize("unknown", ["nothing-such", "T001%27--", "9.99"])
def test_an_unknown_identifier_is_not_found(signed_in, rule, unknown):
    holder = next(role for role in ROLES if EXPECTED[rule.endpoint] in GRANTS[role])
    client = signed_in(holder)
    path = whole.path(rule, **dict.fromkeys(rule.arguments, unknown))
    answer = (
        client.get(path) if "GET" in rule.methods else client.post(path, data={"csrf_token": token(client, "/account")})
    )

    assert answer.status_code == 404


def test_no_role_no_right():
    assert not any(allowed((), permission) for permission in Permission)


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_held_by_someone_and_asked_for_somewhere(permission):
    asked = {*EXPECTED.values(), *_inside()}

    assert any(permission in GRANTS[role] for role in Role)
    assert permission in asked or permission in NOT_YET


NOT_YET: set[Permission] = {Permission.PERSON_WRITE}
"""Permissions whose pages come with later features."""


def _inside():
    """Permissions that features ask for besides their routes: panels, exports, things to do, buttons."""
    features = whole.application().extensions["features"]
    found = {offer.permission for feature in features for offer in (*feature.panels, *feature.exports, *feature.links)}
    return found | {permission for feature in features for permission, _ask in feature.todo}
