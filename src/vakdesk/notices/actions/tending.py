"""An administrator decides about mails that did not arrive."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.notices import permissions, verbs
from vakdesk.notices.kinds import TROUBLED, Delivery
from vakdesk.notices.models import Notice
from vakdesk.notices.sending import hand_in, note

RETRIABLE = (*TROUBLED, Delivery.HELD, Delivery.GIVEN_UP, Delivery.WAITING)


def retry(notice: Notice, *, by: Actor) -> None:
    """The mail is sent again as soon as the worker is free; what holds it back is asked anew.

    Refuses mails that went, and those whose text was erased.
    """
    with act(by, may=permissions.TEND_OUTBOX, on=notice) as log:
        require(notice.state in RETRIABLE, _("This mail does not wait for anything."))
        require(notice.text, _("The text of this mail was erased. It has to be asked for again where it came from."))
        note(notice, Delivery.WAITING, attempts=0, due_at=log.at)
        log.record(verbs.RETRIED, notice)
        hand_in()


def give_up(notice: Notice, *, by: Actor, reason: str) -> None:
    """The mail is not sent, for a reason. Refuses one without, and mails that went."""
    with act(by, may=permissions.TEND_OUTBOX, on=notice) as log:
        require(notice.state in RETRIABLE and notice.state != Delivery.GIVEN_UP, _("This mail does not wait for anything."))
        reason = one_line(storable(reason), at_most=500)
        require(reason, _("Say why it need not arrive."), field="reason")
        note(notice, Delivery.GIVEN_UP)
        log.record(verbs.GIVEN_UP, notice, sealed={"reason": reason})
        if notice.record is not None and notice.failed_at is None:
            note(notice, Delivery.GIVEN_UP, failed_at=log.at)
            log.record(verbs.NOT_DELIVERED, notice.record, person=notice.person_id, notice=notice.pk, fate=Delivery.GIVEN_UP)
