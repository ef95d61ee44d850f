"""What other people saw: a coach's observation, and the statement of a witness from outside, who has nothing here but a link."""

from datetime import date, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.utils import timezone
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.competence import verbs
from vakdesk.competence.actions.common import checked_activities, must_coach
from vakdesk.competence.actions.submitting import noon
from vakdesk.competence.kinds import EvidenceKind, EvidenceState, Origin
from vakdesk.competence.models import LONGEST_TEXT, Evidence, Passport
from vakdesk.competence.permissions import COACH, KEEP, TESTIFY
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act

#: As long as a witness's link answers.
LINK_HOLDS = timedelta(days=21)


def observe(passport: Passport, *, by: Actor, title: str, seen_on: date, activities: list[str], statement: str) -> Evidence:
    """What the coach saw the person do is written down, and waits for them to submit it. Refuses whom one does not coach, a day to come, no words."""
    with act(by, may=COACH) as log:
        must_coach(by, passport.person)
        chosen, title = checked_activities(activities), one_line(title)
        require(title, _("Say in a few words what it was."), field="title")
        require(seen_on <= timezone.localdate(log.at), _("That day is still to come."), field="seen_on")
        made = Evidence.objects.create(
            person_id=passport.person_id,
            kind=EvidenceKind.OBSERVATION,
            state=EvidenceState.OFFERED,
            origin=Origin.STATED,
            activities=chosen,
            title=title,
            happened_at=noon(seen_on),
            at=log.at,
            observer_id=by.person_id,
            statement=_words(statement),
        )
        log.record(verbs.OBSERVED, made, person=passport.person_id, activities=", ".join(chosen))
    return made


def ask_witness(passport: Passport, *, by: Actor, witness_name: str, witness_role: str, title: str, activities: list[str]) -> str:
    """Whoever holds the token answered may state once, within three weeks, what they saw. It is kept nowhere, and the person it
    is about never meets it. Refuses whom one does not coach, and a witness without name or standing."""
    token = token_urlsafe(24)
    with act(by, may=COACH) as log:
        must_coach(by, passport.person)
        chosen, title = checked_activities(activities), one_line(title)
        name, role = one_line(witness_name, at_most=120), one_line(witness_role, at_most=120)
        require(title, _("Say in a few words what it was."), field="title")
        require(name, _("Say who the witness is."), field="witness_name")
        require(role, _("Say how the witness knows the work, such as: teacher, room C2."), field="witness_role")
        made = Evidence.objects.create(
            person_id=passport.person_id,
            kind=EvidenceKind.WITNESS,
            state=EvidenceState.ASKED,
            origin=Origin.STATED,
            activities=chosen,
            title=title,
            happened_at=log.at,
            at=log.at,
            observer_id=by.person_id,
            witness_name=name,
            witness_role=role,
            link_digest=digest_of(token),
            link_until=log.at + LINK_HOLDS,
        )
        log.record(verbs.WITNESS_ASKED, made, person=passport.person_id, activities=", ".join(chosen), sealed={"witness": name})
    return token


def testify(evidence: Evidence, *, by: Actor, statement: str, seen_on: date) -> None:
    """The witness's words stand, and wait for the person to submit them. The link answers no more. Refuses a second time, no words, a day to come."""
    with act(by, may=TESTIFY, on=evidence) as log:
        open_still = evidence.state == EvidenceState.ASKED and evidence.link_until is not None and evidence.link_until > log.at
        require(open_still, _("This link was used already, or it is too old. Ask for a new one."))
        require(seen_on <= timezone.localdate(log.at), _("That day is still to come."), field="seen_on")
        evidence.statement, evidence.happened_at = _words(statement), noon(seen_on)
        evidence.state, evidence.link_digest, evidence.link_until = EvidenceState.OFFERED, "", None
        evidence.save(update_fields=["statement", "happened_at", "state", "link_digest", "link_until"])
        log.record(verbs.TESTIFIED, evidence)


def accept(evidence: Evidence, *, by: Actor, reflection: str = "") -> None:
    """The person submits what somebody saw, with a word of their own if they like. Refuses what does not wait for that."""
    with act(by, may=KEEP, on=evidence) as log:
        require(evidence.waits, _("This does not wait to be submitted."))
        evidence.state, evidence.submitted_at = EvidenceState.SUBMITTED, log.at
        evidence.reflection = storable(reflection).strip()[:LONGEST_TEXT]
        evidence.save(update_fields=["state", "submitted_at", "reflection"])
        log.record(verbs.ACCEPTED, evidence)


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _words(statement: str) -> str:
    words = storable(statement).strip()[:LONGEST_TEXT]
    require(words, _("Write down what was seen: what was done, how, and with what result."), field="statement")
    return words
