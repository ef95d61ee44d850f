"""Which reports, and what of them, does a person see at the portal? Always the public side, whoever they are."""

from html import unescape
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.html import strip_tags

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.text import one_line
from vakdesk.logbook.models import Entry
from vakdesk.records.kinds import Side
from vakdesk.records.models import Attachment, Message, Share
from vakdesk.records.permissions import SEE_PUBLIC
from vakdesk.records.queries import public_side
from vakdesk.tickets.kinds import State, WaitingFor
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.queries import TicketQuerySet
from vakdesk.ui.safe_html import markdown

if TYPE_CHECKING:
    from vakdesk.portal.models import Unsent

NEEDS_THEM = Q(state=State.RESOLVED) | Q(state=State.WAITING, waiting_for=WaitingFor.REQUESTER)


class UnsentQuerySet(models.QuerySet["Unsent"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(person=actor.person_id)

    def unsent(self) -> Self:
        return self.filter(sent_as=None)


def reports_for(actor: Actor) -> TicketQuerySet:
    """What the actor reported, what an organisation of theirs reported, what was shared with them."""
    return Ticket.objects.filter(public_side(actor, "record__")).select_related("record__requester")


def own_reports(actor: Actor) -> TicketQuerySet:
    return reports_for(actor).requested_by(actor.person_id)


def of_others(actor: Actor) -> Q | None:
    """Where reports of others lie that the actor reads, narrow enough for an index; None when there is no such place."""
    organisations = actor.reach(SEE_PUBLIC).organisations
    in_time = Q(until=None) | Q(until__gt=clock.now())
    shared = list(Share.objects.filter(in_time, person=actor.person_id).values_list("record", flat=True))
    return Q(record__organisation__in=organisations) | Q(pk__in=shared) if organisations or shared else None


def not_over(reports: TicketQuerySet) -> TicketQuerySet:
    """For who asks a report is open until it is closed: what is solved still waits for their word.

    One that is handled together with somebody else's is open until that one is closed.
    """
    elsewhere = ~Q(merged_into=None) & ~Q(merged_into__state=State.CLOSED) & ~Q(merged_into__record__requester=F("record__requester"))
    return reports.filter(~Q(state=State.CLOSED) | elsewhere)


def what_needs_them_first(reports: TicketQuerySet) -> TicketQuerySet:
    return reports.order_by(Case(When(NEEDS_THEM, then=Value(0)), default=Value(1)), "-opened_at", "-pk")


def messages_of(report: Ticket) -> QuerySet[Message]:
    """The public conversation; of a corrected message only what corrects it."""
    public = Message.objects.public().filter(record=report.pk, corrections=None)
    return (
        public.select_related("author", "corrects").prefetch_related(models.Prefetch("attachments", _public_files())).order_by("at", "pk")
    )


def loose_files_of(report: Ticket) -> QuerySet[Attachment]:
    return _public_files().filter(record=report.pk, message=None).order_by("at", "pk")


def entries_of(report: Ticket) -> QuerySet[Entry]:
    about = Q(subject_type__in=["tickets.ticket", "records.record"], subject_id=report.pk)
    return Entry.objects.for_requester().filter(about).order_by("at", "pk")


def last_words(reports: list[Ticket]) -> dict[int, str]:
    """The beginning of the last thing the desk wrote about each, by report. One query."""
    from_desk = Message.objects.public().filter(record__in=[report.pk for report in reports], corrections=None)
    rows = from_desk.exclude(author=models.F("record__requester")).filter(author_label="").exclude(author=None).order_by("at", "pk")
    return {record: one_line(unescape(strip_tags(markdown(text))), at_most=160) for record, text in rows.values_list("record", "text")}


def _public_files() -> QuerySet[Attachment]:
    return Attachment.objects.filter(side=Side.PUBLIC).select_related("blob")
