"""What the workbooks of all registers share: whose they are, and the words of the footer."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from isms.exchange.sheets import Book, Sheet
from isms.exchange.voice import Voice
from isms.exchange.workbook import write
from isms.organisation.models import Organisation


def page_words(say: Voice) -> str:
    """Give the words that number a page, with places for both numbers."""
    return say("Page %(page)s of %(pages)s", page="%(page)s", pages="%(pages)s")


def register_book(
    session: Session, say: Voice, title: tuple[str, str | None], sheets: Sequence[Sheet], made: date
) -> bytes:
    """Write the workbook of a register as it is on a day; `title` is its name, and the scope where it is of one."""
    owner = session.get_one(Organisation, session.info["organisation"]).name
    told = ", ".join(filter(None, title))
    return write(
        Book(
            sheets=sheets, title=told, author=owner, company=owner, page=page_words(say), made=made,
            edition=made.isoformat(),
        )
    )  # fmt: skip
