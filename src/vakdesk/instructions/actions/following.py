"""What a person does with an instruction that was given to them: begin, acknowledge, and say whether it worked."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from vakdesk.access.actors import Actor
from vakdesk.instructions import permissions, verbs
from vakdesk.instructions.content import Question
from vakdesk.instructions.kinds import Progress
from vakdesk.instructions.models import Giving
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Team
from vakdesk.records.models import Record
from vakdesk.tasks.actions.listing import make
from vakdesk.tasks.bearers import bearers
from vakdesk.tasks.kinds import TaskKind
from vakdesk.tasks.verbs import ADDED


def begin(giving: Giving, *, by: Actor) -> None:
    """It was opened, the first time it is. Refuses what was taken back."""
    with act(by, may=permissions.FOLLOW, on=giving) as log:
        require(giving.progress != Progress.TAKEN_BACK, _("This was taken back: you need not do it."))
        if giving.progress != Progress.GIVEN:
            return
        giving.progress, giving.read_at = Progress.READ, log.at
        giving.save(update_fields=["progress", "read_at"])
        log.record(verbs.BEGUN, giving.instruction, giving=giving.pk)


def acknowledge(giving: Giving, *, by: Actor, answers: Mapping[str, str]) -> None:
    """The person is instructed: they say that they read it, and their answers (by key of the question) are right.

    A wrong answer is refused with its explanation and leaves no trace (decision 0071). Said before: nothing happens.
    """
    with act(by, may=permissions.FOLLOW, on=giving) as log:
        require(giving.progress != Progress.TAKEN_BACK, _("This was taken back: you need not do it."))
        if giving.progress == Progress.INSTRUCTED:
            return
        questions = giving.edition.content.questions
        for question in questions:
            _check(question, answers.get(question.key, ""))
        giving.progress, giving.instructed_at = Progress.INSTRUCTED, log.at
        giving.read_at = giving.read_at or log.at
        giving.answers = {question.key: question.right for question in questions}
        giving.save(update_fields=["progress", "instructed_at", "read_at", "answers"])
        log.record(verbs.ACKNOWLEDGED, giving.instruction, giving=giving.pk, questions=len(questions))


def say_it_worked(giving: Giving, *, by: Actor) -> None:
    """The person did it, and it worked. Refuses before they have read it."""
    with act(by, may=permissions.FOLLOW, on=giving) as log:
        _require_read(giving)
        giving.worked, giving.wrong = True, ""
        giving.save(update_fields=["worked", "wrong"])
        log.record(verbs.WORKED, giving.instruction, giving=giving.pk)


def say_it_failed(giving: Giving, *, by: Actor, text: str) -> None:
    """It did not work, and why: on a ticket somebody is to call them back, elsewhere it becomes a report of theirs.

    Refuses before they have read it, without words, and a second time while the first is not answered.
    """
    with act(by, may=permissions.FOLLOW, on=giving) as log:
        _require_read(giving)
        require(giving.worked is not False, _("You have told us already. We are looking at it."))
        text = storable(text).strip()
        require(text, _("Say where you got stuck, or what you see."), field="text")
        giving.worked, giving.wrong = False, text[:2_000]
        giving.save(update_fields=["worked", "wrong"])
        log.record(verbs.NOT_WORKED, giving.instruction, giving=giving.pk, record=giving.record_id)
        if giving.record is not None and giving.record.type in bearers:
            _call_back(giving, giving.record, log)


def _check(question: Question, answer: str) -> None:
    require(answer, _("Choose an answer."), field=question.field)
    if answer != str(question.right):
        raise Refused(_("Not quite: %(why)s Choose again.") % {"why": question.why}, field=question.field)


def _require_read(giving: Giving) -> None:
    require(giving.progress == Progress.INSTRUCTED, _("Read it to the end first."))


def _call_back(giving: Giving, record: Record, log: Act) -> None:
    """Whoever has the ticket's team calls, today if it can be."""
    titles = {}
    for language in ("en", "nl", "et"):
        with override(language):
            titles[language] = (_("Call back: the instruction did not work (%(title)s)") % {"title": giving.edition.title})[:120]
    team: Team | None = record.team
    task = make(record, log, titles=titles, about=giving.wrong, kind=TaskKind.CALL_BACK, team=team, due_at=log.at)
    log.record(ADDED, record, task=task.pk, owner=None, team=team and team.pk)
