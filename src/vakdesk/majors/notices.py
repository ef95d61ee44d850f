"""Who hears that promised news is due: who leads it, and who has a part in it."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.models import Entry
from vakdesk.majors.models import Major
from vakdesk.majors.verbs import DUTY_GIVEN, NEWS_DUE
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.tickets.notices import NUMBER, TITLE
from vakdesk.ui.components import exact

DUE = News(
    "major.news_due", _("Promised news is due"), _("Of a major incident you lead or have a part in."), How.AT_ONCE, icon="alarm-clock"
)
PART = News("major.part", _("A part in a major incident"), _("Somebody gives you something to do in it."), How.AT_ONCE, icon="siren")
_PLACES = {"number": NUMBER, "title": TITLE}
DUE_TEXT = MailText(
    "major.news_due",
    _("Promised news of a major incident is due"),
    format_lazy("[{}] {}", "{{ number }}", _("News is due: {{ title }}")),
    _("Those affected were promised news at {{ moment }}. Write it, even if all you can say is that you are still looking."),
    {**_PLACES, "moment": Placeholder(_("when it was promised"), "09:30")},
    _("Write the news"),
)
PART_TEXT = MailText(
    "major.part",
    _("A part in a major incident"),
    format_lazy("[{}] {}", "{{ number }}", _("Your part: {{ title }}")),
    "{{ what }}",
    {**_PLACES, "what": Placeholder(_("what they do"), _("Calls the supplier"))},
    _("Open the major incident"),
)


@about(NEWS_DUE)
def due(entry: Entry) -> Iterator[Telling]:
    major = Major.objects.with_people().get(pk=entry.subject_id)
    if major.is_going_on and major.next_news_at is not None:
        for person in Person.objects.active().filter(pk__in=[major.lead_id, *major.duties.values_list("person", flat=True)]):
            yield _telling(person, major, DUE, DUE_TEXT, moment=major.next_news_at)


@about(DUTY_GIVEN)
def part(entry: Entry) -> Iterator[Telling]:
    major = Major.objects.with_people().get(pk=entry.subject_id)
    for duty in major.duties.filter(person=entry.facts["person"]).select_related("person__organisation").order_by("-pk")[:1]:
        yield _telling(duty.person, major, PART, PART_TEXT, what=duty.what)


def _telling(person: Person, major: Major, news: News, text: MailText, **given: object) -> Telling:
    def compose() -> Words:
        said = {name: exact(value) if name == "moment" else str(value) for name, value in given.items()}  # type: ignore[arg-type]
        values = {"number": major.ticket.reference, "title": major.headline, **said}
        return Words(text, values, url=major.get_absolute_url())

    return Telling(person, news, compose, Why.ASSIGNEE, major.ticket.record, weight=1)
