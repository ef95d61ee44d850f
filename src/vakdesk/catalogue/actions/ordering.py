"""Asking for something: a form is begun, filled in page by page, and sent; what was sent is a ticket with its answers and tasks."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.catalogue import permissions, verbs
from vakdesk.catalogue.answers import LONGEST_TOGETHER, begun_with, rows, told, understood, whole
from vakdesk.catalogue.fields import Answer, Field, asked
from vakdesk.catalogue.kinds import FieldKind
from vakdesk.catalogue.models import Filling, FillingFile, Offering, Submission
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.records.store import Staged, blob_of
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.actions.listing import CHECKLISTS
from vakdesk.tickets import actions as tickets

#: Somebody who begins again and again keeps this many.
MOST_UNSENT = 10


def begin(offering: Offering, *, by: Actor, link: Mapping[str, Any] | None = None) -> Filling:
    """A form for the current edition, with what fields begin with; `link` are values by key. Refuses what is not offered."""
    assert by.person_id is not None
    edition = offering.current
    require(edition is not None, _("This is not in the catalogue any more."))
    assert edition is not None
    mine = Filling.objects.visible_to(by).unsent()
    person = Person.objects.select_related("organisation").get(pk=by.person_id)
    last = Submission.objects.filter(offering=offering, by=by.person_id).order_by("-at").values_list("answers", flat=True).first()
    answers: dict[str, Answer] = {}
    for key, raw in begun_with(edition.fields, person, last or {}, link or {}).items():
        try:
            answers[key] = understood(next(one for one in edition.fields if one.key == key), raw, by)
        except Refused:
            continue  # a link may say what the form does not take; then the field begins empty
    begun = Filling.objects.create(key=secrets.token_urlsafe(12), person=person, edition=edition, answers=answers, saved_at=clock.now())
    keep = mine.order_by("-saved_at", "-pk").values_list("pk", flat=True)[:MOST_UNSENT]
    mine.exclude(pk__in=list(keep)).delete()
    return begun


def answer(filling: Filling, *, by: Actor, answers: Mapping[str, Any]) -> None:
    """The form holds these answers, by key; what is not named stays. Refuses what a field cannot take, and a form that was sent."""
    with transaction.atomic():
        fresh = _unsent(filling)
        by_key = {field.key: field for field in fresh.edition.fields}
        for key in answers:
            require(key in by_key, _("That field is not part of this form."))
        fresh.answers = fresh.answers | {key: understood(by_key[key], raw, by) for key, raw in answers.items()}
        fresh.saved_at = clock.now()
        fresh.save(update_fields=["answers", "saved_at"])
    filling.answers = fresh.answers


def add_files(filling: Filling, *, by: Actor, field: str, files: Iterable[Staged]) -> None:
    """The files go with it, at that field; the same file twice is there once. Refuses more than ATTACHMENTS_PER_MESSAGE together."""
    with transaction.atomic():
        fresh = _unsent(filling)
        known = any(one.key == field and one.kind == FieldKind.FILES for one in fresh.edition.fields)
        require(known, _("That field is not part of this form."))
        held = {(one.field, one.blob_id, one.name) for one in fresh.files.all()}
        new = {(field, one.sha256, one.name): one for one in files if (field, one.sha256, one.name) not in held}
        most = settings.ATTACHMENTS_PER_MESSAGE
        require(
            len(held) + len(new) <= most, _("At most %(count)d files. Take some away first.") % {"count": most}, field=f"answer_{field}"
        )
        for staged in new.values():
            FillingFile.objects.create(filling=fresh, field=field, blob=blob_of(staged), name=staged.name)


def remove_file(filling: Filling, *, by: Actor, file: FillingFile) -> None:
    """The file does not go with it. Refuses when it was sent."""
    with transaction.atomic():
        _unsent(filling)
        file.delete()


def throw_away(filling: Filling, *, by: Actor) -> None:
    """The form and its files are gone. Refuses when it was sent."""
    with transaction.atomic():
        _unsent(filling).delete()


def send(filling: Filling, *, by: Actor) -> Record:
    """It is a ticket of its person, with answers, files and tasks; nothing of it is left here. Sent before: that ticket, no second.

    Refuses while something that is needed is missing, more than LONGEST_TOGETHER, and what is no longer offered to them.
    """
    with act(by, may=permissions.ORDER) as log:
        fresh = Filling.objects.select_for_update().get(pk=filling.pk)
        if fresh.sent_as is not None:
            return fresh.sent_as
        edition = fresh.edition
        offering = Offering.objects.for_asker(by).select_related("category", "team").filter(pk=edition.offering_id).first()
        require(
            offering, _("This is not in the catalogue any more. Tell us in your own words what you need; what you filled in is still here.")
        )
        assert offering is not None and by.person_id is not None
        fields = asked(edition.fields, fresh.answers)
        files = list(fresh.files.select_related("blob"))
        answers = _complete(fields, fresh.answers, {one.field for one in files}, by)
        shown = [one for one in files if any(field.key == one.field for field in fields)]
        lines = rows(fields, answers, {field.key: [one.name for one in shown if one.field == field.key] for field in fields})
        text = told(lines)
        require(len(text) <= LONGEST_TOGETHER, _("That is too much to read. Put some of it in a file."))
        title = ", ".join([str(offering), *(row.words for row in lines if row.field.in_title and row.parts)])
        ticket = tickets.report(
            Person.objects.select_related("organisation").get(pk=by.person_id),
            by=by,
            text=text or str(offering),
            kind=offering.kind,
            title=one_line(title, at_most=200),
            category=offering.category,
            team=offering.team,
            files=[Staged(one.name, one.blob_id, one.blob.size_bytes, one.blob.content_type) for one in shown],
        )
        Submission.objects.create(
            record=ticket.record, offering=offering, edition=edition, by_id=by.person_id, answers=answers, at=log.happened_at
        )
        log.record(verbs.ORDERED, ticket, offering=offering.pk, edition=edition.number, fields=len(answers))
        if offering.task_set is not None and offering.task_set.is_active:
            tasks.apply(ticket.record, by=CHECKLISTS, task_set=offering.task_set)
        fresh.files.all().delete()
        fresh.answers, fresh.sent_as, fresh.saved_at = {}, ticket.record, clock.now()
        fresh.save(update_fields=["answers", "sent_as", "saved_at"])
    return ticket.record


def _complete(fields: list[Field], given: Mapping[str, Any], with_files: set[str], by: Actor) -> dict[str, Answer]:
    """What is answered to what is asked, understood once more: dates have passed and people have left since it was filled in."""
    found: dict[str, Answer] = {}
    for field in fields:
        try:
            answer = understood(field, given.get(field.key, ""), by)
            whole(field, answer if field.kind != FieldKind.FILES else "x" * (field.key in with_files))
        except Refused as refusal:
            raise Refused(_("%(field)s: %(sentence)s") % {"field": field, "sentence": refusal.sentence}) from None
        if answer:
            found[field.key] = answer
    return found


def _unsent(filling: Filling) -> Filling:
    fresh = Filling.objects.select_for_update(of=("self",)).select_related("edition").get(pk=filling.pk)
    require(fresh.sent_as_id is None, _("This has been sent already."))
    return fresh
