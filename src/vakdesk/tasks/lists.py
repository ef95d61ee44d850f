"""Lists of tasks and of time: mine and my teams', my own time, and the sets of tasks."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vakdesk.kit import clock
from vakdesk.tasks.bearers import page_of
from vakdesk.tasks.kinds import State, TaskKind, minutes_in_words
from vakdesk.tasks.models import Spent, Task, TaskSet
from vakdesk.tasks.permissions import ARRANGE, FINISH
from vakdesk.ui.components import avatar, exact, icon, in_words, pill, span
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, View, work_row

TONES = {State.OPEN: "accent", State.DONE: "good", State.SKIPPED: "plain"}
ICONS = {TaskKind.WORK: "square-check-big", TaskKind.CALL_BACK: "phone-outgoing", TaskKind.ROTATE: "key-round"}


class MyTasks(ListPage):
    name = "my-tasks"
    heading = gettext_lazy("My tasks")
    layout = "rows"
    template = "tasks/mine.html"
    changes_by_acts = True
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.record.reference),
        Column("task", gettext_lazy("Task"), str),
        Column("about", gettext_lazy("Subject"), lambda row: row.record.title),
        Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
        Column("owner", gettext_lazy("Person"), lambda row: row.owner),
        Column("team", gettext_lazy("Team"), lambda row: row.team),
        Column("due", gettext_lazy("Due"), lambda row: row.due),
        Column("estimate", gettext_lazy("Takes about (min)"), lambda row: row.estimate_minutes),
    )
    sorts = (Sort("due", gettext_lazy("What is due first"), ("due_at", "pk")), Sort("newest", gettext_lazy("Newest"), ("-made_at", "-pk")))
    views = (
        View("mine", gettext_lazy("Mine"), lambda rows, actor: rows.open().owned_by(actor.person_id)),
        View("team", gettext_lazy("My teams"), lambda rows, actor: rows.open().of_teams_of(actor.person_id)),
        View("late", gettext_lazy("Late"), lambda rows, actor: rows.late(clock.now())),
        View("open", gettext_lazy("All to do"), lambda rows, actor: rows.open()),
        View("over", gettext_lazy("Over"), lambda rows, actor: rows.over(), counted=False, sort="newest"),
    )
    filters = (Choice("kind", gettext_lazy("What it is"), lambda actor: TaskKind.choices, offers=()),)
    empty = Empty(
        gettext_lazy("Nothing to do here"),
        gettext_lazy(
            "Tasks stand on tickets: somebody adds them there, or they come along with a kind of work. What is yours is here too."
        ),
        "list-checks",
    )

    def row(self, row: Task, ctx: Context, *, picks: bool) -> SafeString:
        is_late = row.is_open and row.due_at < ctx.now
        return work_row(
            row,
            address=row.get_absolute_url(),
            reference=row.record.reference,
            title=str(row),
            context=_context(row),
            mark=_mark(row, ctx),
            due=_due(row),
            state="late" if is_late else "ok",
            who=_whose(row),
            picks=picks,
        )


def _mark(row: Task, ctx: Context) -> SafeString:
    """One press does it; a call asks how it went."""
    drawn = icon(ICONS[TaskKind(row.kind)], row.get_kind_display())
    may = row.is_open and row.waits_for is None and (ctx.actor.may(FINISH, row.record) or ctx.actor.may(FINISH, row))
    if not may:
        return drawn
    if row.kind == TaskKind.CALL_BACK:
        url = reverse("tasks:call_back", args=[row.pk])
        call = _("Call: %(task)s") % {"task": row}
        return format_html(
            '<a class="task-mark" href="{0}" hx-get="{0}" hx-target="#dialog-body" aria-label="{1}">{2}</a>',
            url,
            call,
            icon("phone-outgoing"),
        )
    return format_html(
        '<button class="task-mark" form="task-done" formaction="{}" aria-label="{}" title="{}">{}{}</button>',
        reverse("tasks:finish", args=[row.pk]),
        _("Done: %(task)s") % {"task": row},
        _("Done"),
        icon("circle"),
        icon("circle-check"),
    )


def _context(row: Task) -> SafeString:
    state = _state(row)
    said = [row.record.title]
    if row.record.requester:
        said.append(str(row.record.requester))
    if row.estimate_minutes or row.spent_seconds:
        spent, thought = minutes_in_words(row.spent_seconds // 60), minutes_in_words(row.estimate_minutes or 0)
        said.append(_("%(spent)s of %(thought)s") % {"spent": spent, "thought": thought} if row.estimate_minutes else spent)
    return format_html("{} {}", state, " · ".join(said))


def _state(row: Task) -> SafeString:
    if row.waits_for is not None:
        return pill(_("waits for: %(task)s") % {"task": row.waits_for}, "warn", "lock")
    return mark_safe("") if row.is_open else pill(row.get_state_display(), TONES[State(row.state)])


def _due(row: Task) -> SafeString:
    if row.ended_at is not None:
        return format_html('<span title="{}">{}</span>', exact(row.ended_at), in_words(row.ended_at))
    if row.due is None:
        return mark_safe("")
    return format_html('<span title="{}">{}</span>', exact(row.due), in_words(row.due))


def _whose(row: Task) -> SafeString:
    if row.owner is not None:
        return format_html('<span title="{0}">{1}<span class="sr">{0}</span></span>', row.owner.name, avatar(row.owner.name))
    if row.team is not None:
        return format_html('<span title="{0}">{1}<span class="sr">{0}</span></span>', row.team.name, icon("users"))
    return format_html('<span class="avatar nobody" title="{}"></span>', _("nobody's yet"))


def _worked_on(row: Spent, ctx: Context) -> SafeString:
    return format_html("{}{}", row.record.title, format_html(' <span class="quiet">{}</span>', row.task) if row.task else "")


def _length(row: Spent, ctx: Context) -> SafeString:
    return format_html("{} {}", span(row.length), pill(_("forgotten"), "warn", "alarm-clock-off") if row.is_forgotten else "")


def _put_right(row: Spent, ctx: Context) -> SafeString:
    url = reverse("tasks:correct_time", args=[row.pk])
    return format_html(
        '<a class="button" data-size="small" data-kind="bare" href="{0}" hx-get="{0}" hx-target="#dialog-body">{1}{2}</a>',
        url,
        icon("pencil"),
        _("Put right"),
    )


class OwnTime(ListPage):
    name = "own-time"
    heading = gettext_lazy("My time")
    intro = gettext_lazy("What you wrote and what your timer measured. Only you see it added up like this.")
    columns = (
        Column("reference", gettext_lazy("Number"), lambda row: row.record.reference, kind="reference", link=True),
        Column("on", gettext_lazy("Worked on"), lambda row: row.record.title, cell=_worked_on, main=True, link=True),
        Column("about", gettext_lazy("What"), lambda row: row.about, kind="quiet"),
        Column("until", gettext_lazy("Until"), lambda row: row.ended_at),
        Column("spent", gettext_lazy("How long"), lambda row: row.seconds // 60, cell=_length, kind="number"),
        Column("right", gettext_lazy("Correction"), lambda row: "", cell=_put_right, exported=False),
    )
    sorts = (Sort("newest", gettext_lazy("Newest"), ("-began_at", "-pk")), Sort("oldest", gettext_lazy("Oldest"), ("began_at", "pk")))
    empty = Empty(
        gettext_lazy("No time yet"),
        gettext_lazy("Press w on a ticket: your timer runs until you press it again. Or write time down there."),
        "timer",
    )

    def address(self, row: Spent) -> str:
        return f"{page_of(row.record)}#tasks"


def _use(row: TaskSet, ctx: Context) -> Any:
    return "" if row.is_active else pill(_("out of use"))


def _lines(row: TaskSet) -> str:
    count = len(row.lines.all())
    return ngettext("%(count)d task", "%(count)d tasks", count) % {"count": count}


class Sets(ListPage):
    name = "task-sets"
    heading = gettext_lazy("Sets of tasks")
    intro = gettext_lazy("Tasks that belong together: they come along with a kind of work, after it, or when somebody chooses them.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("tasks", gettext_lazy("Tasks"), _lines),
        Column("occasion", gettext_lazy("Come"), lambda row: row.get_occasion_display()),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=_use),
    )
    sorts = (Sort("oldest", gettext_lazy("Oldest"), ("pk",)), Sort("newest", gettext_lazy("Newest"), ("-pk",)))
    empty = Empty(
        gettext_lazy("No sets yet"),
        gettext_lazy("Make one for work that goes the same way each time, such as a new colleague, or for calling back afterwards."),
        "list-todo",
        gettext_lazy("Add a set"),
        lambda: reverse("tasks:add_set"),
        permission=ARRANGE,
    )

    def address(self, row: TaskSet) -> str:
        return reverse("tasks:edit_set", args=[row.pk])
