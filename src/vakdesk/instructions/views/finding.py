"""Which instruction, for whom? What somebody may not read is not there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from vakdesk.instructions.content import Content
from vakdesk.instructions.models import Giving, Instruction, InstructionEdition
from vakdesk.instructions.permissions import SEE

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Reading:
    """What the reader reads: the edition given to them and not done yet, else the current one, else the last they were given."""

    instruction: Instruction
    edition: InstructionEdition | None
    giving: Giving | None

    @property
    def content(self) -> Content:
        return self.edition.content if self.edition else self.instruction.content

    @property
    def title(self) -> str:
        return self.edition.title if self.edition else self.instruction.title


def for_staff(view: View) -> View:
    """The view gets the instruction, for those who work with all of them."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        rows = Instruction.objects.visible_to_staff(request.actor).with_words()
        return view(request, get_object_or_404(rows, record__reference=reference.upper()), **more)

    return found


def for_readers(view: View) -> View:
    """The view gets what the reader reads; staff may read a draft as its readers will."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        rows = Instruction.objects.visible_to(request.actor).with_words()
        instruction = get_object_or_404(rows, record__reference=reference.upper())
        return view(request, reading_of(request, instruction), **more)

    return found


def reading_of(request: HttpRequest, instruction: Instruction) -> Reading:
    mine = (
        Giving.objects.visible_to(request.actor)
        .of(request.actor.person_id)
        .standing()
        .filter(instruction=instruction)
        .with_words()
        .order_by("-pk")
        .first()
    )
    if mine is not None and (mine.is_open or instruction.current is None):
        return Reading(instruction, mine.edition, mine)
    if instruction.current is None and not request.actor.may(SEE):
        raise Http404
    return Reading(instruction, instruction.current, mine if mine and mine.edition_id == instruction.current_id else None)


def on_own(view: View) -> View:
    """The view gets what was given to the reader; other people's givings are not there."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        rows = (
            Giving.objects.visible_to(request.actor)
            .of(request.actor.person_id)
            .standing()
            .filter(instruction__record__reference=reference.upper())
        )
        giving = rows.with_words().order_by("-pk").first() if request.actor.person_id is not None else None
        if giving is None:
            raise Http404
        return view(request, giving, **more)

    return found


def on_giving(view: View) -> View:
    """The view gets a giving, for those who keep the register."""

    @wraps(view)
    def found(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        rows = Giving.objects.visible_to(request.actor).with_words()
        return view(request, get_object_or_404(rows, pk=pk), **more)

    return found
