"""The texts that mails are made of: shipped with the house in every language, changed by administrators, version by version."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import get_language, override

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.kit.registry import Registry
from vakdesk.kit.text import one_line
from vakdesk.notices.models import TextVersion
from vakdesk.notices.wording import fill

Sample = Callable[[Actor, str], "Mapping[str, str] | None"]
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Placeholder:
    """`example` is shown where there is no real ticket. What a person wrote is `prose`: Markdown, not escaped."""

    explanation: Sentence
    example: Sentence
    prose: bool = False


@dataclass(frozen=True)
class Written:
    """A text with its placeholders filled in; `marked_up` is the body as Markdown in which only prose is marked up."""

    subject: str
    body: str
    marked_up: str


@dataclass(frozen=True, eq=False)
class MailText:
    """`subject` and `body` are what is shipped, translated. `button` stands on the link to what the mail is about.

    `sample(actor, reference)` answers the placeholders of a record the actor may see, None where there is none.
    """

    name: str
    label: Sentence
    subject: Sentence
    body: Sentence
    placeholders: Mapping[str, Placeholder]
    button: Sentence = ""
    sample: Sample = lambda actor, reference: None
    registry: ClassVar[Registry["MailText"]] = Registry("text of mails")

    def __post_init__(self) -> None:
        self.registry.add(self)

    def shipped(self, language: str) -> tuple[str, str]:
        """Subject and body as they came with the house."""
        with override(language):
            return str(self.subject), str(self.body)

    def current(self, language: str) -> tuple[str, str]:
        """Subject and body as they are now in that language. One query."""
        version = TextVersion.objects.newest(self.name, language)
        return self.shipped(language) if version is None or version.is_shipped else (version.subject, version.body)

    def examples(self) -> dict[str, str]:
        return {name: str(placeholder.example) for name, placeholder in self.placeholders.items()}

    def write(self, values: Mapping[str, str]) -> Written:
        """The text in the active language. `values` has a string for every placeholder."""
        return self.filled(*self.current(get_language() or "en"), values)

    def filled(self, subject: str, body: str, values: Mapping[str, str]) -> Written:
        assert set(values) == set(self.placeholders), f"{self.name} needs {sorted(self.placeholders)}, not {sorted(values)}"
        escaped = {name: value if self.placeholders[name].prose else _escaped(value) for name, value in values.items()}
        return Written(one_line(fill(subject, values), at_most=300), fill(body, values), fill(body, escaped))


def _escaped(value: str) -> str:
    """The value with everything that Markdown would read as a sign made a letter (CommonMark 0.31, 2.4)."""
    return _PUNCTUATION.sub(r"\\\1", value)
