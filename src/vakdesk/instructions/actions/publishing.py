"""From draft to edition: somebody asks for a review, somebody else publishes."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.instructions import permissions, verbs
from vakdesk.instructions.content import check_complete
from vakdesk.instructions.kinds import Stage
from vakdesk.instructions.models import Instruction, InstructionEdition
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people.models import Person


def submit(instruction: Instruction, *, by: Actor) -> None:
    """The draft waits for a review. Refuses one that is not a draft, and one in which something is missing."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        require(instruction.stage == Stage.DRAFT, _("There is nothing new in it to review."))
        check_complete(instruction.content)
        _set(instruction, Stage.REVIEW, written_by_id=by.person_id)
        log.record(verbs.SUBMITTED, instruction)


def send_back(instruction: Instruction, *, by: Actor, why: str) -> None:
    """The draft is written on, for that reason. Refuses one that is not in review, and no reason."""
    with act(by, may=permissions.PUBLISH, on=instruction) as log:
        require(instruction.stage == Stage.REVIEW, _("This is not in review."))
        why = one_line(storable(why), at_most=500)
        require(why, _("Say what is to be changed."), field="why")
        _set(instruction, Stage.DRAFT)
        log.record(verbs.SENT_BACK, instruction, sealed={"why": why})


def publish(instruction: Instruction, *, by: Actor) -> InstructionEdition:
    """The draft is the edition that is read and given from now on (decision 0070). Refuses what is not in review, and whoever wrote
    it, unless nobody else could."""
    with act(by, may=permissions.PUBLISH, on=instruction) as log:
        require(instruction.stage == Stage.REVIEW, _("Ask for a review first."))
        own = instruction.written_by_id == by.person_id
        others = own and Person.objects.active().holding(permissions.PUBLISH).exclude(pk=by.person_id).exists()
        require(not others, _("You wrote this. Let somebody else read it before it is published."))
        check_complete(instruction.content)
        edition = InstructionEdition.objects.create(
            instruction=instruction,
            number=instruction.editions.count() + 1,
            title=instruction.title,
            data=instruction.draft,
            published_at=log.at,
            published_by_id=by.person_id,
        )
        instruction.current = edition
        _set(instruction, Stage.PUBLISHED)
        log.record(verbs.PUBLISHED, instruction, edition=edition.number)
    return edition


def withdraw(instruction: Instruction, *, by: Actor) -> None:
    """Nobody finds or is given it any more; who has it keeps it. Refuses one that is not published."""
    with act(by, may=permissions.PUBLISH, on=instruction) as log:
        require(instruction.is_published, _("This is not published."))
        instruction.current = None
        _set(instruction, Stage.DRAFT)
        log.record(verbs.WITHDRAWN, instruction)


def _set(instruction: Instruction, stage: Stage, **values: int | None) -> None:
    instruction.stage = stage
    for name, value in values.items():
        setattr(instruction, name, value)
    instruction.save(update_fields=["stage", "current", "written_by"])
