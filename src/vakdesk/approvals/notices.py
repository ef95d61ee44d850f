"""Who hears of approvals: whoever is asked, with a link by which they decide; and whoever asked, of what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vakdesk.approvals import verbs
from vakdesk.approvals.asked import people_asked
from vakdesk.approvals.kinds import State
from vakdesk.approvals.links import link_for
from vakdesk.approvals.models import Approval, Deputy, Seat
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.ui.components import exact

ASKED_NEWS = News(
    "approval.asked",
    _("I am asked to approve something"),
    _("And a reminder before it is too late."),
    How.AT_ONCE,
    for_staff=False,
    icon="stamp",
)
CAME_NEWS = News(
    "approval.came",
    _("What I asked approval for is decided"),
    _("Or expired, fell, or nobody can decide it."),
    How.AT_ONCE,
    for_staff=False,
    icon="badge-check",
)
DEPUTY_NEWS = News(
    "approval.deputy", _("I am made a deputy"), _("You decide in somebody's place for a while."), How.AT_ONCE, for_staff=False, icon="users"
)

TITLE = Placeholder(_("what is asked"), _("Laptop for a new teacher"))
WHO = Placeholder(_("who asks"), "Bo de Wit")
LINES = Placeholder(_("what is approved, one value on a line"), "Model: Latitude 5450")
UNTIL = Placeholder(_("until when it can be decided"), "12 March 16:00")
NUMBER = Placeholder(_("the number of the record"), "TK-1042")

ASKED_TEXT = MailText(
    "approval.asked",
    _("Somebody is asked to approve"),
    _("Please decide: {{ title }}"),
    _(
        "{{ who }} asks for your approval.\n\n{{ title }}\n\n{{ lines }}\n\nPlease decide before {{ until }}. The button shows all of it and lets you answer; it is yours alone and works once."
    ),
    {"title": TITLE, "who": WHO, "lines": LINES, "until": UNTIL},
    _("Look and decide"),
)
REMINDED_TEXT = MailText(
    "approval.reminded",
    _("An approver is reminded"),
    _("Not decided yet: {{ title }}"),
    _(
        "{{ who }} still waits for your approval.\n\n{{ title }}\n\n{{ lines }}\n\nAfter {{ until }} it can no longer be decided. The button is yours alone and works once."
    ),
    {"title": TITLE, "who": WHO, "lines": LINES, "until": UNTIL},
    _("Look and decide"),
)
CAME_TEXT = MailText(
    "approval.came",
    _("What came of an approval"),
    _("{{ came }}: {{ title }}"),
    _("{{ title }} ({{ number }})\n\n{{ came }}{% if by %}, by {{ by }}{% endif %}.\n\n{% if comment %}\n{{ comment }}\n{% endif %}"),
    {
        "title": TITLE,
        "number": NUMBER,
        "came": Placeholder(_("what came of it"), _("Approved")),
        "by": Placeholder(_("who decided, empty when nobody did"), "Dee Mets"),
        "comment": Placeholder(_("what they wrote"), ""),
    },
    _("Look at it"),
)
DEPUTY_TEXT = MailText(
    "approval.deputy",
    _("Somebody is made a deputy"),
    _("You decide for {{ who }} for a while"),
    _(
        "From {{ starts }} until {{ until }} you decide in the place of {{ who }} about what they are asked to approve. It comes to you as mail, and stands under My approvals."
    ),
    {"who": Placeholder(_("for whom"), "Dee Mets"), "starts": Placeholder(_("from when"), "2 March 08:00"), "until": UNTIL},
    _("My approvals"),
)


@about(verbs.ASKED, verbs.MOVED_ON)
def asked(entry: Entry) -> Iterator[Telling]:
    approval = _of(entry)
    yield from (_to_decide(approval, person, ASKED_TEXT) for person in people_asked(approval))


@about(verbs.REMINDED)
def reminded(entry: Entry) -> Iterator[Telling]:
    approval = _of(entry)
    yield from (_to_decide(approval, person, REMINDED_TEXT) for person in people_asked(approval))


@about(verbs.APPOINTED)
def appointed(entry: Entry) -> Iterator[Telling]:
    approval = _of(entry)
    yield from (_to_decide(approval, person, ASKED_TEXT) for person in people_asked(approval) if person.pk == entry.facts["person"])


@about(verbs.GIVEN, verbs.REFUSED, verbs.FALLEN, verbs.EXPIRED)
def came(entry: Entry) -> Iterator[Telling]:
    approval = _of(entry)
    last = (
        Seat.objects.filter(stage__approval=approval, decided_by__isnull=False)
        .select_related("decided_by")
        .order_by("-decided_at", "-pk")
        .first()
    )
    spoken = last if last and approval.state in (State.APPROVED, State.REFUSED) else None
    by = spoken.decided_by.name if spoken and spoken.decided_by else ""
    comment = spoken.comment if spoken else ""
    yield from (_of_outcome(approval, person, lambda: str(approval.get_state_display()), by, comment) for person in _askers(approval))


@about(verbs.STUCK)
def stuck(entry: Entry) -> Iterator[Telling]:
    approval = _of(entry)
    yield from (_of_outcome(approval, person, lambda: _now("Nobody can decide this"), "", "") for person in _askers(approval))


@about(verbs.DEPUTY_NAMED)
def made_deputy(entry: Entry) -> Iterator[Telling]:
    made = (
        Deputy.objects.filter(person=entry.subject_id, deputy=entry.facts["deputy"])
        .select_related("person", "deputy__organisation")
        .order_by("-pk")
        .first()
    )
    if made is not None:

        def words() -> Words:
            values = {"who": made.person.name, "starts": exact(made.starts_at), "until": exact(made.ends_at)}
            return Words(DEPUTY_TEXT, values, url=reverse("approvals:approvals"))

        yield Telling(made.deputy, DEPUTY_NEWS, words, Why.APPROVER)


def _of(entry: Entry) -> Approval:
    return Approval.objects.select_related("record", "requester", "asked_by").get(pk=entry.facts["approval"])


def _askers(approval: Approval) -> Iterable[Person]:
    return Person.objects.active().filter(pk__in=approval.outsiders).select_related("organisation")


def _to_decide(approval: Approval, person: Person, text: MailText) -> Telling:
    def words() -> Words:
        lines = "\n\n".join(f"{label}: {value}" for label, value in approval.shown)
        asker = approval.asked_by or approval.requester
        values: Mapping[str, Any] = {
            "title": str(approval),
            "who": asker.name if asker else _now("The desk"),
            "lines": "\n\n".join(part for part in (lines, approval.text) if part),
            "until": exact(approval.expires_at),
        }
        return Words(text, values, url=approval.get_absolute_url(), secret_url=link_for(approval, person))

    return Telling(person, ASKED_NEWS, words, Why.APPROVER)


def _of_outcome(approval: Approval, person: Person, said: Any, by: str, comment: str) -> Telling:
    def words() -> Words:
        values = {"title": str(approval), "number": approval.record.reference, "came": said(), "by": by, "comment": comment}
        return Words(CAME_TEXT, values, url=approval.get_absolute_url())

    return Telling(person, CAME_NEWS, words, Why.AUTHOR)
