"""Which facts were known before the first technical step? By script and month, as shares; nothing here is about one person.

The first technical step of a ticket is the first of these in its logbook: a task done, time begun or written, a solution. What was
solved while it was registered is left out: nobody had a moment to ask.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from django.db.models import Min

from vakdesk.access.actors import Actor
from vakdesk.levels.reporting import Month
from vakdesk.logbook.models import Entry
from vakdesk.scripts.fitting import edition_for
from vakdesk.scripts.models import Answer, Edition
from vakdesk.scripts.questions import Question, asked
from vakdesk.tasks.verbs import FINISHED, STARTED, WRITTEN
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.verbs import RESOLVED

FIRST_STEPS = (FINISHED.name, STARTED.name, WRITTEN.name, RESOLVED.name)
#: So many tickets of a month are looked through.
MOST_REPORTED = 5000


@dataclass
class Share:
    """Of so many tickets in which it was asked, it was known in so many."""

    asked: int = 0
    known: int = 0

    @property
    def part(self) -> float:
        return self.known / self.asked if self.asked else 0.0

    @property
    def percent(self) -> int | None:
        return round(100 * self.known / self.asked) if self.asked else None


@dataclass
class OfScript:
    """How often everything that a script asks was known in time, and each fact of it."""

    edition: Edition
    whole: Share = field(default_factory=Share)
    facts: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))

    @property
    def rows(self) -> list[tuple[Question, Share]]:
        return [(question, self.facts[question.key]) for question in self.edition.questions]

    def count(self, given: dict[str, str]) -> None:
        questions = asked(self.edition.questions, given)
        for question in questions:
            self.facts[question.key].asked += 1
            self.facts[question.key].known += bool(given.get(question.key))
        self.whole.asked += 1
        self.whole.known += all(given.get(question.key) for question in questions)


def report_of(month: Month, actor: Actor) -> list[OfScript]:
    """Of tickets that the reader sees and whose first step was in that month, to which a script fits that was asked by then."""
    firsts = _firsts(month)
    tickets = Ticket.objects.visible_to_staff(actor).filter(pk__in=list(firsts))
    closest = cache(edition_for)
    fitting: dict[int, tuple[Edition, datetime]] = {}
    for pk, kind, category, opened_at in tickets.values_list("pk", "kind", "category", "opened_at"):
        edition = closest(kind, category)
        if edition is not None and firsts[pk] > opened_at:
            fitting[pk] = edition, firsts[pk]
    begun = _begun({edition.script_id for edition, _first in fitting.values()})
    given = _given({pk: first for pk, (_edition, first) in fitting.items()})
    found: dict[int, OfScript] = {}
    for pk, (edition, first) in fitting.items():
        if begun[edition.script_id] <= first:
            found.setdefault(edition.script_id, OfScript(edition)).count(given[(pk, edition.script_id)])
    return sorted(found.values(), key=lambda one: (-one.whole.asked, one.edition.script_id))


def _firsts(month: Month) -> dict[int, datetime]:
    """When each ticket's first step was, of those for which that was in the month."""
    steps = Entry.objects.filter(verb__in=FIRST_STEPS, subject_type__in=["tickets.ticket", "records.record"])
    within = steps.filter(happened_at__gte=month.begins, happened_at__lt=month.plus(1).begins)
    keys = list(within.order_by("subject_id").values_list("subject_id", flat=True).distinct()[:MOST_REPORTED])
    firsts = steps.filter(subject_id__in=keys).order_by().values_list("subject_id").annotate(first=Min("happened_at"))
    return {pk: first for pk, first in firsts if first >= month.begins}


def _begun(scripts: Iterable[int]) -> dict[int, datetime]:
    """Since when each is asked."""
    rows = Edition.objects.filter(script__in=list(scripts)).order_by()
    return dict(rows.values_list("script").annotate(first=Min("published_at")))


def _given(firsts: dict[int, datetime]) -> defaultdict[tuple[int, int], dict[str, str]]:
    """What was answered by then, by ticket and script."""
    found: defaultdict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    rows = Answer.objects.filter(record__in=list(firsts)).order_by("at", "pk")
    for record, script, question, value, at in rows.values_list("record", "script", "question", "value", "at"):
        if at <= firsts[record]:
            found[(record, script)][question] = value
    return found
