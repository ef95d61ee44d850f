"""People in the one search field, by name, address or phone, for those who may see them; and their names in what they asked."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.logbook.followers import follow
from vakdesk.logbook.models import Entry
from vakdesk.people import permissions, verbs
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.search.index import BATCH, rewrite
from vakdesk.search.registry import Hit, Source, sources


def _find(actor: Actor, text: str, limit: int) -> list[Hit]:
    if not actor.reach(permissions.SEE):
        return []
    found = Person.objects.visible_to(actor).active().select_related("organisation").named_like(text)[:limit]
    return [
        Hit(title=person.name, reference=str(person.organisation or ""), snippet=person.job_title, url=person.get_absolute_url())
        for person in found
    ]


@follow("people.names", verbs.EDITED)
def _index_by_the_new_name(entry: Entry) -> None:
    """What the person asks or asked for is found by the name they have now."""
    if "name" in entry.facts["fields"].split(", "):
        asked = list(Record.objects.filter(requester=entry.subject_id).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(asked), BATCH):
            rewrite(asked[start : start + BATCH])


sources.add(Source("people", _("People"), _find))
