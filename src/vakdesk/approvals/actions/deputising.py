"""Who decides in somebody's place, from when until when."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.approvals import permissions, verbs
from vakdesk.approvals.models import Deputy
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people.models import Person

LONGEST = timedelta(days=366)
MOST_AT_A_TIME = 10


def name_deputy(person: Person, *, by: Actor, deputy: Person, starts_at: datetime, ends_at: datetime) -> Deputy:
    """The deputy decides in the person's place from that moment until the other, beside the person, who may still decide.

    Never about the deputy's own wish, nor about the person's. Refuses oneself, who has left, a time that is over, ends before
    it begins or lasts longer than a year, the same twice, and more than ten at a time.
    """
    with act(by, may=permissions.DEPUTISE, on=person) as log:
        require(deputy.pk != person.pk, _("Choose somebody else."), field="deputy")
        require(deputy.is_active, _("%(person)s has left.") % {"person": deputy.name}, field="deputy")
        require(ends_at > starts_at, _("It ends before it begins."), field="ends_at")
        require(ends_at > log.at, _("That is over already."), field="ends_at")
        require(ends_at - starts_at <= LONGEST, _("At most a year at a time."), field="ends_at")
        standing = Deputy.objects.not_over().filter(person=person)
        require(standing.count() < MOST_AT_A_TIME, _("That is enough deputies. End one first."), field="deputy")
        overlaps = standing.filter(deputy=deputy, starts_at__lt=ends_at, ends_at__gt=starts_at)
        require(not overlaps.exists(), _("They are deputy then already."), field="deputy")
        made = Deputy.objects.create(person=person, deputy=deputy, starts_at=starts_at, ends_at=ends_at)
        log.record(verbs.DEPUTY_NAMED, person, deputy=deputy.pk, starts=starts_at.date().isoformat(), ends=ends_at.date().isoformat())
    return made


def end_deputy(deputy: Deputy, *, by: Actor) -> None:
    """From now on they decide for themselves only. Refuses what is over."""
    with act(by, may=permissions.DEPUTISE, on=deputy.person) as log:
        deputy.refresh_from_db(from_queryset=Deputy._base_manager.select_for_update(no_key=True))
        require(deputy.ends_at > log.at, _("That is over already."))
        deputy.ends_at = max(log.at, deputy.starts_at)
        deputy.save(update_fields=["ends_at"])
        log.record(verbs.DEPUTY_ENDED, deputy.person, deputy=deputy.deputy_id)
