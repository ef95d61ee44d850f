"""Erasing what an entry says about people while the chain still verifies: sealed particulars go, facts stay."""

from collections.abc import Iterable

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verbs import PLAIN, Verb

REDACT = Permission("logbook.redact", _("Erase sealed particulars from the logbook"), granted_to=(Role.PRIVACY, Role.ADMINISTRATOR))
REDACTED = Verb(
    "logbook.redacted",
    _("erased the sealed particulars of {count} entries"),
    carries={"positions": PLAIN, "count": PLAIN, "ground": PLAIN},
    icon="eraser",
)


def redact(subject: models.Model, *, by: Actor, entries: Iterable[Entry], ground: str) -> None:
    """The entries' sealed particulars and salts are gone for ever; a redaction entry about `subject` names them.

    `ground` is a short code for the legal ground, such as "gdpr-17". Entries of one book at a time. Refuses an empty choice.
    """
    chosen = list(entries)
    require(chosen, _("There is nothing to erase."))
    books = {entry.book for entry in chosen}
    assert len(books) == 1, "redact one book at a time"
    with act(by, may=REDACT, book=books.pop()) as log:
        positions = sorted(entry.position for entry in chosen)
        log.record(REDACTED, subject, positions=positions, count=len(positions), ground=ground)
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE logbook_entry SET sealed = NULL, salt = NULL WHERE id = %s", [[entry.pk] for entry in chosen])
