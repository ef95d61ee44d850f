"""A passport opens: from a day on the desk looks at what somebody's work shows. Until then it looks at nobody's."""

from datetime import date

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.competence import verbs
from vakdesk.competence.actions.common import must_coach
from vakdesk.competence.models import Passport
from vakdesk.competence.permissions import COACH, KEEP, SEE
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.standards.outlines import KEYS


def open_passport(person: Person, *, by: Actor, starts_on: date, standards: list[str] | None = None) -> Passport:
    """What the person does from that day on is suggested to them. By themselves, or by who coaches them.

    Refuses a second one, and a choice of standards that holds none of ours.
    """
    own = by.person_id == person.pk
    with act(by, may=SEE if own else COACH) as log:
        if not own:
            must_coach(by, person)
        require(not Passport.objects.filter(person=person).exists(), _("This passport is open already."))
        chosen = [key for key in KEYS if key in (standards if standards is not None else KEYS)]
        require(chosen, _("Choose at least one standard."), field="standards")
        made = Passport.objects.create(person=person, starts_on=starts_on, standards=chosen, opened_at=log.at)
        log.record(verbs.OPENED, made, person=person.pk)
    return made


def set_hints(passport: Passport, *, by: Actor, on: bool) -> None:
    """Whoever assigns work sees, or no longer sees, which kinds of it would help this person; nothing else of the passport."""
    with act(by, may=KEEP, on=passport) as log:
        if passport.hints != on:
            passport.hints = on
            passport.save(update_fields=["hints"])
            log.record(verbs.HINTS_SET, passport, on=on)
