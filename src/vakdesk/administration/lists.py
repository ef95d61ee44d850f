"""The logbook and the background jobs, as lists."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor, Door
from vakdesk.administration import exporting, queries
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Book, Entry
from vakdesk.logbook.sentences import Line, lines
from vakdesk.logbook.verbs import Verb
from vakdesk.ui.components import moment, pill
from vakdesk.ui.lists import Choice, Column, Context, Download, Empty, ListPage, Sort, Text, View

JOB_TONES = {State.FAILED: "bad", State.RUNNING: "accent", State.WAITING: "warn", State.DONE: "good"}


@dataclass(frozen=True)
class Day:
    """A date of the reader's calendar: from its beginning (`until` False) or up to its end."""

    name: str
    label: Sentence
    until: bool = False
    template: str = "administration/_day.html"

    def narrow(self, rows: QuerySet[Any], given: str, actor: Actor) -> QuerySet[Any]:
        try:
            day = date.fromisoformat(given) + timedelta(days=int(self.until))
            begins = timezone.make_aware(datetime.combine(day, time.min))
        except (ValueError, OverflowError):
            return rows
        return rows.filter(at__lt=begins) if self.until else rows.filter(at__gte=begins)


def subject_of(entry: Entry) -> str:
    """What an entry is about, as the filter understands it."""
    return entry.subject_reference or f"{entry.subject_type} {entry.subject_id}"


@dataclass(frozen=True)
class Told:
    """A page of entries in words: each line by its entry's key, and the names of what they are about."""

    lines: Mapping[int, Line]
    names: Mapping[tuple[str, int], str]


def _told(entry: Entry, ctx: Context) -> SafeString:
    line = ctx.extra.lines[entry.pk]
    return format_html("{} {}", line.actor, line.sentence)


def _about(entry: Entry, ctx: Context) -> SafeString:
    name = ctx.extra.names.get((entry.subject_type, entry.subject_id))
    return format_html('<span title="{}">{}</span>', subject_of(entry), name) if name else format_html("{}", subject_of(entry))


def _names(entries: list[Entry], actor: Actor) -> dict[tuple[str, int], str]:
    """What has no reference of its own is called by its name, where the actor sees it. One query per kind of thing."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if not entry.subject_reference:
            wanted[entry.subject_type].add(entry.subject_id)
    return {(kind, row.pk): str(row) for kind, keys in wanted.items() for row in _seen(kind, actor, keys)}


def _seen(kind: str, actor: Actor, keys: set[int]) -> Iterable[Any]:
    rows = apps.get_model(kind)._default_manager.all()
    return rows.visible_to(actor).filter(pk__in=keys) if hasattr(rows, "visible_to") else ()


def _verbs(_actor: Actor) -> list[tuple[str, Sentence]]:
    return [(name, name) for name in sorted(verb.name for verb in Verb.registry)]


class Audit(ListPage):
    name = "administration.audit"
    heading = _("Logbook")
    intro = _("Every act in this house: who did what, when, and through which door. Nothing here can be changed.")
    template = "administration/audit.html"
    columns: ClassVar = [
        Column("position", _("Entry"), lambda row: row.position, kind="reference"),
        Column("what", _("What happened"), lambda row: row.verb, cell=_told, main=True, link=True),
        Column("about", _("About"), subject_of, cell=_about, kind="reference"),
        Column("door", _("Door"), lambda row: row.get_door_display(), kind="quiet"),
        Column("at", _("Recorded"), lambda row: row.at, cell=lambda row, ctx: moment(row.at)),
    ]
    sorts: ClassVar = [Sort("newest", _("Newest first"), ("-pk",)), Sort("oldest", _("Oldest first"), ("pk",))]
    filters: ClassVar = [
        Text("actor", _("Who"), narrowed=queries.by_somebody),
        Text("about", _("About"), narrowed=queries.about),
        Choice("verb", _("Act"), options=_verbs),
        Choice("door", _("Door"), options=lambda actor: Door.choices),
        Choice("book", _("Book"), options=lambda actor: Book.choices),
        Day("since", _("From")),
        Day("until", _("Until"), until=True),
        Text("correlation", _("Request"), narrowed=queries.of_correlation),
    ]
    empty = Empty(_("Nothing has happened yet"), _("The first act of anybody in this house is written down here."), "scroll-text")
    exports = False
    downloads: ClassVar = [
        Download("csv", _("Download as CSV"), exporting.as_csv),
        Download("jsonl", _("As JSON Lines"), exporting.as_json_lines),
    ]

    def address(self, row: Entry) -> str:
        return reverse("administration:entry", args=[row.pk])

    def prepare(self, rows: list[Any], actor: Actor) -> Told:
        return Told({line.entry.pk: line for line in lines(rows)}, _names(rows, actor))


def _with_state(*states: State) -> Any:
    return lambda rows, actor: rows.filter(state__in=states)


class Jobs(ListPage):
    name = "administration.jobs"
    heading = _("Background jobs")
    template = "administration/jobs.html"
    columns: ClassVar = [
        Column("task", _("Task"), lambda row: row.task, cell=lambda row, ctx: short_name(row), main=True, link=True),
        Column("state", _("State"), lambda row: row.get_state_display(), cell=lambda row, ctx: state_pill(row)),
        Column("attempts", _("Attempts"), lambda row: row.attempts, kind="number"),
        Column("run_at", _("Due"), lambda row: row.run_at, cell=lambda row, ctx: moment(row.run_at)),
        Column("fault", _("Last fault"), lambda row: row.fault, kind="quiet"),
    ]
    sorts: ClassVar = [Sort("newest", _("Newest first"), ("-pk",)), Sort("oldest", _("Oldest first"), ("pk",))]
    filters: ClassVar = [Text("task", _("Task"), narrowed=lambda rows, words: rows.filter(task__icontains=words))]
    views: ClassVar = [
        View("failed", _("Failed"), _with_state(State.FAILED)),
        View("waiting", _("Waiting"), _with_state(State.WAITING)),
        View("running", _("Running"), _with_state(State.RUNNING)),
        View("over", _("Done"), _with_state(State.DONE, State.DISCARDED), counted=False),
    ]
    empty = Empty(
        _("No jobs here"), _("A job that fails is tried eight times over two hours, and then waits under Failed for you."), "circle-check"
    )
    exports = False

    def address(self, row: Job) -> str:
        return reverse("administration:job", args=[row.pk])


def short_name(job: Job) -> str:
    """ "notices.jobs.send" for a task of ours, whose first word says nothing."""
    return job.task.removeprefix("vakdesk.")


def state_pill(job: Job) -> SafeString:
    return pill(str(job.get_state_display()), JOB_TONES.get(State(job.state), "plain"))
