"""Too much mail at once: a loop, a flood, or a program gone wrong. A breaker holds back what follows until somebody looks.

A sender may send MAIL_MOST_PER_ADDRESS messages within an hour. Into a mailbox may come MAIL_MOST_PER_MAILBOX; after that,
those whom the desk does not know wait. Nothing is lost: what waits stands in quarantine, and goes on when the breaker is closed.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, F
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act, act
from vakdesk.mailroom import permissions, verbs
from vakdesk.mailroom.kinds import TAKEN_IN, BreakerKind, Outcome
from vakdesk.mailroom.models import Arrival, Breaker
from vakdesk.mailroom.speaking import MAILROOM

WITHIN = timedelta(hours=1)
#: The reason of a message that somebody let through, while it is on its way.
PASSED = "breaker.passed"


def quiet_among(senders: Collection[str], *, at: datetime, besides: int) -> set[str]:
    """Those of whom even so many more messages would open no breaker, and none is open. Two queries, however many they are."""
    most = settings.MAIL_MOST_PER_ADDRESS
    lately = Arrival.objects.filter(sender__in=senders, received_at__gt=at - WITHIN, outcome__in=TAKEN_IN)
    sent = dict(lately.order_by().values_list("sender").annotate(Count("pk")))
    stopped = set(Breaker.objects.open().filter(kind=BreakerKind.ADDRESS, key__in=senders).values_list("key", flat=True))
    return {sender for sender in senders if sender not in stopped and (not most or sent.get(sender, 0) + besides <= most)}


def held_back(arrival: Arrival, log: Act, *, is_known: bool, is_quiet: bool) -> str:
    """The reason why this message has to wait, or "". Opens a breaker where there is one too many."""
    if arrival.sender and not is_quiet and _is_open(BreakerKind.ADDRESS, arrival.sender, log, most=settings.MAIL_MOST_PER_ADDRESS):
        return "breaker.address"
    if not is_known and _is_open(BreakerKind.MAILBOX, arrival.source, log, most=settings.MAIL_MOST_PER_MAILBOX):
        return "breaker.mailbox"
    return ""


def close_breaker(breaker: Breaker, *, by: Actor) -> None:
    """Mail passes again; what waits is taken in within minutes. Refuses one that is closed."""
    with act(by, may=permissions.TEND, on=breaker) as log:
        require(breaker.closed_at is None, _("This breaker is closed already."))
        breaker.closed_at = log.at
        breaker.save(update_fields=["closed_at"])
        log.record(verbs.BREAKER_CLOSED, breaker, letters=breaker.letters)


def waiting_for_nothing() -> Iterator[Arrival]:
    """What a breaker held back that is open no more, oldest first."""
    for arrival in Arrival.objects.quarantined().filter(reason__startswith="breaker.").order_by("pk"):
        kind = arrival.reason.partition(".")[2]
        key = arrival.sender if kind == BreakerKind.ADDRESS else arrival.source
        if not Breaker.objects.open().filter(kind=kind, key=key).exists():
            yield arrival


def let_pass(arrival: Arrival) -> None:
    """The message may be taken in, past every breaker."""
    with act(MAILROOM, may=permissions.RECEIVE, on=arrival) as log:
        arrival.outcome, arrival.reason = Outcome.ARRIVED, PASSED
        arrival.save(update_fields=["outcome", "reason"])
        log.record(verbs.RETRIED, arrival)


def _is_open(kind: BreakerKind, key: str, log: Act, *, most: int) -> bool:
    if not most:
        return False
    last = Breaker.objects.filter(kind=kind, key=key).order_by("-pk").first()
    if last is not None and last.closed_at is None:
        Breaker.objects.filter(pk=last.pk).update(letters=F("letters") + 1)
        return True
    since = max(log.at - WITHIN, last.closed_at) if last is not None and last.closed_at else log.at - WITHIN
    column = "sender" if kind is BreakerKind.ADDRESS else "source"
    lately = Arrival.objects.filter(**{column: key}, received_at__gt=since, outcome__in=TAKEN_IN)
    if not lately.order_by("-received_at")[most - 1 : most].exists():
        return False
    breaker = Breaker.objects.create(kind=kind, key=key, letters=1, opened_at=log.at)
    log.record(verbs.BREAKER_OPENED, breaker, kind=kind, most=most)
    return True
