"""Somebody submits their work as evidence, or something from elsewhere, and may withdraw it. Nothing counts that was not submitted."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.competence import verbs
from vakdesk.competence.actions.common import checked_activities, checked_words
from vakdesk.competence.authorship import share_of
from vakdesk.competence.kinds import EvidenceKind, EvidenceState, Origin
from vakdesk.competence.models import Evidence, Passport, Purpose, Suggestion
from vakdesk.competence.permissions import KEEP
from vakdesk.competence.suggesting import ABOUT
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.records.models import Record
from vakdesk.records.store import Staged, blob_of, safe_name
from vakdesk.tickets.models import Ticket

#: So many percent above what the desk counted, and one says why.
EXPLAINED_FROM = 20


def submit(passport: Passport, *, by: Actor, record: Record, activities: list[str], share: int, others: str = "", **starr: str) -> Evidence:
    """The person's work on the record is evidence of these activities, with the record as it stands now.

    Refuses what is not suggested to them (another's work, what has not held long enough, another client's), a restricted
    record, a client that does not allow it, the same record again, a reflection with a gap, and a share that is much
    more than the desk counted without a word on it.
    """
    with act(by, may=KEEP, on=passport) as log:
        chosen, words = checked_activities(activities), checked_words(starr)
        record = Record.objects.select_for_update().get(pk=record.pk)
        require(not record.restricted, _("This is restricted. It becomes evidence only when its owner releases it."))
        allowed = Purpose.objects.on().filter(organisation=record.organisation_id).exists()
        require(allowed, _("The client of this ticket does not allow it to be used as evidence."))
        suggestion = _suggestion(passport, record, chosen, log.at, by)
        again = Evidence.objects.submitted().filter(person=passport.person_id, record=record, kind=EvidenceKind.WORK)
        require(not again.exists(), _("You submitted this already. Withdraw it first if you want to tell it anew."))
        counted = share_of(record.pk, passport.person_id).percent
        require(1 <= share <= 100, _("Between 1 and 100."), field="share")
        more = counted is not None and share > counted + EXPLAINED_FROM
        require(others.strip() or not more, _("You declare much more than you wrote there. Say what else you did."), field="others")
        last = Entry.objects.filter(subject_id=record.pk, subject_type__in=ABOUT).order_by("-pk")[0]
        made = Evidence.objects.create(
            person_id=passport.person_id,
            kind=EvidenceKind.WORK,
            state=EvidenceState.SUBMITTED,
            origin=suggestion.origin,
            activities=chosen,
            happened_at=suggestion.happened_at,
            at=log.at,
            submitted_at=log.at,
            record=record,
            version=record.version,
            book=last.book,
            position=last.position,
            digest=last.digest,
            share=share,
            counted_share=counted,
            others=one_line(others, at_most=500),
            **words,
        )
        log.record(
            verbs.SUBMITTED,
            made,
            record=record.pk,
            activities=", ".join(chosen),
            version=made.version,
            book=made.book,
            position=made.position,
            digest=made.digest,
        )
    return made


def bring(
    passport: Passport,
    *,
    by: Actor,
    kind: str,
    title: str,
    activities: list[str],
    made_on: date,
    files: list[Staged] | None = None,
    share: int = 100,
    others: str = "",
    **starr: str,
) -> Evidence:
    """Something made elsewhere, or a certificate from outside, is evidence of these activities, with its file.

    Refuses another kind, no title, no file, more than one, a day to come, and a reflection with a gap.
    """
    with act(by, may=KEEP, on=passport) as log:
        require(kind in (EvidenceKind.UPLOAD, EvidenceKind.CERTIFICATE), _("Choose from the list."), field="kind")
        chosen, words, title = checked_activities(activities), checked_words(starr), one_line(title)
        require(title, _("Say in a few words what it is."), field="title")
        require(files and len(files) == 1, _("Add one file."), field="files")
        assert files
        require(made_on <= timezone.localdate(log.at), _("That day is still to come."), field="made_on")
        require(1 <= share <= 100, _("Between 1 and 100."), field="share")
        staged = files[0]
        made = Evidence.objects.create(
            person_id=passport.person_id,
            kind=EvidenceKind(kind),
            state=EvidenceState.SUBMITTED,
            origin=Origin.BROUGHT,
            activities=chosen,
            title=title,
            happened_at=noon(made_on),
            at=log.at,
            submitted_at=log.at,
            share=share,
            others=one_line(others, at_most=500),
            blob=blob_of(staged),
            file_name=safe_name(staged.name),
            **words,
        )
        log.record(verbs.BROUGHT, made, kind=made.kind, activities=", ".join(chosen), sha256=staged.sha256)
    return made


def withdraw(evidence: Evidence, *, by: Actor) -> None:
    """It counts for nothing any more; that it was submitted stays in the logbook. Refuses what is not submitted."""
    with act(by, may=KEEP, on=evidence) as log:
        require(evidence.is_submitted, _("This is not submitted."))
        evidence.state, evidence.ended_at = EvidenceState.WITHDRAWN, log.at
        evidence.save(update_fields=["state", "ended_at"])
        log.record(verbs.WITHDRAWN, evidence)


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _suggestion(passport: Passport, record: Record, chosen: list[str], at: datetime, by: Actor) -> Suggestion:
    """Refuses what the logbook does not show to be this person's, and what they may not read any more."""
    readable = Ticket.objects.visible_to_staff(by).filter(pk=record.pk).exists()
    found = Suggestion.objects.filter(person=passport.person_id, record=record).first() if readable else None
    require(found, _("The desk knows of no work of yours on this that could be submitted."))
    assert found is not None
    ripe = set(found.traces.filter(ripe_at__lte=at).values_list("activity", flat=True))
    require(set(chosen) <= ripe, _("The logbook does not show that yet. Choose from what is suggested."), field="activities")
    return found
