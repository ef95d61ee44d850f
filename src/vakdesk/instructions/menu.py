"""What instructions add to the shell: the list, a new one, the register, and what was given to oneself."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.instructions.models import Giving
from vakdesk.instructions.permissions import GIVE, SEE, SEE_REGISTER, WRITE
from vakdesk.logbook.remembering import remembered
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction


def _mine(actor: Actor) -> int | None:
    return _count_of(actor.person_id) or None


@remembered("instruction", at_most=2_000)
def _count_of(person_id: int | None) -> int:
    return Giving.objects.of(person_id).not_yet().count()


def _give_on(request: HttpRequest, ticket: object) -> str:
    return f"{reverse('instructions:give_on')}?record={ticket.reference}"  # type: ignore[attr-defined]


MenuItem("instructions", _("Instructions"), "instructions:instructions", "graduation-cap", permission=SEE, section="trade", order=22)
MenuItem("instructions.mine", _("My instructions"), "instructions:mine", "graduation-cap", section="door", count=_mine)
NewItem("instructions.new", _("New instruction"), "instructions:add", "graduation-cap", permission=WRITE)
PaletteAction("instructions.register", _("Who was instructed"), "list-checks", url_name="instructions:register", permission=SEE_REGISTER)
PaletteAction("instructions.give", _("Give an instruction"), "graduation-cap", on="tickets.ticket", address=_give_on, permission=GIVE)
