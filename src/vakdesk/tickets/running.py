"""Doing an act on many, ticket by ticket: each through its own action, with its own permission and its own refusal."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused, Sentence, require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.notices.hearing import language_of, zone_of
from vakdesk.people.actors import actor_for
from vakdesk.tickets.many import MANY, Many
from vakdesk.tickets.models import BulkAct, BulkLine, Outcome, Phase, Ticket
from vakdesk.tickets.permissions import ACT_ON_MANY
from vakdesk.ui.forms import Form

#: As many as one request does itself; with more the worker goes on.
AT_ONCE = 50


def go_on(bulk: BulkAct, by: Actor) -> None:
    """Does, or undoes, what is small at once; the rest is a job."""
    outcome = Outcome.WAITING if bulk.phase == Phase.DOING else Outcome.DONE
    if bulk.lines.filter(outcome=outcome).count() > AT_ONCE:
        work_off_bulk.enqueue(bulk.pk)
    else:
        run(bulk, by)


@task()
def work_off_bulk(bulk_id: int) -> None:
    """Goes on where a killed worker stopped; as the person, in their language, with what they may now."""
    bulk = BulkAct.objects.select_related("person__organisation").get(pk=bulk_id)
    by = actor_for(bulk.person, correlation=bulk.number)
    with translation.override(language_of(bulk.person)), timezone.override(zone_of(bulk.person)):
        run(bulk, by if bulk.person.is_active else Actor(bulk.person_id, bulk.person.name, correlation=bulk.number))


def run(bulk: BulkAct, by: Actor) -> None:
    """Everything that waits is done, or what was done is undone, and the act is over."""
    one = MANY[bulk.verb]
    if bulk.phase == Phase.DOING:
        form = _form(one, bulk, by)
        for key in bulk.lines.filter(outcome=Outcome.WAITING).values_list("pk", flat=True):
            _settle(key, Outcome.WAITING, Outcome.REFUSED, by, lambda line: _do(one, form, line, by))
        BulkAct.objects.filter(pk=bulk.pk, phase=Phase.DOING).update(phase=Phase.DONE, done_at=clock.now(), particulars={})
    if bulk.phase == Phase.UNDOING:
        for key in bulk.lines.filter(outcome=Outcome.DONE).order_by("-pk").values_list("pk", flat=True):
            _settle(key, Outcome.DONE, Outcome.KEPT, by, lambda line: _undo(one, line, by))
        BulkAct.objects.filter(pk=bulk.pk, phase=Phase.UNDOING).update(phase=Phase.UNDONE)


def _form(one: Many, bulk: BulkAct, by: Actor) -> Form:
    """The form as it was sent, read with what the actor may choose now."""
    query = QueryDict(mutable=True)
    for name, values in bulk.particulars.items():
        query.setlist(name, values)
    form = one.form(query, actor=by)
    form.is_valid()
    return form


def _settle(key: int, from_: Outcome, refused: Outcome, by: Actor, do: Callable[[BulkLine], Outcome]) -> None:
    """One line in one transaction with its act. What refuses is noted with its sentence and stops no other."""
    try:
        with act(by, may=ACT_ON_MANY):
            line = BulkLine.objects.select_for_update().get(pk=key)
            if line.outcome != from_:  # another worker was here
                return
            line.outcome = do(line)
            line.save()
    except (Refused, NotAllowed) as refusal:
        BulkLine.objects.filter(pk=key, outcome=from_).update(outcome=refused, why=_said(refusal.sentence))


def _do(one: Many, form: Form, line: BulkLine, by: Actor) -> Outcome:
    require(form.is_valid(), _("What was chosen for all is no longer there: %(why)s") % {"why": _faults(form)})
    ticket = _ticket(line, by)
    particulars = form.cleaned_data
    line.before = one.standing(ticket, by, particulars)
    with act(by, may=one.permission, on=ticket):
        one.act(ticket, by=by, **particulars)
    line.after = one.standing(ticket, by, particulars)
    require(line.before != line.after, _("There was nothing to change: it stood like that already."))
    return Outcome.DONE


def _undo(one: Many, line: BulkLine, by: Actor) -> Outcome:
    ticket = _ticket(line, by)
    particulars: Mapping[str, Any] = {"name": line.after.get("tag", "")}
    with act(by, may=one.permission, on=ticket):
        stands = one.standing(ticket, by, particulars)
        require(stands == line.after, _("Somebody changed this since. It stays as it is now."))
        one.undo(ticket, by, line.before, particulars)
    return Outcome.UNDONE


def _ticket(line: BulkLine, by: Actor) -> Ticket:
    ticket = Ticket.objects.visible_to_staff(by).with_people().filter(pk=line.ticket_id).first()
    require(ticket, _("This is not there any more, or not for you."))
    assert ticket is not None
    return ticket


def _faults(form: Form) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _said(sentence: Sentence) -> str:
    return one_line(str(sentence), at_most=500)
