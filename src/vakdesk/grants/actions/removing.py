"""A grant comes to its end: somebody says so, or its time is over; the team takes it away, and then it is gone."""

from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.grants import permissions, verbs
from vakdesk.grants.actions.common import make_task
from vakdesk.grants.kinds import GrantState, WhyRemoved
from vakdesk.grants.models import Grant
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act, act
from vakdesk.records.models import Record

TAKE = {"en": "Take %(right)s from %(person)s", "nl": "Neem %(right)s weg bij %(person)s", "et": "Võta ära %(right)s: %(person)s"}


def revoke(grant: Grant, *, by: Actor, why: str = WhyRemoved.REVOKED) -> None:
    """The team of the application has a task to take it away; until that is done it can be used still. Refuses what is not in force."""
    with act(by, may=permissions.REVOKE, on=grant) as log:
        begin_removal(grant, log, WhyRemoved(why))


def warn(grant: Grant, *, by: Actor) -> None:
    """Who has it and its owner hear that it ends soon, once. Refuses what is not in force or was warned of."""
    with act(by, may=permissions.REVOKE, on=grant) as log:
        require(grant.state == GrantState.HELD and grant.warned_at is None, _("They were told already."))
        grant.warned_at = log.at
        grant.save(update_fields=["warned_at"])
        log.record(verbs.EXPIRES_SOON, grant.record, grant=grant.pk, right=grant.right_id, person=grant.person_id)


def expire(grant: Grant, *, by: Actor) -> None:
    """Its time is over: it is to be taken away. Refuses what has time left."""
    with act(by, may=permissions.REVOKE, on=grant) as log:
        require(grant.ends_at <= log.at, _("This has time left."))
        begin_removal(grant, log, WhyRemoved.EXPIRED)


def begin_removal(grant: Grant, log: Act, why: WhyRemoved, record: Record | None = None) -> None:
    """Within the act at hand: a task on the record, by default the one the grant came from."""
    require(grant.state == GrantState.HELD, _("This is not in force: %(state)s.") % {"state": grant.get_state_display()})
    grant.removal = make_task(record or grant.record, log, TAKE, grant.right, grant.person)
    grant.state, grant.why_removed = GrantState.REMOVING, why
    grant.save(update_fields=["removal", "state", "why_removed"])
    facts: dict[str, Any] = {"grant": grant.pk, "right": grant.right_id, "person": grant.person_id, "why": why, "task": grant.removal.pk}
    log.record(verbs.TO_REMOVE, grant.removal.record, **facts)


def take_away(grant: Grant, log: Act) -> None:
    """Within the act that finished its task."""
    grant.state, grant.removed_at = GrantState.REMOVED, log.at
    grant.save(update_fields=["state", "removed_at"])
    assert grant.removal is not None
    log.record(verbs.REMOVED, grant.removal.record, grant=grant.pk, right=grant.right_id, person=grant.person_id)


def keep(grant: Grant, log: Act) -> None:
    """Within the act that skipped its task: it is in force again, and can be revoked again."""
    assert grant.removal is not None
    record = grant.removal.record
    grant.state, grant.why_removed, grant.removal = GrantState.HELD, "", None
    grant.save(update_fields=["state", "why_removed", "removal"])
    log.record(verbs.KEPT, record, grant=grant.pk, right=grant.right_id, person=grant.person_id)
