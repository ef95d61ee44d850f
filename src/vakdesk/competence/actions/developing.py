"""Where somebody stands in their own eyes and their coach's, what they want to learn next, and looking back on it together."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.competence import verbs
from vakdesk.competence.actions.common import must_coach
from vakdesk.competence.kinds import Level
from vakdesk.competence.matrix import sections_of
from vakdesk.competence.models import Need, Passport, Rating, Step
from vakdesk.competence.permissions import COACH, KEEP
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import Act, act

#: A plan of more steps is two plans.
MOST_STEPS = 8


def rate(passport: Passport, *, by: Actor, standard: str, code: str, level: int, words: str = "") -> Rating:
    """By the person or by who coaches them: how far the person is with it, in their eyes, until they rate it anew. Evidence of nothing.

    Refuses what the passport's standards do not ask.
    """
    with _act(passport, by) as log:
        _asked(passport, standard, code)
        assert by.person_id is not None
        values = {"level": Level(level), "words": one_line(words, at_most=500), "at": log.at}
        made, _new = Rating.objects.update_or_create(
            person=passport.person, standard=standard, code=code, rater_id=by.person_id, defaults=values
        )
        log.record(verbs.RATED, passport, person=passport.person_id, standard=standard, code=code, level=made.level)
    return made


def plan(passport: Passport, *, by: Actor, standard: str, code: str, what: str, steps: list[str], due_on: date) -> Need:
    """There is something to learn, with steps, the last of them due on that day. Refuses no step, too many, and a day that has passed."""
    with _act(passport, by) as log:
        _asked(passport, standard, code)
        what, told = one_line(what, at_most=300), [one for step in steps if (one := one_line(step, at_most=300))]
        require(what, _("Say what is to be learned."), field="what")
        require(told, _("Write at least one step."), field="steps")
        require(len(told) <= MOST_STEPS, _("At most %(count)d steps; the rest is another plan.") % {"count": MOST_STEPS}, field="steps")
        require(due_on >= timezone.localdate(log.at), _("That day has passed."), field="due_on")
        assert by.person_id is not None
        need = Need.objects.create(person=passport.person, standard=standard, code=code, what=what, made_by_id=by.person_id, at=log.at)
        Step.objects.bulk_create(Step(need=need, what=one, due_on=due_on) for one in told)
        log.record(verbs.PLANNED, passport, standard=standard, code=code, need=need.pk)
    return need


def finish_step(need: Need, *, by: Actor, step: int) -> None:
    """The person did this step. Refuses one that is done, and one of another plan."""
    passport = Passport.objects.get(person=need.person_id)
    with act(by, may=KEEP, on=passport) as log:
        found = need.steps.select_for_update().filter(pk=step, done_at=None).first()
        require(found, _("There is no such step to be done."))
        assert found is not None
        found.done_at = log.at
        found.save(update_fields=["done_at"])
        log.record(verbs.STEP_DONE, passport, code=need.code, need=need.pk)


def review(need: Need, *, by: Actor, words: str) -> None:
    """One of the two has looked back on it; once both have, it is over. Refuses no words, and what is over."""
    passport = Passport.objects.select_related("person").get(person=need.person_id)
    with _act(passport, by) as log:
        Need.objects.select_for_update().get(pk=need.pk)
        need.refresh_from_db()
        require(need.ended_at is None, _("This is over already."))
        told = one_line(words, at_most=500)
        require(told, _("Say how it went."), field="words")
        if by.person_id == need.person_id:
            need.own_word = told
        else:
            need.coach_id, need.coach_word = by.person_id, told
        if need.own_word and need.coach_word:
            need.ended_at = log.at
        need.save(update_fields=["own_word", "coach", "coach_word", "ended_at"])
        log.record(verbs.REVIEWED, passport, code=need.code, need=need.pk)


@contextmanager
def _act(passport: Passport, by: Actor) -> Iterator[Act]:
    """As the person on their own passport, or as who coaches them."""
    own = by.person_id == passport.person_id
    with act(by, may=KEEP if own else COACH, on=passport if own else None) as log:
        if not own:
            must_coach(by, passport.person)
        yield log


def _asked(passport: Passport, standard: str, code: str) -> None:
    there = standard in passport.standards and code in {leaf.code for _branch, leaves in sections_of(standard) for leaf in leaves}
    require(there, _("Your standards do not ask this."), field="code")
