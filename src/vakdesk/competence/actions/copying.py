"""A redacted copy leaves the desk only after a second person has read it beside the original."""

from hashlib import sha256
from secrets import token_hex

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.competence import verbs
from vakdesk.competence.actions.common import must_coach
from vakdesk.competence.kinds import CopyState
from vakdesk.competence.models import Copy, Evidence
from vakdesk.competence.permissions import COACH, KEEP
from vakdesk.competence.redacting import as_text, original, redacted
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.tickets.models import Ticket


def prepare_copy(evidence: Evidence, *, by: Actor, hidden: list[str]) -> Copy:
    """There is a copy without names and numbers, and without these words, that waits for a second person. An earlier one that still
    waits is gone. Refuses what is not submitted or may not be read any more."""
    with act(by, may=KEEP, on=evidence) as log:
        require(evidence.counts, _("Only submitted evidence is copied."))
        _must_read(evidence, by)
        Copy.objects.waiting().filter(evidence=evidence).delete()
        salt = token_hex(16)
        assert by.person_id is not None
        made = Copy.objects.create(
            evidence=evidence,
            text=as_text(redacted(evidence, hidden)),
            hidden=hidden,
            salt=salt,
            salted=_salted(salt, evidence),
            prepared_by_id=by.person_id,
            at=log.at,
        )
        log.record(verbs.COPY_PREPARED, evidence, copy=made.pk)
    return made


def release_copy(copy: Copy, *, by: Actor) -> None:
    """It may leave the desk. By somebody who coaches the person and may read the original; never by who prepared it.

    Refuses what is decided, and a copy whose original has changed since.
    """
    with act(by, may=COACH) as log:
        _decide(copy, by)
        require(copy.salted == _salted(copy.salt, copy.evidence), _("The original has changed since. Send it back to be made anew."))
        _set(copy, CopyState.RELEASED, by, log.at)
        log.record(verbs.COPY_RELEASED, copy.evidence, copy=copy.pk, sha256=sha256(copy.text.encode()).hexdigest())


def refuse_copy(copy: Copy, *, by: Actor, why: str) -> None:
    """It is sent back, with what still gives somebody away. Refuses what is decided, and no reason."""
    with act(by, may=COACH) as log:
        _decide(copy, by)
        copy.why = one_line(why, at_most=500)
        require(copy.why, _("Say what still gives somebody away."), field="why")
        _set(copy, CopyState.REFUSED, by, log.at)
        log.record(verbs.COPY_REFUSED, copy.evidence, copy=copy.pk, sealed={"why": copy.why})


def take_copy(copy: Copy, *, by: Actor) -> str:
    """Its text, for whom it leaves the desk with; that it was taken is recorded. Refuses what is not released."""
    with act(by, may=KEEP, on=copy.evidence) as log:
        copy.refresh_from_db()
        require(copy.is_released, _("A second person has not released this yet."))
        log.record(verbs.COPY_TAKEN, copy.evidence, copy=copy.pk)
    return copy.text


def _decide(copy: Copy, by: Actor) -> None:
    Copy.objects.select_for_update().get(pk=copy.pk)
    copy.refresh_from_db()
    must_coach(by, copy.evidence.person)
    require(copy.waits, _("This is decided already."))
    require(copy.prepared_by_id != by.person_id, _("Somebody else must read it."))
    _must_read(copy.evidence, by)


def _must_read(evidence: Evidence, by: Actor) -> None:
    readable = evidence.record_id is None or Ticket.objects.visible_to_staff(by).filter(pk=evidence.record_id).exists()
    require(readable, _("You may not read the original. Ask for it to be shared with you."))


def _set(copy: Copy, state: CopyState, by: Actor, at: object) -> None:
    copy.state, copy.decided_by_id, copy.decided_at = state, by.person_id, at  # type: ignore[assignment]
    copy.save(update_fields=["state", "decided_by", "decided_at", "why"])


def _salted(salt: str, evidence: Evidence) -> str:
    return sha256(f"{salt}{original(evidence)}".encode()).hexdigest()
