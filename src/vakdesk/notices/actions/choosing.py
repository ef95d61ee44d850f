"""A person chooses how and when they hear."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.notices import permissions, verbs
from vakdesk.notices.hearing import how_of
from vakdesk.notices.kinds import How
from vakdesk.notices.models import NewsChoice, Rhythm
from vakdesk.notices.news import News
from vakdesk.notices.stopping import DIGEST
from vakdesk.people.models import Person


def choose(person: Person, *, by: Actor, ways: Mapping[str, str], **times: Any) -> None:
    """The person hears in these ways, at these times: `choose_news` and `choose_rhythm` as one act."""
    with act(by, may=permissions.CHOOSE, on=person):
        choose_news(person, by=by, ways=ways)
        choose_rhythm(person, by=by, **times)


def stop_mail(person: Person, *, by: Actor, news: str) -> None:
    """The person finds this sort of news in their inbox only; with `news` DIGEST everything that came in digests."""
    digested = [name for name, how in NewsChoice.objects.of(person.pk).items() if how == How.DIGEST]
    choose_news(person, by=by, ways=dict.fromkeys(digested if news == DIGEST else [news], How.INBOX))


def choose_news(person: Person, *, by: Actor, ways: Mapping[str, str]) -> None:
    """The person hears about each named sort of news in that way; what they chose already is recorded no second time.

    Refuses anybody but the person, a sort of news that does not exist, and a way that does not exist.
    """
    with act(by, may=permissions.CHOOSE, on=person) as log:
        for name, how in ways.items():
            require(name in News.registry and how in How.values, _("That cannot be chosen."))
            if how_of(person, News.registry[name]) != how:
                NewsChoice.objects.update_or_create(person=person, news=name, defaults={"how": how})
                log.record(verbs.CHOSEN, person, news=name, how=how)


def choose_rhythm(
    person: Person,
    *,
    by: Actor,
    digest_at: time,
    digest_again_at: time | None = None,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    quiet_weekends: bool = False,
) -> None:
    """Digests come at these times of day and no mail in quiet hours, in the person's time zone.

    Refuses anybody but the person, and quiet hours with one end or none between.
    """
    with act(by, may=permissions.CHOOSE, on=person) as log:
        missing = "quiet_until" if quiet_until is None else "quiet_from"
        require((quiet_from is None) == (quiet_until is None), _("Quiet hours need a beginning and an end."), field=missing)
        require(quiet_from is None or quiet_from != quiet_until, _("Choose an end that differs from the beginning."), field="quiet_until")
        wanted: dict[str, Any] = {
            "digest_at": digest_at,
            "digest_again_at": digest_again_at if digest_again_at != digest_at else None,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "quiet_weekends": quiet_weekends,
        }
        before = Rhythm.objects.filter(person=person).values(*wanted).first()
        if before != wanted:
            Rhythm.objects.update_or_create(person=person, defaults=wanted)
            log.record(verbs.RHYTHM_CHOSEN, person)
