"""An instruction is given to people, or they are instructed face to face; whoever has not done it yet is reminded."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.instructions import permissions, verbs
from vakdesk.instructions.kinds import NOT_YET, Progress
from vakdesk.instructions.models import Giving, Instruction, InstructionEdition, Session
from vakdesk.kit.errors import require
from vakdesk.kit.text import storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Person
from vakdesk.records.models import Record

MOST_PEOPLE = 500
REMIND_AGAIN_AFTER = timedelta(hours=20)


def give(instruction: Instruction, *, by: Actor, people: Sequence[Person], record: Record | None = None) -> list[Giving]:
    """Each of them has the current edition to follow; whoever has it before them already is left out, who was instructed about an
    earlier edition gets it anew. Refuses what is not published, nobody, too many, people out of reach, and when nobody is left."""
    with act(by, may=permissions.GIVE) as log:
        edition = _current(instruction)
        _check(by, people)
        had = Giving.objects.filter(instruction=instruction, person__in=people)
        have = set(had.filter(progress__in=NOT_YET).values_list("person", flat=True))
        have |= set(had.filter(edition=edition, progress=Progress.INSTRUCTED).values_list("person", flat=True))
        rows = [
            Giving(
                instruction=instruction, edition=edition, person=person, record=record, given_by_id=by.person_id, given_at=log.happened_at
            )
            for person in people
            if person.pk not in have
        ]
        require(rows, _("They have it already."), field="person")
        made = Giving.objects.bulk_create(rows)
        keys = [one.pk for one in made]
        log.record(verbs.GIVEN, instruction, edition=edition.number, count=len(made), givings=keys, record=record and record.pk)
    return made


def hold_session(
    instruction: Instruction,
    *,
    by: Actor,
    held_at: datetime,
    led_by: Person,
    covered: str,
    present: Sequence[Person],
    absent: Sequence[Person] = (),
    observer: Person | None = None,
) -> Session:
    """Those who were there are instructed about the current edition; those who were not still have it before them.

    Refuses a moment to come, nobody, somebody who was there and was not, an observer who led it, and no word of what was covered.
    """
    with act(by, may=permissions.GIVE) as log:
        edition = _current(instruction)
        require(held_at <= log.at, _("That moment is still to come."), field="held_at")
        covered = storable(covered).strip()
        require(covered, _("Say what was covered."), field="covered")
        require(present, _("Say who was there."), field="present")
        require(not {one.pk for one in present} & {one.pk for one in absent}, _("Nobody is there and absent."), field="absent")
        require(observer is None or observer.pk != led_by.pk, _("The observer is somebody else than who instructs."), field="observer")
        _check(by, [*present, *absent])
        session = Session.objects.create(
            instruction=instruction, edition=edition, held_at=held_at, led_by=led_by, observer=observer, covered=covered
        )
        for person in present:
            _attend(session, person, by, was_present=True)
        for person in absent:
            _attend(session, person, by, was_present=False)
        log.record(verbs.SESSION_HELD, instruction, session=session.pk, present=len(present), absent=len(absent))
    return session


def remind(giving: Giving, *, by: Actor) -> None:
    """Its person is told of it again. Refuses who has done it, and a second time within a day."""
    with _on(giving, by) as log:
        require(giving.is_open, _("%(person)s has nothing to do for this any more.") % {"person": giving.person})
        lately = giving.reminded_at is not None and log.at - giving.reminded_at < REMIND_AGAIN_AFTER
        require(not lately, _("%(person)s was reminded today already.") % {"person": giving.person})
        giving.reminded_at = log.at
        giving.save(update_fields=["reminded_at"])
        log.record(verbs.REMINDED, giving.instruction, giving=giving.pk, person=giving.person_id)


def take_back(giving: Giving, *, by: Actor) -> None:
    """Its person need not follow it any more. Refuses who has done it already."""
    with _on(giving, by) as log:
        require(giving.is_open, _("%(person)s has nothing to do for this any more.") % {"person": giving.person})
        giving.progress = Progress.TAKEN_BACK
        giving.save(update_fields=["progress"])
        log.record(verbs.TAKEN_BACK, giving.instruction, giving=giving.pk, person=giving.person_id)


def _current(instruction: Instruction) -> InstructionEdition:
    fresh = Instruction.objects.select_related("current").get(pk=instruction.pk)
    require(fresh.current, _("Publish it first: what is given is an edition."))
    assert fresh.current is not None
    return fresh.current


def _check(by: Actor, people: Iterable[Person]) -> None:
    people = list(people)
    require(people, _("Say to whom."), field="person")
    require(len(people) <= MOST_PEOPLE, _("At most %(count)d people at once.") % {"count": MOST_PEOPLE}, field="person")
    out_of_reach = [one.name for one in people if not (one.is_active and _reaches(by, one))]
    require(not out_of_reach, _("You cannot give it to: %(names)s.") % {"names": ", ".join(out_of_reach[:5])}, field="person")


def _reaches(by: Actor, person: Person) -> bool:
    """Staff instruct the people they serve (a team serves every client), a coach those of the groups they coach."""
    scope = by.reach(permissions.GIVE)
    near = scope.house or bool(scope.teams) or person.organisation_id in scope.organisations
    return near or (bool(scope.groups) and Person.objects.filter(pk=person.pk, cohorts__in=scope.groups).exists())


@contextmanager
def _on(giving: Giving, by: Actor) -> Iterator[Act]:
    """An act on the giving, locked and fresh. Refuses people out of reach."""
    with act(by, may=permissions.GIVE) as log:
        giving.refresh_from_db(from_queryset=Giving._base_manager.select_for_update(no_key=True))
        _check(by, [giving.person])
        yield log


def _attend(session: Session, person: Person, by: Actor, *, was_present: bool) -> None:
    open_one = Giving.objects.filter(instruction=session.instruction, person=person, progress__in=NOT_YET).first()
    giving = open_one or Giving(instruction=session.instruction, person=person, given_by_id=by.person_id, given_at=session.held_at)
    giving.edition, giving.session, giving.was_present = session.edition, session, was_present
    if was_present:
        giving.progress, giving.instructed_at = Progress.INSTRUCTED, session.held_at
    giving.save()
