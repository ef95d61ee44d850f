"""The style guide: every component in every state. The visual test of the kit."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.ui import examples
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form, TextField
from vakdesk.ui.permissions import STYLEGUIDE


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """For those who build pages here."""
    _require_styleguide(request)
    context = {
        "swatches": examples.SWATCHES,
        "tones": examples.TONES,
        "names": examples.NAMES,
        "ranks": examples.RANKS.items(),
        "empty_form": examples.Example(actor=request.actor),
        "wrong_form": examples.wrong_form(),
        "rows": examples.rows(),
        "items": examples.items(),
        "steps": examples.steps(),
        "modes": examples.MODES,
        "sends": examples.SENDS,
        "composer_form": examples.Composing(),
        "empty": examples.EMPTY,
        "table": examples.DEVICES,
    }
    return render(request, "ui/styleguide.html", context)


class Handover(Form):
    """The form behind the style guide's dialog."""

    to = TextField(label=_("To which team"))
    note = TextField(label=_("Note for them"), rows=3)


def hand_over(*, by: Actor, to: str, note: str) -> None:
    """Refuses the team "nobody", and does nothing for any other: the style guide shows both answers."""
    require(to.casefold() != "nobody", _("Nobody is not a team. Choose one that exists."), field="to")


def styleguide_form(request: HttpRequest) -> HttpResponse:
    """One form, as a page and in the dialog, with what is wrong and what is refused."""
    _require_styleguide(request)
    back = reverse("ui:styleguide")
    form = Handover(request.POST or None, actor=request.actor)
    page = partial(
        ask, request, title=_("Hand over"), submit=_("Hand over"), back=back, intro=_("They get your note and the whole conversation.")
    )
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, hand_over, then=back, said=_("Handed over."), page=page)


def _require_styleguide(request: HttpRequest) -> None:
    if not request.actor.may(STYLEGUIDE):
        raise NotAllowed(_("The style guide is for those who work here."))
