"""What happens by itself while a major incident goes on: news reach everybody, reports are proposed, and promised news is warned of."""

from contextlib import suppress
from datetime import timedelta

from django_tasks import task

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.kit.timetable import every
from vakdesk.majors import actions, proposing
from vakdesk.majors.kinds import LOOK_BACK_HOURS, WARN_MINUTES
from vakdesk.majors.models import Major, News
from vakdesk.tickets.following import FAMILY
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import Ticket

#: So many children in one job: a few seconds of work.
BATCH = 100
#: So many of the reports that came in before are looked through.
MOST_RECENT = 200


@task()
def tell_all(news_id: int, after: int = 0) -> int:
    """The next open children's requesters are told; answers how many. A killed run goes on, for who was told is not told again."""
    news = News.objects.select_related("major__ticket__record", "author").get(pk=news_id)
    open_ones = Ticket.objects.filter(parent=news.major_id, state__in=OPEN, pk__gt=after)
    keys = list(open_ones.order_by("pk").values_list("pk", flat=True)[:BATCH])
    done = 0
    for child in Ticket.objects.with_people().filter(pk__in=keys).order_by("pk"):
        with suppress(Refused, NotAllowed):
            actions.pass_on(child, by=FAMILY, news=news)
            done += 1
    if len(keys) == BATCH:
        tell_all.enqueue(news_id, keys[-1])
    return done


@task()
def tell_one(ticket_id: int) -> None:
    """Whoever joined by themselves reads the current text."""
    ticket = Ticket.objects.with_people().get(pk=ticket_id)
    news = News.objects.select_related("major__ticket__record", "author").filter(major=ticket.parent_id).first()
    if news is not None:
        with suppress(Refused, NotAllowed):
            actions.pass_on(ticket, by=FAMILY, news=news)


@task()
def propose_one(ticket_id: int) -> None:
    """A report that came in while something goes on is proposed to it, if it is like it."""
    ticket = Ticket.objects.with_people().get(pk=ticket_id)
    if found := proposing.likest(ticket):
        with suppress(Refused):
            actions.propose(ticket, by=FAMILY, major=found.major, **found.reasons)


@task()
def propose_recent(major_id: int) -> None:
    """What came in shortly before it was declared."""
    since = clock.now() - timedelta(hours=LOOK_BACK_HOURS)
    recent = Ticket.objects.filter(state__in=OPEN, parent=None, opened_at__gte=since, proposal=None).exclude(pk=major_id)
    for key in recent.order_by("-opened_at").values_list("pk", flat=True)[:MOST_RECENT]:
        propose_one.func(key)


@every(timedelta(minutes=1), name="majors.news_due")
def news_due() -> None:
    """The desk is warned, once, shortly before the news it promised is due."""
    soon = clock.now() + timedelta(minutes=WARN_MINUTES)
    for major in Major.objects.going_on().with_people().filter(next_news_at__lte=soon, warned_at=None):
        with suppress(Refused):
            actions.warn(major, by=FAMILY)
