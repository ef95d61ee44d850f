"""Having the logbook verified, erasing what it says about a person, and taking everything out."""

from pathlib import Path

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.administration.export.keeping import path_of
from vakdesk.administration.jobs import verify_logbook, write_export
from vakdesk.administration.models import Export, Verification
from vakdesk.administration.permissions import EXPORT, VERIFY
from vakdesk.administration.queries import Reach, erasable
from vakdesk.administration.verbs import EXPORT_ASKED, EXPORT_FETCHED, VERIFICATION_ASKED
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Book
from vakdesk.logbook.redaction import redact
from vakdesk.people.models import Person


def verify(*, by: Actor) -> Verification:
    """A worker recomputes the whole logbook soon; what it finds is written down. Refuses while one is under way."""
    with act(by, may=VERIFY) as log:
        require(not Verification.objects.under_way(log.at).exists(), _("The logbook is being verified already. Look again in a moment."))
        assert by.person_id is not None, "no machine may ask"
        asked = Verification.objects.create(asked_by_id=by.person_id, asked_at=log.at)
        verify_logbook.enqueue(asked.pk)
        log.record(VERIFICATION_ASKED, asked)
    return asked


def erase(person: Person, *, by: Actor, ground: str, reach: str = Reach.BOTH) -> int:
    """What the person's entries hold under seal is gone for ever, on the ground of that code; answers how many entries.

    One redaction per book, each complete by itself. Refuses where nothing is left to erase.
    """
    entries = list(erasable(person, reach))
    require(entries, _("There is nothing to erase."))
    for book in Book.values:
        if chosen := [entry for entry in entries if entry.book == book]:
            redact(person, by=by, entries=chosen, ground=ground)
    return len(entries)


def take_out(*, by: Actor) -> Export:
    """A worker writes everything into one file soon, which is kept for a day. Refuses while one is under way."""
    with act(by, may=EXPORT) as log:
        require(not Export.objects.under_way(log.at).exists(), _("Everything is being taken out already. Look again in a while."))
        assert by.person_id is not None, "no machine may ask"
        asked = Export.objects.create(asked_by_id=by.person_id, asked_at=log.at)
        write_export.enqueue(asked.pk)
        log.record(EXPORT_ASKED, asked)
    return asked


def download_export(export: Export, *, by: Actor) -> Path:
    """It is recorded that somebody fetches it; answers where it lies. Refuses what is not there any more."""
    with act(by, may=EXPORT, on=export) as log:
        path = path_of(export)
        require(export.is_there and path.exists(), _("This is not kept any more. Take everything out again."))
        log.record(EXPORT_FETCHED, export)
    return path
