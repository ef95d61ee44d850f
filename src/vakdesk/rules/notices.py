"""Those who write rules hear, once, that one goes round in a circle."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.rules.models import Rule
from vakdesk.rules.permissions import ARRANGE
from vakdesk.rules.verbs import STOPPED

CIRCLES = News(
    "rules.circles",
    _("Rules go round in a circle"),
    _("They were stopped on a ticket, and will be on the next."),
    How.AT_ONCE,
    heard_by=ARRANGE,
    icon="workflow",
)
STOPPED_TEXT = MailText(
    "rules.stopped",
    _("A rule was stopped"),
    _("Rules go round in a circle: {{ rule }}"),
    _(
        "On {{ number }} these rules followed out of one another and were stopped:\n\n{{ trace }}\n\n"
        "Change what one of them asks for, or switch it off. We say this once, until the rule is changed."
    ),
    {
        "rule": Placeholder(_("the name of the rule"), _("Beamers to AV")),
        "number": Placeholder(_("the number of the ticket"), "TK-1042"),
        "trace": Placeholder(
            _("the rules, in the order in which they followed"), _("“Beamers to AV” → “All from AV back” → “Beamers to AV”")
        ),
    },
    _("Open the rule"),
)


@about(STOPPED)
def stopped(entry: Entry) -> Iterator[Telling]:
    if not entry.facts["tell"]:
        return
    rule = Rule.objects.get(pk=entry.facts["rule"])

    def words() -> Words:
        values = {"rule": rule.name, "number": entry.subject_reference, "trace": str((entry.sealed or {}).get("trace", ""))}
        return Words(STOPPED_TEXT, values, url=rule.get_absolute_url())

    for person in Person.objects.active().holding(ARRANGE):
        yield Telling(person, CIRCLES, words, Why.HOUSE)
