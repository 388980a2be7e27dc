"""Texts of what leaves the program: in one language, or in both at once."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from isms.i18n import LANGUAGES, gettext, speaking
from isms.i18n import either as chosen

Key = TypeVar("Key", bound=Hashable)
BOTH = "both"


class Voice:
    """Says a text in Swedish ("sv"), in English ("en"), or in Swedish and then English ("both")."""

    def __init__(self, language: str) -> None:
        self.languages = LANGUAGES if language == BOTH else ("en" if language == "en" else "sv",)

    def __call__(self, text: object, **values: object) -> str:
        """Say an English text of the code, with `%(name)s` replaced."""
        return self.each(lambda: gettext(str(text), **values))

    def each(self, say: Callable[[], str]) -> str:
        """Say what `say` says, once in each language that it differs in."""
        said = []
        for language in self.languages:
            with speaking(language):
                said.append(say())
        return " / ".join(dict.fromkeys(said))

    def words(self, labels: Mapping[Key, object]) -> dict[Key, str]:
        """Say a table of labels once, for cells that are written by the thousand."""
        return {key: self(label) for key, label in labels.items()}

    def names(self, keys: Iterable[Key], name: Callable[[Key], str]) -> dict[Key, str]:
        """Say the name of each key once."""
        return {key: self.each(lambda key=key: name(key)) for key in keys}  # type: ignore[misc]

    def either(self, swedish: str | None, english: str | None) -> str:
        """Choose between two stored texts, or say both."""
        return self.each(lambda: chosen(swedish, english))
