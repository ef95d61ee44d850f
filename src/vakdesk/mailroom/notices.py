"""Who hears that mail does not come in, and when it does again. And what people wrote to us, beneath which our answers hang."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.logbook.models import Entry
from vakdesk.mailroom import verbs
from vakdesk.mailroom.models import Arrival, Breaker, Mailbox
from vakdesk.mailroom.permissions import ARRANGE, TEND
from vakdesk.mailroom.transport.kinds import Fault
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.conversation import came_in
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.ui.components import exact

OUTAGES = News(
    "mail.outages",
    _("A mailbox fails"),
    _("No mail comes in from it, and when it works again."),
    How.AT_ONCE,
    heard_by=ARRANGE,
    icon="triangle-alert",
)
FLOODS = News(
    "mail.floods",
    _("Mail is held back"),
    _("Too much came at once, and when it passes again."),
    How.AT_ONCE,
    heard_by=TEND,
    icon="circuit-board",
)
MAILBOX = Placeholder(_("the name of the mailbox"), _("Service desk"))
WHOSE = Placeholder(_("the sender or the mailbox that too much came from"), "monitoring@lindewaard.example")

OUT_TEXT = MailText(
    "mail.out",
    _("A mailbox fails"),
    _("No mail comes in: {{ mailbox }}"),
    _(
        "The mailbox {{ mailbox }} cannot be read since {{ since }}.\n\n{{ fault }}\n\n"
        "Nothing is lost: mail waits on its server. You hear from us once it works again."
    ),
    {
        "mailbox": MAILBOX,
        "since": Placeholder(_("since when"), _("23 Nov 2026, 09:15 CET")),
        "fault": Placeholder(_("what is wrong and what to do"), Fault.PASSWORD.label),
    },
    _("Open the mailbox"),
)
WORKS_TEXT = MailText(
    "mail.works",
    _("A mailbox works again"),
    _("Mail comes in again: {{ mailbox }}"),
    _("The mailbox {{ mailbox }} can be read again. What waited on its server is taken in."),
    {"mailbox": MAILBOX},
    _("Open the mailbox"),
)
HELD_TEXT = MailText(
    "mail.held_back",
    _("Mail is held back"),
    _("Mail is held back: {{ whose }}"),
    _(
        "More than {{ most }} messages of {{ whose }} came within an hour. What follows waits in quarantine, and nothing of it is lost.\n\n"
        "Look at it, and let it pass when it is in order."
    ),
    {"whose": WHOSE, "most": Placeholder(_("how many may come within an hour"), "30")},
    _("Open the quarantine"),
)
PASSES_TEXT = MailText(
    "mail.passes",
    _("Mail passes again"),
    _("Mail passes again: {{ whose }}"),
    _("{{ who }} let the mail of {{ whose }} pass again. What waited is taken in within minutes."),
    {"whose": WHOSE, "who": Placeholder(_("who did it"), "Dee Visser")},
    _("Open the quarantine"),
)


@about(verbs.MAILBOX_OUT)
def out(entry: Entry) -> Iterator[Telling]:
    """Those who arrange the desk."""
    mailbox = Mailbox.objects.select_related("watch").get(pk=entry.subject_id)

    def words() -> Words:
        since = exact(mailbox.watch.failing_since or entry.happened_at)
        fault = str(Fault(entry.facts["fault"]).label)
        return Words(OUT_TEXT, {"mailbox": mailbox.name, "since": since, "fault": fault}, url=mailbox.get_absolute_url())

    yield from _told(OUTAGES, ARRANGE, words)


@about(verbs.MAILBOX_RECOVERED)
def works(entry: Entry) -> Iterator[Telling]:
    """Those who heard of the outage; of a fault that passed by itself before, nobody did."""
    mailbox = Mailbox.objects.get(pk=entry.subject_id)
    told = Entry.objects.about(mailbox).filter(verb__in=[verbs.MAILBOX_OUT.name, verbs.MAILBOX_RECOVERED.name])
    before = told.filter(position__lt=entry.position).order_by("-position").first()
    if before is not None and before.verb == verbs.MAILBOX_OUT.name:
        yield from _told(OUTAGES, ARRANGE, lambda: Words(WORKS_TEXT, {"mailbox": mailbox.name}, url=mailbox.get_absolute_url()))


@about(verbs.BREAKER_OPENED)
def held_back(entry: Entry) -> Iterator[Telling]:
    """Those who tend the quarantine."""
    breaker = Breaker.objects.get(pk=entry.subject_id)
    values = {"whose": breaker.key, "most": str(entry.facts["most"])}
    yield from _told(FLOODS, TEND, lambda: Words(HELD_TEXT, values, url=reverse("mailroom:mail")))


@about(verbs.BREAKER_CLOSED)
def passes(entry: Entry) -> Iterator[Telling]:
    breaker = Breaker.objects.get(pk=entry.subject_id)
    values = {"whose": breaker.key, "who": entry.actor.name if entry.actor else ""}
    yield from _told(FLOODS, TEND, lambda: Words(PASSES_TEXT, values, url=reverse("mailroom:mail")))


def _told(news: News, permission: Permission, words: Callable[[], Words]) -> Iterator[Telling]:
    for person in Person.objects.active().holding(permission).select_related("organisation").order_by("pk"):
        yield Telling(person, news, words, Why.HOUSE)


def _letters(record: Record, person: Person) -> Iterable[tuple[datetime, str]]:
    arrivals = Arrival.objects.filter(record=record, message__author=person).exclude(message_key="")
    return [(at, f"<{key}>") for at, key in arrivals.values_list("received_at", "message_key")]


came_in.append(_letters)
