"""What an administrator decides about an entry that a follower could not deal with."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act, act
from vakdesk.logbook.followers import RETRIED, SKIPPED
from vakdesk.logbook.models import Parked
from vakdesk.logbook.permissions import TEND_FOLLOWERS
from vakdesk.logbook.verbs import Verb


def retry(parked: Parked, *, by: Actor) -> None:
    """What the follower has parked of this subject is due now, the first of it first. Refuses what is no longer parked."""
    with act(by, may=TEND_FOLLOWERS) as log:
        here = _still_parked(parked)
        Parked.objects.filter(follower=here.follower, subject_type=here.subject_type, subject_id=here.subject_id).update(next_at=log.at)
        _record(log, RETRIED, here)


def skip(parked: Parked, *, by: Actor, reason: str) -> None:
    """The follower never deals with this entry; what waits behind it goes on. Refuses without a reason."""
    with act(by, may=TEND_FOLLOWERS) as log:
        here = _still_parked(parked)
        require(reason.strip(), _("Say why this entry may be passed over."), field="reason")
        here.delete()
        _record(log, SKIPPED, here, reason=reason.strip())


def _still_parked(parked: Parked) -> Parked:
    found = Parked.objects.select_for_update(of=("self",)).select_related("entry").filter(pk=parked.pk).first()
    require(found, _("This entry has been dealt with meanwhile."))
    assert found is not None
    return found


def _record(log: Act, verb: Verb, parked: Parked, **sealed: str) -> None:
    entry = parked.entry
    log.record(verb, entry, sealed=sealed, follower=parked.follower, book=entry.book, position=entry.position)
