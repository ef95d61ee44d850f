"""Everything the page of a ticket says, gathered in a number of queries that does not grow with the desk."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.kit.prepared import prepared
from vakdesk.levels.kinds import State as ClockState
from vakdesk.levels.models import Clock
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import Line, lines
from vakdesk.records.hanging import LINKS_IN, LINKS_OUT, SHARES, TAGS, WATCHERS, Hanging, hangs
from vakdesk.records.kinds import REVERSE, Side
from vakdesk.records.models import Draft, Link, Record, Share, Tag, Watcher
from vakdesk.records.permissions import NOTE
from vakdesk.records.queries import sight_of
from vakdesk.records.verbs import REPLIED
from vakdesk.tickets import permissions, telling
from vakdesk.tickets.care import is_held_back
from vakdesk.tickets.drafts import drafts_on
from vakdesk.tickets.due import Said, said
from vakdesk.tickets.forms.working import ComposerForm
from vakdesk.tickets.kinds import Level, Priority, State
from vakdesk.tickets.lists import STATE_TONES, Queue, carried, queue_row
from vakdesk.tickets.models import Outgoing, Ticket, argued_by
from vakdesk.tickets.outgoing import outgoing
from vakdesk.tickets.steps import Next, Step, bar, done, expected
from vakdesk.tickets.together import Together, with_me
from vakdesk.ui.lists.page import Shown
from vakdesk.ui.lists.paging import part_of
from vakdesk.ui.timeline import Item, Mode, Send

MOST_BESIDE = 5
#: Rows of the list beside a ticket, and how many of them stand above it: what fits a large screen. The rest is one press away.
COLUMN_ROWS, ABOVE_IN_COLUMN = 16, 5
RELEASED_FIRST = gettext_lazy("Your coach reads it first, and it goes once it is released.")


@dataclass(frozen=True)
class Linked:
    """A link as read from this ticket."""

    pk: int
    words: Sentence
    record: Record


@dataclass(frozen=True)
class Cell:
    """A place in the matrix of impact and urgency."""

    label: Sentence
    current: bool


class TicketPage:
    """Lazy, so that a part that is shown alone pays for itself only."""

    def __init__(self, request: HttpRequest, ticket: Ticket, composer: ComposerForm | None = None) -> None:
        self.request, self.ticket, self.actor = request, ticket, request.actor
        self._composer = composer

    @cached_property
    def entries(self) -> list[Entry]:
        return telling.entries_of(self.ticket)

    @cached_property
    def held(self) -> set[Step]:
        return done(self.ticket, self.entries)

    def steps(self) -> list[Any]:
        return bar(self.ticket, self.held)

    def present_hint(self) -> Sentence:
        return next((step.hint for step in self.steps() if step.state == "now"), "")

    @cached_property
    def next(self) -> Next | None:
        return expected(self.ticket, self.held, self.actor, self.whom)

    @property
    def tone(self) -> str:
        return STATE_TONES[State(self.ticket.state)]

    @property
    def priority_tone(self) -> str:
        return {Priority.CRITICAL: "bad", Priority.HIGH: "warn"}.get(Priority(self.ticket.priority), "plain")

    @property
    def whom(self) -> str:
        requester = self.ticket.record.requester
        return requester.get_short_name() if requester else _("the requester")

    @cached_property
    def show(self) -> str:
        wanted = self.request.GET.get("show", "all")
        return wanted if wanted in telling.SHOWN else "all"

    @property
    def kinds(self) -> list[dict[str, Any]]:
        return [{"name": name, "label": label, "current": name == self.show} for name, label in telling.SHOWN.items()]

    @cached_property
    def _told(self) -> tuple[list[Item], int]:
        return telling.timeline(self.ticket, self.actor, self.entries, show=self.show, whole="whole" in self.request.GET)

    @property
    def items(self) -> list[Item]:
        """What is about to leave stands at the end."""
        return self._told[0] + ([outgoing(one, self.actor) for one in self._outgoing] if self.show in ("all", "conversation") else [])

    @cached_property
    def _outgoing(self) -> list[Outgoing]:
        return prepared("tickets.outgoing", self._outgoing_on, depends_on=sight_of(self.actor), ticket=self.ticket.pk)

    def _outgoing_on(self, ticket: int) -> QuerySet[Outgoing]:
        return Outgoing.objects.visible_to(self.actor).filter(ticket=ticket).select_related("person", "ticket__record__requester")

    @property
    def left_out(self) -> int:
        return self._told[1]

    @cached_property
    def clocks(self) -> list[Said]:
        """What is agreed about it, as it stands: the nearest first, what is over last."""
        rows = prepared("tickets.clocks", _clocks_on, record=self.ticket.pk)
        now = clock.now()
        return [
            said(row, now) for row in sorted(rows, key=lambda row: (row.state == ClockState.STOPPED, row.due_at is None, row.due_at or now))
        ]

    @cached_property
    def prioritised(self) -> Line | None:
        """Who set the priority last, and when."""
        argued = [entry for entry in self.entries if "argued" in entry.facts]
        return lines(argued[-1:])[0] if argued else None

    def matrix(self) -> list[tuple[Sentence, list[Cell]]]:
        here = (self.ticket.impact, self.ticket.urgency)
        by = self.ticket.matrix
        return [(impact.label, [Cell(argued_by(by, impact, level).label, (impact, level) == here) for level in Level]) for impact in Level]

    @property
    def levels(self) -> type[Level]:
        return Level

    @cached_property
    def others(self) -> list[Ticket]:
        if self.ticket.requester_id is None:
            return []
        about = {"requester": self.ticket.requester_id, "but_not": self.ticket.pk}
        return prepared("tickets.others", self._others, depends_on=sight_of(self.actor), **about)

    def _others(self, requester: int, but_not: int) -> QuerySet[Ticket]:
        return Ticket.objects.visible_to_staff(self.actor).select_related("record").others_of(requester, but_not)[:MOST_BESIDE]

    @cached_property
    def links(self) -> list[Linked]:
        if not self._hangs(LINKS_OUT, LINKS_IN):
            return []
        found = prepared("tickets.links", self._links, depends_on=sight_of(self.actor), record=self.ticket.pk)
        return [self._read(link) for link in found]

    def _links(self, record: int) -> QuerySet[Link]:
        visible = Link.objects.visible_to(self.actor).filter(Q(source=record) | Q(target=record))
        return visible.select_related("source", "target").order_by("pk")

    def _read(self, link: Link) -> Linked:
        outward = link.source_id == self.ticket.pk
        return Linked(link.pk, link.get_kind_display() if outward else REVERSE[link.kind], link.target if outward else link.source)

    @cached_property
    def merged_into(self) -> Ticket | None:
        """The ticket it is merged into, for who may read that one."""
        into = self.ticket.merged_into_id
        return Ticket.objects.visible_to_staff(self.actor).select_related("record").filter(pk=into).first() if into else None

    @cached_property
    def tags(self) -> list[str]:
        return [tag.name for tag in prepared("tickets.tags", _tags_on, record=self.ticket.pk)] if self._hangs(TAGS) else []

    @cached_property
    def watchers(self) -> list[Any]:
        return prepared("tickets.watchers", _watchers_on, record=self.ticket.pk) if self._hangs(WATCHERS) else []

    @property
    def watches(self) -> bool:
        return any(watcher.person_id == self.actor.person_id for watcher in self.watchers)

    @cached_property
    def shares(self) -> list[Any]:
        return prepared("tickets.shares", _shares_of, record=self.ticket.pk) if self._hangs(SHARES) else []

    def _hangs(self, *kinds: Hanging) -> bool:
        return hangs(self.ticket.record, *kinds)

    @cached_property
    def _drafts(self) -> list[Draft]:
        return drafts_on(self.ticket)

    @cached_property
    def draft(self) -> Draft | None:
        return next((one for one in self._drafts if one.person_id == self.actor.person_id), None)

    @cached_property
    def together(self) -> Together:
        return with_me(self.ticket, self.actor, self._drafts)

    @property
    def last(self) -> int:
        """The newest message that this page shows to who answers."""
        return max((entry.facts["message"] for entry in self.entries if entry.verb == REPLIED.name), default=0)

    @property
    def newest(self) -> int:
        """What has happened so far: a page hears of whatever comes after."""
        return max((entry.pk for entry in self.entries), default=0)

    @cached_property
    def composer(self) -> ComposerForm:
        initial = {"mode": self.draft.side, "text": self.draft.text} if self.draft else {}
        return self._composer or ComposerForm(actor=self.actor, initial=initial, draft=self.draft, ticket=self.ticket, last=self.last)

    @cached_property
    def modes(self) -> list[Mode]:
        modes = []
        if self.ticket.is_spoken_on and self.actor.may(permissions.REPLY, self.ticket):
            modes.append(
                Mode(
                    Side.PUBLIC,
                    _("Reply to %(whom)s") % {"whom": self.whom},
                    "reply",
                    RELEASED_FIRST if self.waits else "",
                    self.ticket.record.language,
                )
            )
        if self.actor.may(permissions.NOTE, self.ticket) and self.actor.may(NOTE, self.ticket):
            modes.append(Mode(Side.STAFF, _("Internal note"), "note", _("Only the desk reads this."), get_language() or ""))
        return modes

    @cached_property
    def waits(self) -> bool:
        """Whether what is written here waits for a coach."""
        return is_held_back(self.ticket, self.actor)

    @property
    def sends(self) -> list[Send]:
        sends = [Send(_("Add the note"), value="note", main=True, only_for="note")]
        if self.ticket.is_open and self.actor.may(permissions.RESOLVE, self.ticket):
            if self.ticket.cause and self.ticket.done:
                sends.append(Send(_("Send and resolve again"), value="again", only_for="reply"))
            sends.append(Send(_("Resolve…"), value="resolve", only_for="reply"))
        if self.ticket.is_open and self.actor.may(permissions.HOLD, self.ticket):
            sends.append(Send(_("To your coach, then wait") if self.waits else _("Send and wait"), value="ask", only_for="reply"))
        return [*sends, Send(_("Send to your coach") if self.waits else _("Send"), value="reply", main=True, only_for="reply")]

    @cached_property
    def query(self) -> str:
        """What leads back to the same list beside another ticket."""
        return carried(self.request.GET)

    @cached_property
    def column(self) -> dict[str, Any] | None:
        """The list beside the ticket: the one it was opened from, else the first view that has it."""
        if not self.actor.may(permissions.SEE_QUEUE):
            return None
        shown = Shown(self.request, Queue(), Ticket.objects.visible_to_staff(self.actor).with_people())
        shown.given.setdefault("view", self._its_view())
        whole = shown.slice()
        here = next((place for place, one in enumerate(whole.rows) if one.pk == self.ticket.pk), None)
        start = self._from(len(whole.rows), here, came_back=bool(shown.given.get("before")))
        part = part_of(whole, shown.keys, start=start, size=COLUMN_ROWS)
        return {
            "list": shown,
            "rows": self._rows(shown, whole.rows, here, start),
            "is_empty": not part.rows,
            "newer": shown.url(before=part.before, without=("after",)) if part.before else "",
            "older": shown.url(after=part.after, without=("before",)) if part.after else "",
        }

    @staticmethod
    def _from(count: int, here: int | None, *, came_back: bool) -> int:
        """Of so many rows of the page, the first that is drawn: with the ticket among them, or where one came from."""
        last = max(0, count - COLUMN_ROWS)
        if here is None:
            return last if came_back else 0
        return min(last, max(0, here - ABOVE_IN_COLUMN))

    def _rows(self, shown: Shown, tickets: list[Ticket], here: int | None, start: int) -> SafeString:
        """Those drawn, of a page that is drawn once for all tickets of it."""
        query = self.query or f"?view={shown.given['view']}"
        rows = shown.drawn_rows(tickets, lambda one, ctx: queue_row(one, ctx, query, picks=False), f"beside a ticket {query}")
        if here is not None:
            ctx = shown.prepared(tickets)
            rows = [*rows[:here], queue_row(tickets[here], ctx, query, picks=False, current=True), *rows[here + 1 :]]
        return SafeString("".join(rows[start : start + COLUMN_ROWS]))

    def _its_view(self) -> str:
        if self.ticket.is_open and self.ticket.assignee_id == self.actor.person_id:
            return "mine"
        return "unassigned" if self.ticket.is_open and self.ticket.assignee_id is None else "all"


# Of a ticket that its reader was allowed to find.


def _clocks_on(record: int) -> QuerySet[Clock]:
    return Clock.objects.filter(record=record).select_related("version__agreement")


def _tags_on(record: int) -> QuerySet[Tag]:
    return Tag.objects.filter(records=record).order_by("folded")


def _watchers_on(record: int) -> QuerySet[Watcher]:
    return Watcher.objects.filter(record=record).select_related("person").order_by("person__folded", "pk")


def _shares_of(record: int) -> QuerySet[Share]:
    return Share.objects.filter(record=record).select_related("person").order_by("person__folded", "pk")
