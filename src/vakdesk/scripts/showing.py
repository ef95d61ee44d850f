"""What the page of a ticket says about its questions: the script that fits, what is answered, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from vakdesk.access.actors import Door
from vakdesk.kit.errors import Sentence
from vakdesk.kit.prepared import prepared
from vakdesk.scripts.fitting import edition_for
from vakdesk.scripts.models import Answer, Edition
from vakdesk.scripts.questions import Question, asked, open_ones
from vakdesk.tickets.models import Ticket


@dataclass(frozen=True)
class Answered:
    """A question with its answer, as it was asked then."""

    question: Question
    value: Sentence


class Asked:
    """One query, for answers; scripts are remembered."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket

    @cached_property
    def edition(self) -> Edition | None:
        return edition_for(self.ticket.kind, self.ticket.category_id)

    @cached_property
    def _answers(self) -> list[Answer]:
        return list(prepared("scripts.answers", _answers_on, record=self.ticket.pk))

    @cached_property
    def given(self) -> dict[str, str]:
        return {row.question: row.value for row in self._answers if self.edition and row.script_id == self.edition.script_id}

    @property
    def read_from_mail(self) -> list[Answered]:
        """What a mail was understood to answer, and nobody has answered otherwise since."""
        return [answered for row in self._answers if row.door == Door.MAIL and (answered := _answered(row))]

    @property
    def asked(self) -> list[Question]:
        return asked(self.edition.questions, self.given) if self.edition else []

    @property
    def open(self) -> list[Question]:
        return open_ones(self.edition.questions, self.given) if self.edition else []

    @property
    def known(self) -> int:
        return len(self.asked) - len(self.open)

    @property
    def rows(self) -> list[Answered]:
        """Each question that is asked, with its answer or ""."""
        return [Answered(one, one.in_words(self.given.get(one.key, ""))) for one in self.asked]

    @property
    def elsewhere(self) -> list[Answered]:
        """What was answered to a script that fitted before, or to a question that is not asked any more."""
        here = {question.key for question in self.asked}
        rows = [row for row in self._answers if not (self.edition and row.script_id == self.edition.script_id and row.question in here)]
        return [answered for row in rows if (answered := _answered(row))]

    @property
    def is_empty(self) -> bool:
        return self.edition is None and not self._answers


def _answered(row: Answer) -> Answered | None:
    question = next((one for one in row.edition.questions if one.key == row.question), None)
    return Answered(question, question.in_words(row.value)) if question else None


def as_letter(questions: Sequence[Question], language: str) -> str:
    """The questions with numbers, as one asks them in a reply, in the language of whoever is asked."""
    with translation.override(language or None):
        lines = [_("To help you we would like to know:"), ""]
        for number, question in enumerate(questions, 1):
            lines.append(f"{number}. {question}")
            if question.answers:
                lines.append(f"   ({' / '.join(str(words) for words in question.answers.values())})")
        return "\n".join([*lines, "", _("Answer with the numbers, or fill in the questions at your report.")])


def _answers_on(record: int) -> QuerySet[Answer]:
    """Of a ticket that its reader was allowed to find."""
    return Answer.objects.holding().filter(record=record).exclude(value="").select_related("edition").order_by("pk")
