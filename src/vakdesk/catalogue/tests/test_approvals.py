"""What needs approval waits in sight; given, the work begins; refused, it is closed and whoever asked reads why."""

from django.urls import reverse
from django.utils import timezone
from refusing import refused

from vakdesk.approvals import actions as approvals
from vakdesk.approvals.models import Approval
from vakdesk.catalogue import actions
from vakdesk.catalogue.files import as_content
from vakdesk.catalogue.models import Offering
from vakdesk.catalogue.reading_yaml import understood, written
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.tickets.kinds import Closure, State, WaitingFor
from vakdesk.tickets.models import Ticket


def ordered(bo, dee, loan) -> Ticket:
    """Bo asks for it, which Dee has to approve."""
    actions.set_approvals(loan, by=INSTALLER, steps=[{"approvers": [{"kind": "person", "key": str(dee.pk)}]}])
    by, day = actor(bo), timezone.localdate().isoformat()
    filling = actions.begin(loan, by=by)
    actions.answer(filling, by=by, answers={"f1": "Exams", "f2": "3", "f8": [day, day]})
    return Ticket.objects.get(pk=actions.send(filling, by=by).pk)


def test_it_waits_in_sight_and_begins_when_it_is_approved(bo, dee, ada, loan, as_bo, as_ada) -> None:
    ticket = ordered(bo, dee, loan)
    assert (ticket.state, ticket.waiting_for, ticket.hold_reason) == (State.WAITING, WaitingFor.APPROVAL, "Dee de Wit")
    assert ticket.record.tasks.count() == 0
    approval = Approval.objects.get()
    assert ("What is it for?", "Exams") in approval.shown
    assert "Dee de Wit" in as_bo.get(reverse("portal:offering", args=[loan.code])).content.decode()
    for person in (bo, ada):
        with refused():
            approvals.decide(approval, by=actor(person), answer="yes")
    approvals.decide(approval, by=actor(dee), answer="yes")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.record.tasks.count()) == (State.NEW, 2)
    approval.refresh_from_db()
    assert approval.used_at is not None


def test_what_is_refused_is_closed_and_the_reason_told(bo, dee, loan, as_bo) -> None:
    ticket = ordered(bo, dee, loan)
    approvals.decide(Approval.objects.get(), by=actor(dee), answer="no", comment="There are none left.")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.closure, ticket.record.tasks.count()) == (State.CLOSED, Closure.NOT_APPROVED, 0)
    page = as_bo.get(reverse("portal:report", args=[ticket.reference])).content.decode()
    assert "There are none left." in page and "Not approved" in page


def test_what_is_taken_back_is_worked_on_as_people_see_fit(bo, dee, loan) -> None:
    ticket = ordered(bo, dee, loan)
    approvals.withdraw(Approval.objects.get(), by=actor(bo))
    ticket.refresh_from_db()
    assert (ticket.state, ticket.record.tasks.count()) == (State.NEW, 0)


def test_who_approves_is_said_in_the_browser_and_goes_along_in_a_file(dee, desk, draft, as_dee) -> None:
    page = f"/catalogue/{draft.pk}/approvals/"
    assert as_dee.get(page).status_code == 200
    said = {"step-0-who": "person", "step-0-needed": "0", "step-1-who": "lead=", "step-1-also": f"team={desk.pk}", "step-1-needed": "1"}
    assert "Say which person." in as_dee.post(page, said).content.decode()
    assert as_dee.post(page, said | {"step-0-person": "dee@lindewaard.example"}).status_code == 303
    seen = as_dee.get(draft.get_absolute_url()).content.decode()
    assert "Dee de Wit" in seen and f"Whoever leads the person who asks or {desk}" in seen
    assert 'value="Dee de Wit &lt;dee@lindewaard.example&gt;"' in as_dee.get(page).content.decode()
    offering = Offering.objects.get(pk=draft.pk)
    text = written(as_content(offering))
    taken = actions.take_in(by=INSTALLER, content=understood(text))
    assert taken.approvals == offering.approvals and len(taken.approvals) == 2
    strange = understood(text.replace("dee@lindewaard.example", "nobody@elsewhere.example"))
    assert actions.take_in(by=INSTALLER, content=strange).approvals[0] == {"approvers": [{"kind": "lead", "key": ""}]}
    with refused("steps", "everybody"):
        actions.take_in(by=INSTALLER, content=understood(text.replace("kind: lead", "kind: everybody")))
