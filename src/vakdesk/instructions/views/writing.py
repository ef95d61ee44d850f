"""Writing an instruction: its page with everything on it, and a form per part of it. Designed for an agent who explains it a third time."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.instructions import actions, permissions
from vakdesk.instructions.forms import EditStepForm, PlainForm, QuestionForm, StepForm, WhyForm, WordsForm
from vakdesk.instructions.kinds import STAGE_TONES, TONES, Level, Progress, Stage
from vakdesk.instructions.lists import Instructions
from vakdesk.instructions.media import shown
from vakdesk.instructions.models import Giving, Instruction
from vakdesk.instructions.readability import measure
from vakdesk.instructions.views.finding import for_staff
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.lists import answer

LONGEST_MEASURED = 20_000
MOST_SHOWN = 8


@require_safe
def instructions(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.SEE)
    rows = Instruction.objects.visible_to_staff(request.actor).with_words().counted()
    return answer(request, Instructions(), rows)  # type: ignore[return-value]


@require_safe
@for_staff
def instruction(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    """The draft, how easy it reads, what comes next, and who has it."""
    content = instruction.content
    givings = Giving.objects.visible_to(request.actor).filter(instruction=instruction)
    waiting = givings.not_yet().with_words().order_by("given_at", "pk")[:MOST_SHOWN]
    happened = Entry.objects.about(instruction)  # anyone: who works with the instruction reads what was done with its text
    stage = Stage(instruction.stage)
    context = {
        "instruction": instruction,
        "content": content,
        "steps": shown(content),
        "stage_tone": STAGE_TONES[stage],
        "measured": measure(content.text, instruction.record.language, content.level),
        "waiting": [(one, TONES[Progress(one.progress)]) for one in waiting],
        "counted": givings.counts(),
        "editions": instruction.editions.select_related("published_by"),
        "sessions": instruction.sessions.select_related("led_by", "observer")[:MOST_SHOWN],
        "add": adding(request, permissions.WRITE, "instructions:add"),
        "lines": lines(happened.exclude(verb__in=PERSONAL).order_by("-position")[:12]),
    }
    return render(request, "instructions/instruction.html", context)


#: What people did with it stands in the register, for those who keep that.
PERSONAL = [f"instruction.{name}" for name in ("begun", "acknowledged", "worked", "not_worked", "reminded", "taken_back")]


def add(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.WRITE)
    page = _words_page(request, title=_("New instruction"), submit=_("Save, then add steps"), back=reverse("instructions:instructions"))
    if request.method == "POST":
        form = WordsForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.add, then=lambda made: made.get_absolute_url(), page=page, said=_("Saved. Now the steps."))
    return page(WordsForm(actor=request.actor, initial={"language": request.LANGUAGE_CODE}))


@for_staff
def edit(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    allow(request, permissions.WRITE, instruction)
    back = instruction.get_absolute_url()
    page = _words_page(request, title=_("The words around the steps"), submit=_("Save"), back=back, subject=str(instruction))
    if request.method == "POST":
        form = WordsForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.edit, instruction, then=back, page=page, said=_("Saved."))
    return page(WordsForm(actor=request.actor, instruction=instruction))


@for_staff
def add_step(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    allow(request, permissions.WRITE, instruction)
    back = f"{instruction.get_absolute_url()}#steps"
    number = len(instruction.content.steps) + 1
    page = _step_page(request, instruction, title=_("Step %(number)d") % {"number": number}, submit=_("Add it"), back=back)
    if request.method == "POST":
        form = StepForm(request.POST, request.FILES, actor=request.actor)
        again = reverse("instructions:add_step", args=[instruction.reference]) if "more" in request.POST else back
        return carry_out(request, form, actions.add_step, instruction, then=again, page=page, said=_("Added."))
    return page(StepForm(actor=request.actor))


@for_staff
def edit_step(request: HttpRequest, instruction: Instruction, key: str) -> HttpResponse:
    allow(request, permissions.WRITE, instruction)
    back = f"{instruction.get_absolute_url()}#step-{key}"
    form = partial(EditStepForm, actor=request.actor, instruction=instruction, key=key)
    page = _step_page(request, instruction, title=_("Change this step"), submit=_("Save"), back=back)
    if request.method == "POST":
        given = form(request.POST, request.FILES)
        return carry_out(request, given, actions.edit_step, instruction, then=back, page=page, said=_("Saved."), key=key)
    return page(form())


@require_POST
@for_staff
def move_step(request: HttpRequest, instruction: Instruction, key: str) -> HttpResponse:
    moved = partial(actions.move_step, up="up" in request.POST, key=key)
    return _press(request, instruction, permissions.WRITE, moved, anchor=f"#step-{key}")


@require_POST
@for_staff
def remove_step(request: HttpRequest, instruction: Instruction, key: str) -> HttpResponse:
    return _press(request, instruction, permissions.WRITE, partial(actions.remove_step, key=key), anchor="#steps", said=_("Taken away."))


@for_staff
def add_question(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    allow(request, permissions.WRITE, instruction)
    back = f"{instruction.get_absolute_url()}#questions"
    page = partial(ask, request, title=_("A control question"), submit=_("Add it"), back=back, subject=str(instruction))
    if request.method == "POST":
        form = QuestionForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.add_question, instruction, then=back, page=page, said=_("Added."))
    return page(QuestionForm(actor=request.actor))


@require_POST
@for_staff
def remove_question(request: HttpRequest, instruction: Instruction, key: str) -> HttpResponse:
    gone = partial(actions.remove_question, key=key)
    return _press(request, instruction, permissions.WRITE, gone, anchor="#questions", said=_("Taken away."))


@require_POST
@for_staff
def submit(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    return _press(request, instruction, permissions.WRITE, actions.submit, said=_("Somebody else reads it now."))


@require_POST
@for_staff
def publish(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    return _press(request, instruction, permissions.PUBLISH, actions.publish, said=_("Published."))


@for_staff
def send_back(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    allow(request, permissions.PUBLISH, instruction)
    back = instruction.get_absolute_url()
    page = partial(ask, request, title=_("Send it back"), submit=_("Send it back"), back=back, subject=str(instruction))
    if request.method == "POST":
        form = WhyForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.send_back, instruction, then=back, page=page, said=_("Sent back."))
    return page(WhyForm(actor=request.actor))


@for_staff
def withdraw(request: HttpRequest, instruction: Instruction) -> HttpResponse:
    allow(request, permissions.PUBLISH, instruction)
    back = instruction.get_absolute_url()
    intro = _("Nobody finds it any more and it cannot be given. Who has it keeps it.")
    page = partial(
        ask, request, title=_("Withdraw it"), submit=_("Withdraw it"), back=back, subject=str(instruction), intro=intro, danger=True
    )
    if request.method == "POST":
        form = PlainForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.withdraw, instruction, then=back, page=page, said=_("Withdrawn."))
    return page(PlainForm(actor=request.actor))


@require_POST
def measured(request: HttpRequest) -> HttpResponse:
    """How easy what is being typed reads. By POST, so that nobody's words end in an address or a log."""
    allow(request, permissions.WRITE)
    words = [value for name in ("goal", "needs", "measures", "text", "check", "help") if (value := request.POST.get(name, ""))]
    level = request.POST.get("level", Level.B1)
    found = measure("\n".join(words)[:LONGEST_MEASURED], request.POST.get("language", ""), level if level in Level.values else Level.B1)
    return render(request, "instructions/_measured.html", {"measured": found})


def _words_page(request: HttpRequest, **words: Any) -> partial[HttpResponse]:
    return partial(ask, request, body="instructions/_words.html", **words)


def _step_page(request: HttpRequest, instruction: Instruction, **words: Any) -> partial[HttpResponse]:
    return partial(ask, request, body="instructions/_step.html", subject=str(instruction), instruction=instruction, **words)


def _press(
    request: HttpRequest, instruction: Instruction, permission: Any, action: Any, *, anchor: str = "", said: str = ""
) -> HttpResponse:
    """A button of the page, and its refusal as a page that says why."""
    allow(request, permission, instruction)
    back = f"{instruction.get_absolute_url()}{anchor}"
    page = partial(ask, request, title=str(instruction), submit=_("Try again"), back=back)
    return carry_out(request, PlainForm(request.POST, actor=request.actor), action, instruction, then=back, page=page, said=said)
