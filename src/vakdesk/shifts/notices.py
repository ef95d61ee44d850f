"""The requester hears who comes when and where, and that it was moved or called off, with an invitation for their calendar."""

from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.actions.posting import mail_domain
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.letters import absolute
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.shifts import verbs
from vakdesk.shifts.icalendar import Event, Invitation, invitation
from vakdesk.shifts.kinds import AppointmentState
from vakdesk.shifts.models import Appointment
from vakdesk.tickets.notices import NAME, NUMBER, TITLE

COMES = News(
    "report.appointment",
    _("An appointment"),
    _("Made, moved or called off: who comes when, and where."),
    How.AT_ONCE,
    for_staff=False,
    icon="calendar-check",
)
_PLACES = {
    "number": NUMBER,
    "title": TITLE,
    "name": NAME,
    "kind": Placeholder(_("what sort of appointment it is"), _("Site visit")),
    "when": Placeholder(_("from when until when"), "2 Mar 09:00–10:00"),
    "place": Placeholder(_("where, empty where nobody said"), "C2.04"),
    "person": Placeholder(_("who comes or connects"), "Ada Kask"),
}
_DETAILS = _("{{ kind }}, {{ person }}\n\n{{ when }}\n{% if place %}\n{{ place }}\n{% endif %}\nDoes it not suit you? Answer this mail.")
_BUTTON = _("Open my report")


def _text(name: str, label: object, subject: object, body: object) -> MailText:
    return MailText(name, label, format_lazy("[{}] {}", "{{ number }}", subject), body, _PLACES, _BUTTON)  # type: ignore[arg-type]


ARRANGED_TEXT = _text("appointment.arranged", _("An appointment is made"), _("Appointment: {{ when }}"), _DETAILS)
MOVED_TEXT = _text(
    "appointment.rescheduled",
    _("An appointment is moved"),
    _("Appointment moved: {{ when }}"),
    format_lazy("{}\n\n{}", _("The appointment was moved."), _DETAILS),
)
CANCELLED_TEXT = _text(
    "appointment.cancelled",
    _("An appointment is called off"),
    _("Appointment called off: {{ when }}"),
    _("The appointment was called off: {{ kind }}, {{ when }}. You need not wait for anybody then."),
)
_TEXTS = {verbs.ARRANGED.name: ARRANGED_TEXT, verbs.RESCHEDULED.name: MOVED_TEXT, verbs.CANCELLED.name: CANCELLED_TEXT}


@about(verbs.ARRANGED, verbs.RESCHEDULED, verbs.CANCELLED)
def comes(entry: Entry) -> Iterator[Telling]:
    """As it stands now: what was moved twice at once is told as it is, and what was called off meanwhile only as that."""
    found = Appointment.objects.with_people().select_related("ticket__record__requester__organisation")
    one = found.filter(pk=entry.facts["appointment"]).first()
    requester = one and one.ticket.record.requester
    is_off = one is not None and one.state == AppointmentState.CANCELLED
    if one is None or requester is None or is_off != (entry.verb == verbs.CANCELLED.name):
        return
    yield Telling(requester, COMES, lambda: _words(one, requester, _TEXTS[entry.verb]), Why.REQUESTER, one.ticket.record)


def _words(one: Appointment, requester: Person, text: MailText) -> Words:
    url = reverse("portal:report", args=[one.ticket.reference])
    values = {
        "number": one.ticket.reference,
        "title": one.ticket.title,
        "name": requester.get_short_name(),
        "kind": one.get_kind_display(),
        "when": one.when,
        "place": one.place,
        "person": str(one.person),
    }
    return Words(text, values, url=url, calendar=_invitation(one, requester, absolute(url)))


def _invitation(one: Appointment, requester: Person, url: str) -> str:
    """What and when with the number, and where: whoever keeps that calendar reads it too, so no subject."""
    host = mail_domain()
    event = Event(f"appointment-{one.pk}", one.starts_at, one.ends_at, f"{one.get_kind_display()} · {one.ticket.reference}", url, one.place)
    is_off = one.state == AppointmentState.CANCELLED
    organizer = parseaddr(settings.MAIL_FROM)[1]
    return invitation(Invitation(event, one.revision, is_off, organizer, requester.email), host=host, now=clock.now())
