"""A backup was put back: what had been recorded after it is abandoned, and the logbook says so."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Door, machine
from vakdesk.access.permissions import Permission
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry, Head
from vakdesk.logbook.verbs import PLAIN, Verb

RESTORE = Permission("logbook.restore", _("Restore a backup"), machines=("restore",))
RESTORED = Verb(
    "logbook.restored",
    _("restored a backup that ends at {position}; entries up to {abandoned_position} are abandoned"),
    carries={"position": PLAIN, "abandoned_position": PLAIN, "abandoned_digest": PLAIN},
    icon="archive-restore",
)


def note_abandoned_heads(kept: Iterable[Mapping[str, Any]]) -> None:
    """For each book whose kept heads go beyond the restored one, an entry names the last of them. None: nothing is written."""
    last = {line["book"]: line for line in sorted(kept, key=lambda line: int(line["position"]))}
    for head in Head.objects.filter(book__in=last, position__gt=0).order_by("book"):
        abandoned = last[head.book]
        if abandoned["position"] > head.position:
            newest = Entry.objects.get(book=head.book, position=head.position)
            with act(machine("restore", "Restore", door=Door.COMMAND), may=RESTORE, book=head.book) as log:
                log.record(
                    RESTORED,
                    newest,
                    position=head.position,
                    abandoned_position=abandoned["position"],
                    abandoned_digest=abandoned["digest"],
                )
