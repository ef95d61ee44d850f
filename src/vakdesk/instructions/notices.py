"""Who hears of instructions: to whom one is given or who is reminded of one, and whoever may publish what waits for a review."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.instructions import verbs
from vakdesk.instructions.models import Giving, Instruction
from vakdesk.instructions.permissions import PUBLISH
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person

GIVEN = News(
    "instruction.given",
    _("An instruction for me"),
    _("Somebody gives it to you, or reminds you of it."),
    How.AT_ONCE,
    for_staff=False,
    icon="graduation-cap",
)
REVIEW = News(
    "instruction.review",
    _("An instruction to review"),
    _("Somebody wrote it and asks that you read it."),
    How.INBOX,
    heard_by=PUBLISH,
    icon="eye",
)
_PLACES = {
    "number": Placeholder(_("the number of the instruction"), "INS-1004"),
    "title": Placeholder(_("its title"), _("Connect to the Wi-Fi")),
}
GIVEN_TEXT = MailText(
    "instruction.given",
    _("An instruction is given to somebody"),
    _("An instruction for you: {{ title }}"),
    _("Hello {{ name }},\n\n{{ goal }}\n\nIt has {{ steps }} steps with pictures. At the end you tell us whether it worked."),
    {
        **_PLACES,
        "name": Placeholder(_("how the reader wants to be called"), "Bo"),
        "goal": Placeholder(_("what one can do afterwards"), _("Afterwards your laptop is on the Wi-Fi of the school.")),
        "steps": Placeholder(_("how many steps it has"), "4"),
    },
    _("Open the instruction"),
)
REMINDER_TEXT = MailText(
    "instruction.reminded",
    _("Somebody is reminded of an instruction"),
    _("Still to read: {{ title }}"),
    _("Hello {{ name }},\n\nthis instruction is still waiting for you. It takes a few minutes."),
    {**_PLACES, "name": Placeholder(_("how the reader wants to be called"), "Bo")},
    _("Open the instruction"),
)
REVIEW_TEXT = MailText(
    "instruction.review",
    _("An instruction waits for a review"),
    format_lazy("[{}] {}", "{{ number }}", _("To review: {{ title }}")),
    _("Read it as its readers will, then publish it or send it back."),
    _PLACES,
    _("Open the instruction"),
)


@about(verbs.GIVEN)
def given(entry: Entry) -> Iterator[Telling]:
    for giving in Giving.objects.not_yet().with_words().filter(pk__in=entry.facts["givings"]):
        yield _telling(giving, GIVEN_TEXT)


@about(verbs.REMINDED)
def reminded(entry: Entry) -> Iterator[Telling]:
    for giving in Giving.objects.not_yet().with_words().filter(pk=entry.facts["giving"]):
        yield _telling(giving, REMINDER_TEXT)


@about(verbs.SUBMITTED)
def to_review(entry: Entry) -> Iterator[Telling]:
    instruction = Instruction.objects.select_related("record").get(pk=entry.subject_id)

    def words() -> Words:
        values = {"number": instruction.reference, "title": instruction.title}
        return Words(REVIEW_TEXT, values, url=instruction.get_absolute_url())

    for person in Person.objects.active().holding(PUBLISH).select_related("organisation"):
        yield Telling(person, REVIEW, words, Why.TEAM, instruction.record)


def _telling(giving: Giving, text: MailText) -> Telling:
    def words() -> Words:
        content = giving.edition.content
        values = {"number": giving.instruction.reference, "title": giving.edition.title, "name": giving.person.get_short_name()}
        if text is GIVEN_TEXT:
            values |= {"goal": content.goal, "steps": str(len(content.steps))}
        return Words(text, values, url=giving.get_absolute_url())

    return Telling(giving.person, GIVEN, words, Why.LEARNER, giving.instruction.record)
