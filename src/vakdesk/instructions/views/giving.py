"""Giving an instruction and keeping the register. Designed for a team lead who must know who was told, and who not yet."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vakdesk.instructions import actions, permissions
from vakdesk.instructions.forms import GiveForm, PlainForm, SessionForm
from vakdesk.instructions.kinds import TONES, Progress
from vakdesk.instructions.lists import Register
from vakdesk.instructions.models import Giving, Instruction
from vakdesk.instructions.views.finding import for_staff, on_giving
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.ui.answers import allow, ask, carry_out, go, safe_next
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer

MOST_OF_A_GROUP = 300


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.SEE_REGISTER)
    return answer(request, Register(), Giving.objects.visible_to(request.actor).standing().with_words())  # type: ignore[return-value]


@for_staff
def give(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    allow(request, permissions.GIVE)
    back = instruction.get_absolute_url()
    page = partial(ask, request, title=_("Give it to people"), submit=_("Give it"), back=back, subject=str(instruction))
    if request.method == "POST":
        form = GiveForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.give, instruction, then=back, page=page, said=_given)
    return page(GiveForm(actor=request.actor, initial={"record": request.GET.get("record", "")}))


class GiveOnForm(GiveForm):
    """From a ticket: which instruction, and by itself to whoever asks there."""

    instruction = forms.ModelChoiceField(Instruction.objects.published(), empty_label=_("choose one"))

    field_order = ("instruction", "person", "team", "organisation", "names", "record")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["instruction"]
        field.label = _("Instruction")
        if self.actor is not None:
            field.queryset = Instruction.objects.visible_to_staff(self.actor).published().select_related("record")  # type: ignore[attr-defined]


def give_on(request: HttpRequest) -> HttpResponse:
    """On a ticket: its requester is proposed."""
    allow(request, permissions.GIVE)
    reference = request.GET.get("record", "")[:20]
    back = safe_next(request, reverse("instructions:instructions"))
    page = partial(ask, request, title=_("Give an instruction"), submit=_("Give it"), back=back)
    if request.method == "POST":
        form = GiveOnForm(request.POST, actor=request.actor)
        return carry_out(request, form, _give_chosen, then=lambda made: made[0].instruction.get_absolute_url(), page=page, said=_given)
    asked = Person.objects.visible_to(request.actor).filter(pk__in=_requester_of(request, reference)).first()
    return page(GiveOnForm(actor=request.actor, initial={"record": reference, "person": asked}))


def _give_chosen(*, instruction: Instruction, **given: object) -> list[Giving]:
    return actions.give(instruction, **given)  # type: ignore[arg-type]


@for_staff
def hold_session(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    allow(request, permissions.GIVE)
    back = instruction.get_absolute_url()
    intro = _("People who were instructed face to face count as instructed too.")
    page = partial(ask, request, title=_("An oral session"), submit=_("Record it"), back=back, subject=str(instruction), intro=intro)
    if request.method == "POST":
        form = SessionForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.hold_session, instruction, then=back, page=page, said=_("Recorded."))
    return page(SessionForm(actor=request.actor, initial={"held_at": clock.now(), "led_by": request.user}))


@require_safe
@for_staff
def group(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    """Everybody of a team or an organisation: who was instructed, who has it before them, who was never given it."""
    allow(request, permissions.SEE_REGISTER)
    teams, organisations = Team.objects.visible_to(request.actor).active(), Organisation.objects.visible_to(request.actor).active()
    kind, _dot, key = request.GET.get("of", "").partition(".")
    chosen = {"team": teams, "organisation": organisations}.get(kind, teams.none()).filter(pk=key if key.isdigit() else 0).first()
    people = Person.objects.none()
    if chosen is not None:
        of = {"teams" if kind == "team" else "organisation": chosen}
        people = Person.objects.visible_to(request.actor).active().filter(**of).order_by("folded", "pk")[:MOST_OF_A_GROUP]
    rows = Giving.objects.visible_to(request.actor).standing().filter(instruction=instruction, person__in=list(people))
    latest = {row.person_id: row for row in rows.select_related("edition").order_by("pk")}
    found = [(person, latest.get(person.pk)) for person in people]
    context = {
        "instruction": instruction,
        "teams": teams,
        "organisations": organisations,
        "of": request.GET.get("of", ""),
        "chosen": chosen,
        "rows": [(person, giving, TONES[Progress(giving.progress)] if giving else "bad") for person, giving in found],
        "instructed": sum(giving is not None and giving.progress == Progress.INSTRUCTED for _person, giving in found),
        "never": [person for person, giving in found if giving is None],
    }
    return render(request, "instructions/group.html", context)


@require_POST
@on_giving
def remind(request: HttpRequest, giving: Giving) -> HttpResponse:
    return _press(request, giving, actions.remind, _("%(person)s hears of it again.") % {"person": giving.person})


@require_POST
@on_giving
def take_back(request: HttpRequest, giving: Giving) -> HttpResponse:
    return _press(request, giving, actions.take_back, _("Taken back."))


@require_POST
def remind_many(request: HttpRequest) -> HttpResponse:
    """Those who can be reminded are; the others are counted with the first reason."""
    allow(request, permissions.GIVE)
    picked = [int(key) for key in request.POST.getlist("pick") if key.isdigit()][:200]
    told, refused = 0, []
    for giving in Giving.objects.visible_to(request.actor).with_words().filter(pk__in=picked):
        try:
            actions.remind(giving, by=request.actor)
            told += 1
        except (Refused, NotAllowed) as refusal:
            refused.append(str(refusal.sentence))
    messages.success(request, ngettext("%(count)d person hears of it again.", "%(count)d people hear of it again.", told) % {"count": told})
    if refused:
        messages.warning(request, refused[0])
    return go(request, safe_next(request, reverse("instructions:register")))


def _given(made: list[Giving]) -> str:
    return ngettext("Given to %(count)d person.", "Given to %(count)d people.", len(made)) % {"count": len(made)}


def _requester_of(request: HttpRequest, reference: str) -> list[int]:
    form = GiveForm({"record": reference}, actor=request.actor)
    form.is_valid()
    record = form.cleaned_data.get("record")
    return [record.requester_id] if record and record.requester_id else []


def _press(request: HttpRequest, giving: Giving, action: object, said: str) -> HttpResponse:
    allow(request, permissions.GIVE)
    back = safe_next(request, giving.instruction.get_absolute_url())
    page: partial[HttpResponse] = partial(ask, request, title=str(giving), submit=_("Try again"), back=back)
    form: Form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, action, giving, then=back, page=page, said=said)  # type: ignore[arg-type]
