"""Those who arrange webhooks hear that one was paused because nothing arrives there."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.webhooks.kinds import Fault
from vakdesk.webhooks.models import Endpoint
from vakdesk.webhooks.permissions import ARRANGE
from vakdesk.webhooks.verbs import FAILED

OUTAGES = News(
    "webhooks.outages",
    _("A webhook fails"),
    _("Nothing arrives there for days, so it is paused."),
    How.AT_ONCE,
    heard_by=ARRANGE,
    icon="webhook",
)
PAUSED_TEXT = MailText(
    "webhooks.paused",
    _("A webhook was paused"),
    _("Nothing arrives there: {{ webhook }}"),
    _(
        "The webhook {{ webhook }} is paused, because nothing has arrived there for {{ days }} days.\n\n{{ fault }}\n\n"
        "What happens meanwhile waits for two weeks. Resume it once the other system is well."
    ),
    {
        "webhook": Placeholder(_("the name of the webhook"), _("Monitoring")),
        "days": Placeholder(_("for how many days"), "3"),
        "fault": Placeholder(_("what is wrong"), Fault.REFUSED.label),
    },
    _("Open the webhook"),
)


@about(FAILED)
def failed(entry: Entry) -> Iterator[Telling]:
    endpoint = Endpoint.objects.get(pk=entry.subject_id)

    def words() -> Words:
        values = {"webhook": endpoint.name, "days": str(entry.facts["days"]), "fault": str(Fault(entry.facts["fault"]).label)}
        return Words(PAUSED_TEXT, values, url=endpoint.get_absolute_url())

    for person in Person.objects.active().holding(ARRANGE):
        yield Telling(person, OUTAGES, words, Why.HOUSE)
