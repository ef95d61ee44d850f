"""Adding, changing, pausing and trying webhooks."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.secrets import Unreadable, unseal
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Book, Head
from vakdesk.logbook.verbs import Verb
from vakdesk.webhooks import permissions, verbs
from vakdesk.webhooks.delivering import attempt_trial, hand_over
from vakdesk.webhooks.kinds import Fault, Reach, State
from vakdesk.webhooks.models import LONGEST_URL, Delivery, Endpoint
from vakdesk.webhooks.reaching import Answer, check_url
from vakdesk.webhooks.signing import new_secret
from vakdesk.webhooks.telling import within

#: The old secret goes on signing for so long after a new one was made.
BOTH_GOOD_FOR = timedelta(hours=24)
MOST_ENDPOINTS = 50


def add_endpoint(*, by: Actor, name: str, url: str, reach: str = Reach.STAFF, chosen: Iterable[str] = ()) -> tuple[Endpoint, str]:
    """What happens from now on is told there. Answers the endpoint and its secret.

    Refuses an address that cannot be one, an act nobody knows or that this reach may not read, and too many endpoints.
    """
    with act(by, may=permissions.ARRANGE) as log:
        there = Endpoint.objects.filter(removed_at=None).count()
        require(there < MOST_ENDPOINTS, _("There are %(count)d webhooks already. Remove one first.") % {"count": there})
        head = Head.objects.filter(book=Book.MAIN).values_list("position", flat=True).first() or 0
        endpoint = Endpoint(made_at=log.at, from_position=head)
        _fill(endpoint, name=name, url=url, reach=reach, chosen=chosen)
        secret = new_secret()
        endpoint.keep_secret(secret)
        endpoint.save()
        log.record(verbs.ADDED, endpoint, sealed={"url": endpoint.url}, reach=endpoint.reach, verbs=_said(endpoint))
    return endpoint, secret


def edit_endpoint(endpoint: Endpoint, *, by: Actor, name: str, url: str, reach: str, chosen: Iterable[str] = ()) -> None:
    """It is as given; what waits is sent to the new address. Refuses what `add_endpoint` does."""
    with act(by, may=permissions.ARRANGE, on=endpoint) as log:
        _fill(endpoint, name=name, url=url, reach=reach, chosen=chosen)
        endpoint.save()
        log.record(verbs.EDITED, endpoint, sealed={"url": endpoint.url}, reach=endpoint.reach, verbs=_said(endpoint))


def rotate_secret(endpoint: Endpoint, *, by: Actor) -> str:
    """There is a new secret, which is answered; the one before signs too for a day."""
    with act(by, may=permissions.ARRANGE, on=endpoint) as log:
        secret = new_secret()
        try:
            old = unseal(endpoint.sealed).get("now", "")
        except Unreadable:
            old = ""
        endpoint.keep_secret(secret, old=old)
        endpoint.old_good_until = log.at + BOTH_GOOD_FOR
        endpoint.save(update_fields=["sealed", "old_good_until"])
        log.record(verbs.ROTATED, endpoint, hours=int(BOTH_GOOD_FOR.total_seconds() // 3600) if old else 0)
    return secret


def pause_endpoint(endpoint: Endpoint, *, by: Actor) -> None:
    """Nothing is sent there; what happens meanwhile waits. Refuses one that is paused."""
    with act(by, may=permissions.ARRANGE, on=endpoint) as log:
        require(endpoint.paused_at is None, _("This is paused already."))
        endpoint.paused_at = log.at
        endpoint.save(update_fields=["paused_at"])
        log.record(verbs.PAUSED, endpoint)


def resume_endpoint(endpoint: Endpoint, *, by: Actor) -> None:
    """What waited is sent, oldest first, and what happens from now on. Refuses one that is not paused."""
    with act(by, may=permissions.ARRANGE, on=endpoint) as log:
        require(endpoint.paused_at is not None, _("This is not paused."))
        endpoint.paused_at = endpoint.failing_since = None
        endpoint.save(update_fields=["paused_at", "failing_since"])
        Delivery.objects.waiting().filter(endpoint=endpoint).update(next_at=log.at, attempts=0, claimed_until=None)
        log.record(verbs.RESUMED, endpoint)
        hand_over()


def give_up_failing(endpoint: Endpoint, *, by: Actor) -> None:
    """It is paused, for nothing has arrived there for days. Refuses one that is paused, and one to which something arrived."""
    with act(by, may=permissions.DELIVER, on=endpoint) as log:
        require(endpoint.paused_at is None and endpoint.failing_since is not None, _("Nothing is wrong with it."))
        assert endpoint.failing_since is not None
        last = Delivery.objects.filter(endpoint=endpoint).exclude(fault="").order_by("-tried_at").values_list("fault", flat=True).first()
        endpoint.paused_at = log.at
        endpoint.save(update_fields=["paused_at"])
        log.record(verbs.FAILED, endpoint, days=(log.at - endpoint.failing_since).days, fault=last or Fault.REFUSED)


def try_endpoint(endpoint: Endpoint, *, by: Actor) -> Answer:
    """A message that says it is a test was sent once; answers how that went. It is sent before the act: a network may be slow."""
    if not by.may(permissions.ARRANGE, endpoint):
        raise NotAllowed(_("Webhooks are arranged by administrators."))
    found = attempt_trial(endpoint, clock.now())
    with act(by, may=permissions.ARRANGE, on=endpoint) as log:
        log.record(verbs.TRIED, endpoint, status=found.status)
    return found


def resend(delivery: Delivery, *, by: Actor) -> None:
    """The entry is told once more, with the same id. Refuses what still waits."""
    with act(by, may=permissions.ARRANGE, on=delivery.endpoint) as log:
        delivery.refresh_from_db()
        require(delivery.state != State.WAITING, _("This is still to be sent."))
        again = {"state": State.WAITING, "attempts": 0, "next_at": log.at, "claimed_until": None}
        Delivery.objects.filter(pk=delivery.pk).update(**again)
        log.record(verbs.RESENT, delivery.endpoint, position=delivery.entry.position)
        hand_over()


def remove_endpoint(endpoint: Endpoint, *, by: Actor) -> None:
    """Nothing is told there any more, and its secrets are gone. Refuses one that is removed."""
    with act(by, may=permissions.ARRANGE, on=endpoint) as log:
        require(endpoint.removed_at is None, _("This is removed already."))
        url, endpoint.removed_at, endpoint.sealed, endpoint.url = endpoint.url, log.at, "", ""
        endpoint.save(update_fields=["removed_at", "sealed", "url"])
        Delivery.objects.waiting().filter(endpoint=endpoint).update(state=State.GIVEN_UP)
        log.record(verbs.REMOVED, endpoint, sealed={"url": url})


def _fill(endpoint: Endpoint, *, name: str, url: str, reach: str, chosen: Iterable[str]) -> None:
    url, wanted = url.strip(), sorted(set(chosen))
    require(len(url) <= LONGEST_URL, _("That address is too long."), field="url")
    check_url(url)
    endpoint.name = one_line(name, at_most=80)
    require(endpoint.name, _("Name it after the system that is told."), field="name")
    require(reach in Reach.values, _("Say whom it speaks for."), field="reach")
    for each in wanted:
        require(each in Verb.registry, _("There is no act “%(act)s”.") % {"act": each[:80]}, field="chosen")
        readable = within(Verb.registry[each].audience, reach)
        require(readable, _("“%(act)s” is not for those it speaks for.") % {"act": each}, field="chosen")
    endpoint.url, endpoint.reach, endpoint.verbs = url, reach, wanted


def _said(endpoint: Endpoint) -> str:
    return " ".join(endpoint.verbs) or "*"
