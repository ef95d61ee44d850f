"""What a person does at the portal before there is a report. What they do with a report is done by the actions of tickets.

A draft is theirs alone and means nothing to others, so it is written without an act (decision 0006); sending is one.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.feedback import actions as feedback
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.portal.complaining import about
from vakdesk.portal.models import Unsent, UnsentFile
from vakdesk.portal.steps import edition_of, facts_of
from vakdesk.records.models import Record
from vakdesk.records.store import Staged, blob_of
from vakdesk.scripts import actions as scripts
from vakdesk.scripts.actions.answering import told
from vakdesk.scripts.fitting import choosable_for
from vakdesk.scripts.questions import cleaned
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.permissions import REPORT

#: Somebody who begins again and again keeps this many.
MOST_UNSENT = 10


def begin(*, by: Actor, text: str) -> Unsent:
    """A draft with this text; the one begun before if the text is the same. Refuses an empty text."""
    assert by.person_id is not None
    text = _worded(text)
    mine = Unsent.objects.visible_to(by).unsent()
    same = mine.filter(text=text).order_by("-saved_at").first()
    if same is not None:
        return same
    begun = Unsent.objects.create(key=secrets.token_urlsafe(12), person_id=by.person_id, text=text, saved_at=clock.now())
    keep = mine.order_by("-saved_at", "-pk").values_list("pk", flat=True)[:MOST_UNSENT]
    mine.exclude(pk__in=list(keep)).delete()
    return begun


def answer(unsent: Unsent, *, by: Actor, **answers: str) -> None:
    """The draft holds these answers (`text`, `kind`, `details`). Refuses when it has been sent, and an empty text."""
    _refuse_sent(unsent)
    for name, value in answers.items():
        setattr(unsent, name, _worded(value) if name == "text" else storable(value).strip())
    unsent.saved_at = clock.now()
    unsent.save(update_fields=[*answers, "saved_at"])


def choose(unsent: Unsent, *, by: Actor, about: str) -> None:
    """What comes closest is known: a script by its key, or "" for none of them. Answers to another one are left out."""
    _refuse_sent(unsent)
    chosen = next((one.script for one in choosable_for(unsent.kind) if str(one.script_id) == about), None)
    if chosen is None or chosen.pk != unsent.about_id:
        unsent.given = {}
    unsent.about, unsent.saved_at = chosen, clock.now()
    unsent.save(update_fields=["about", "given", "saved_at"])


def answer_fact(unsent: Unsent, *, by: Actor, key: str, fact: str) -> None:
    """That question of the script is answered; "" leaves it open. Refuses one that is not asked, and an answer that it has not."""
    _refuse_sent(unsent)
    question = next((one for one in facts_of(unsent) if one.key == key), None)
    require(question, _("This question is not asked any more. Go on to the next one."))
    assert question is not None
    try:
        unsent.given = unsent.given | {key: cleaned(question, fact)}
    except Refused as refusal:
        raise Refused(refusal.sentence, field="fact") from None
    unsent.saved_at = clock.now()
    unsent.save(update_fields=["given", "saved_at"])


def add_files(unsent: Unsent, *, by: Actor, files: Iterable[Staged]) -> None:
    """The files go with it; the same file twice is there once. Refuses more than ATTACHMENTS_PER_MESSAGE."""
    with transaction.atomic():
        _refuse_sent(unsent)
        held = {(file.blob_id, file.name) for file in unsent.files.all()}
        new = {(staged.sha256, staged.name): staged for staged in files if (staged.sha256, staged.name) not in held}
        most = settings.ATTACHMENTS_PER_MESSAGE
        require(len(held) + len(new) <= most, _("At most %(count)d files. Take some away first.") % {"count": most}, field="files")
        for staged in new.values():
            UnsentFile.objects.create(unsent=unsent, blob=blob_of(staged), name=staged.name)


def remove_file(unsent: Unsent, *, by: Actor, file: UnsentFile) -> None:
    """The file does not go with it. Refuses when it has been sent."""
    _refuse_sent(unsent)
    file.delete()


def throw_away(unsent: Unsent, *, by: Actor) -> None:
    """The draft and its files are gone. Refuses when it has been sent."""
    _refuse_sent(unsent)
    unsent.delete()


def send(unsent: Unsent, *, by: Actor) -> Record:
    """The draft is a report of its person, with its files; nothing of it is left here. Sent before: that report, no second."""
    with act(by, may=REPORT):
        fresh = Unsent.objects.select_for_update().get(pk=unsent.pk)  # unjoined: PostgreSQL would not refresh the other row
        if fresh.sent_as is not None:
            return fresh.sent_as
        files = [
            Staged(file.name, file.blob_id, file.blob.size_bytes, file.blob.content_type) for file in fresh.files.select_related("blob")
        ]
        edition, facts = edition_of(fresh), facts_of(fresh)
        given = {one.key: fresh.given[one.key] for one in facts if fresh.given.get(one.key)}
        person = Person.objects.select_related("organisation").get(pk=fresh.person_id)
        text = "\n\n".join(filter(None, [fresh.text, told(facts, given), fresh.details]))
        words: dict[str, Any] = {"by": by, "text": text, "title": _first_line(fresh.text), "files": files}
        if fresh.kind == TicketKind.COMPLAINT:
            ticket, whom = about(by, fresh.whom)
            report = feedback.complain(person, about_ticket=ticket, about_person=whom, **words)
        else:
            category = edition.script.category if edition else None
            report = tickets.report(person, kind=fresh.kind or TicketKind.INCIDENT, category=category, **words)
        if edition and given:
            scripts.answer(report, by=by, edition=edition, given=given)
        fresh.files.all().delete()
        fresh.about, fresh.given = None, {}
        fresh.text = fresh.details = fresh.whom = ""
        fresh.sent_as, fresh.saved_at = report.record, clock.now()
        fresh.save(update_fields=["text", "details", "whom", "about", "given", "sent_as", "saved_at"])
    return report.record


def _worded(text: str) -> str:
    """Refuses a text in which nothing can be read, also one of control characters only."""
    require(_first_line(text), _("Write in a few words what is the matter."), field="text")
    return storable(text).strip()


def _first_line(text: str) -> str:
    return next(filter(None, map(one_line, text.splitlines())), "")


def _refuse_sent(unsent: Unsent) -> None:
    require(not Unsent.objects.filter(pk=unsent.pk).exclude(sent_as=None).exists(), _("This has been sent already."))
