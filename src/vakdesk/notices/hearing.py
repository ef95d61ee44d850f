"""How somebody hears: the way they chose for a sort of news, at which moment, in which language and zone."""

import zoneinfo
from datetime import datetime

from django.conf import settings

from vakdesk.notices.kinds import How
from vakdesk.notices.models import NewsChoice, Rhythm
from vakdesk.notices.news import News
from vakdesk.notices.rhythm import Times, next_digest, out_of_quiet
from vakdesk.people.models import Person


def how_of(person: Person, news: News) -> How:
    """What the person chose for this sort of news, else its usual way."""
    return How(NewsChoice.objects.of(person.pk).get(news.name, news.usual))


def times_of(person: Person) -> Times:
    """When the person wants mail: what they chose, else a digest at 8:00 and no quiet hours."""
    rhythm = Rhythm.objects.filter(person=person.pk).first()
    if rhythm is None:
        return Times()
    quiet = (rhythm.quiet_from, rhythm.quiet_until) if rhythm.quiet_from is not None and rhythm.quiet_until is not None else None
    digests = tuple(at for at in (rhythm.digest_at, rhythm.digest_again_at) if at is not None)
    return Times(digests, quiet, rhythm.quiet_weekends)


def due_at(person: Person, how: How, at: datetime) -> datetime:
    """When a mail written at that moment is to go."""
    times, zone = times_of(person), zone_of(person)
    return next_digest(at, zone, times) if how == How.DIGEST else out_of_quiet(at, zone, times)


def language_of(person: Person) -> str:
    organisation = person.organisation
    return person.language or (organisation.language if organisation else "") or settings.LANGUAGE_CODE


def zone_of(person: Person) -> zoneinfo.ZoneInfo:
    organisation = person.organisation
    return zoneinfo.ZoneInfo(person.zone or (organisation.zone if organisation else "") or settings.TIME_ZONE)
