"""What somebody wanted to hear in one mail instead of many: gathered as single notices, bundled when their time has come.

Bundling is one transaction: the digest is in the outbox and names its parts, or nothing has happened. What was due while no
worker ran is bundled by the first one that does.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.notices.actions.posting import new_message_id
from vakdesk.notices.gates import hold_on
from vakdesk.notices.hearing import language_of, zone_of
from vakdesk.notices.kinds import Channel, Delivery, Kind, Why
from vakdesk.notices.letters import Letter, Part, absolute
from vakdesk.notices.models import Notice
from vakdesk.notices.news import News
from vakdesk.notices.sending import hand_in
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.ui.components import exact

#: Parts of one digest; what is more comes in a second one.
MOST = 200
EXCERPT = 600  # characters of a part; the whole stands where its link leads

TEXT = MailText(
    "digest",
    _("Digest"),
    subject=_("News for you: {{ count }}"),
    body=_("Hello {{ name }}, this is what happened since your last digest."),
    placeholders={
        "count": Placeholder(_("how many pieces of news are in it"), "3"),
        "name": Placeholder(_("how the reader wants to be called"), "Bo"),
    },
    button=_("Open the inbox"),
)


def bundle_due() -> int:
    """Whose time has come has one digest more in the outbox. Answers how many were made."""
    whose = Notice.objects.gathered(clock.now()).order_by().values_list("person", flat=True).distinct()
    return sum(_bundle(person) for person in Person.objects.filter(pk__in=list(whose)).select_related("organisation"))


def _bundle(person: Person) -> int:
    made = 0
    while True:
        with transaction.atomic():
            gathered = Notice.objects.gathered(clock.now()).filter(person=person).order_by("at", "pk")
            parts = list(gathered.select_for_update(of=("self",)).select_related("record")[:MOST])
            if not parts:
                return made
            made += _bundle_parts(person, parts)


def _bundle_parts(person: Person, parts: list[Notice]) -> int:
    """One digest of what the person may still read; the rest goes to nobody."""
    readable = _readable(person, parts)
    withheld = [part.pk for part in parts if part.pk not in {one.pk for one in readable}]
    Notice.objects.filter(pk__in=withheld).update(state=Delivery.GIVEN_UP, fault=str(_("No longer theirs to read.")))
    if not readable:
        return 0
    digest = _digest(person, readable)
    Notice.objects.filter(pk__in=[part.pk for part in readable]).update(state=Delivery.BUNDLED, digest=digest)
    return 1


def _readable(person: Person, parts: list[Notice]) -> list[Notice]:
    if not person.is_active or not person.email:
        return []
    about = [part.record_id for part in parts if part.record_id]
    actor = actor_for(person)
    inside = set(Record.objects.visible_to_staff(actor).filter(pk__in=about).values_list("pk", flat=True))
    public = set(Record.objects.visible_to(actor).filter(pk__in=about).values_list("pk", flat=True))
    return [part for part in parts if part.record_id is None or part.record_id in (inside if _is_for_staff(part) else public)]


def _is_for_staff(part: Notice) -> bool:
    return part.news not in News.registry or News.registry[part.news].for_staff


def _digest(person: Person, parts: list[Notice]) -> Notice:
    now = clock.now()
    with translation.override(language_of(person)), timezone.override(zone_of(person)):
        written = TEXT.write({"count": str(len(parts)), "name": person.get_short_name()})
        letter = Letter(
            subject=written.subject,
            body=written.body,
            marked_up=written.marked_up,
            url=reverse("notices:inbox") if any(_is_for_staff(part) for part in parts) else "",
            button=str(TEXT.button),
            why=str(Why.DIGEST.label),
            manage=reverse("notices:preferences"),
            parts=list(_drawn(parts)),
        )
        hold = hold_on(person.email)
        digest = Notice.objects.create(
            channel=Channel.MAIL,
            kind=Kind.DIGEST,
            why=Why.DIGEST,
            person=person,
            address=person.email,
            subject=written.subject,
            text=letter.plain(),
            html=letter.html(),
            message_id=new_message_id(),
            at=now,
            due_at=now,
            state=Delivery.HELD if hold else Delivery.WAITING,
            hold=hold,
        )
    hand_in()
    return digest


def _drawn(parts: Iterable[Notice]) -> Iterable[Part]:
    for part in parts:
        url = absolute(part.url) if part.url else ""
        yield Part(part.subject, _excerpt(part.text), _excerpt(part.html), url, _meta(part.at, part.author))


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"


def _meta(at: datetime, author: str) -> str:
    return f"{author} · {exact(at)}" if author else exact(at)
