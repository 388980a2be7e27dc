"""A Statement that was decided, proposed, approved by another person, and proposed again."""

from isms.db import Act, Database
from isms.soa import services
from isms.soa.deriving import current
from isms.soa.rules import State
from isms.soa.services import Verdict
from isms.web.clock import now, today

SCOPE = "LIS-KOMMUN"


def freeze(database: Database, organisation: str = "exempelkommunen") -> None:
    """Freeze version 1 of the Statement and leave the next one proposed, as p03; p01 approves."""
    with database.writing(organisation, Act("p03", "decided for a test")) as session:
        rows = current(session, SCOPE, today()).hindrances
        undecided = [row.key for row in rows if row.state is State.UNDECIDED]
        services.withdraw(session, SCOPE, [row.key for row in rows if row.state is State.CONTRADICTION])
        services.decide(session, SCOPE, undecided, Verdict(included=True, reason="Good practice."), now())
        services.propose(session, SCOPE, today=today(), now=now())
    with database.writing(organisation, Act("p01", "approved for a test")) as session:
        services.approve(session, SCOPE, shown=None, today=today(), now=now())
    with database.writing(organisation, Act("p03", "proposed for a test")) as session:
        services.propose(session, SCOPE, today=today(), now=now())
