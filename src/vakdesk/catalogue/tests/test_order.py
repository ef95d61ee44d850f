"""Asking for something: whoever may ask fills in the edition they began with, and it becomes a ticket with answers and tasks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from refusing import refused

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.catalogue import actions
from vakdesk.catalogue.actions.arranging import Askers
from vakdesk.catalogue.models import Asker, Filling, Offering, Submission
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Group
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records.models import Record
from vakdesk.records.store import stage
from vakdesk.search.find import find
from vakdesk.tickets.models import Ticket


def whole(ada) -> dict[str, object]:
    day = timezone.localdate().isoformat()
    return {"f1": "Exams", "f2": "12", "f3": "yes", "f5": f"#{ada.pk}", "f6": ["c2"], "f8": [day, day]}


def test_what_is_sent_is_a_ticket_with_answers_files_and_tasks(bo, ada, cem, desk, loan, as_ada, as_bo) -> None:
    by = actor(bo, door=Door.PORTAL)
    filling = actions.begin(loan, by=by)
    actions.answer(filling, by=by, answers=whole(ada))
    actions.add_files(filling, by=by, field="f9", files=[stage("letter.txt", [b"dear desk"])])
    record = actions.send(filling, by=by)
    assert actions.send(filling, by=by) == record and Ticket.objects.count() == 1
    ticket = Ticket.objects.get(pk=record.pk)
    assert (ticket.title, ticket.record.team, ticket.requester_id) == ("Borrow a laptop, Exams", desk, bo.pk)
    assert [str(task) for task in record.tasks.all()] == [
        "Prepare it",
        "Hand it over",
    ] and record.tasks.last().after_id == record.tasks.first().pk
    submission = Submission.objects.get()
    assert submission.answers["f2"] == "12" and submission.answers["f6"] == ["c2"] and "f9" not in submission.answers
    assert [file.name for file in record.attachments.all()] == ["letter.txt"]
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "What was asked for" in page and "Ada Kask" in page and "12 pieces" in page and "Bag" in page
    assert [hit.record.pk for hit in find(actor(ada), "exams bag", types=["ticket"], limit=5).hits] == [ticket.pk]
    assert "Exams" in as_bo.get(reverse("portal:report", args=[record.reference])).content.decode()
    assert Submission.objects.visible_to(actor(cem)).count() == 0
    assert Entry.objects.get(verb="offering.ordered").facts == {"offering": loan.pk, "edition": 1, "fields": 6}


def test_what_is_not_asked_is_not_sent_and_what_is_missing_is_named(bo, ada, loan) -> None:
    by = actor(bo)
    filling = actions.begin(loan, by=by)
    actions.answer(filling, by=by, answers=whole(ada) | {"f3": "no", "f8": []})
    with refused(saying="From until"):
        actions.send(filling, by=by)
    assert Ticket.objects.count() == Record.objects.count() == 0
    actions.answer(filling, by=by, answers={"f8": whole(ada)["f8"]})
    actions.send(filling, by=by)
    assert set(Submission.objects.get().answers) == {"f1", "f2", "f3", "f8"}
    for attempt in (lambda: actions.answer(filling, by=by, answers={"f1": "x"}), lambda: actions.throw_away(filling, by=by)):
        with refused(saying="sent already"):
            attempt()
    with refused(saying="not part of this form"):
        actions.answer(actions.begin(loan, by=by), by=by, answers={"f99": "x"})


def test_a_running_form_keeps_its_edition_and_what_is_withdrawn_is_not_sent(bo, ada, loan) -> None:
    by = actor(bo)
    filling = actions.begin(loan, by=by)
    actions.remove_field(loan, by=INSTALLER, key="f1")
    assert actions.publish(loan, by=INSTALLER).number == 2
    actions.answer(filling, by=by, answers=whole(ada))
    actions.withdraw(loan, by=INSTALLER)
    with refused(saying="not in the catalogue"):
        actions.send(filling, by=by)
    actions.publish(loan, by=INSTALLER)
    actions.send(filling, by=by)
    assert Submission.objects.get().edition.number == 1


def test_dates_that_have_passed_are_refused_when_it_is_sent(bo, ada, loan) -> None:
    by = actor(bo)
    filling = actions.begin(loan, by=by)
    actions.answer(filling, by=by, answers=whole(ada))
    with clock.travel(clock.now() + timedelta(days=3)), refused(saying="From until: Not before"):
        actions.send(filling, by=by)


def test_only_those_whom_it_is_for_find_and_open_it(bo, cem, ada, dee, lindewaard, vlierhof, desk, systems, loan, as_bo, as_cem) -> None:
    def meant_for(**whom: object) -> None:
        Asker.objects.filter(offering=loan).delete()
        Offering.objects.filter(pk=loan.pk).update(for_everyone=False)
        Asker.objects.bulk_create(Askers(**whom).rows(loan))  # type: ignore[arg-type]

    def finds(person: object) -> bool:
        return Offering.objects.for_asker(actor(person)).filter(pk=loan.pk).exists()  # type: ignore[arg-type]

    address = reverse("portal:offering", args=[loan.code])
    assert finds(bo) and finds(cem) and as_cem.get(address).status_code == 200
    cohort = Group.objects.create(name="4C", external_id="4c")
    cohort.members.add(cem)
    for whom, those in (
        ({"organisations": [lindewaard]}, {bo, ada}),
        ({"teams": [desk]}, {ada}),
        ({"groups": [cohort]}, {cem}),
        ({"roles": [Role.AGENT]}, {ada}),
    ):
        meant_for(**whom)
        assert {one for one in (bo, ada, cem) if finds(one)} == those, whom
    meant_for(organisations=[lindewaard])
    assert as_bo.get(address).status_code == 200 and as_cem.get(address).status_code == 404 and as_cem.post(address).status_code == 404
    assert "Borrow a laptop" not in as_cem.get(f"{reverse('portal:catalogue')}?q=laptop").content.decode()
    assert "Borrow a laptop" not in as_cem.post(reverse("portal:alike"), {"text": "I want to borrow a laptop"}).content.decode()
    assert "Borrow a laptop" in as_bo.post(reverse("portal:alike"), {"text": "I want to borrow a laptop"}).content.decode()
    filling = actions.begin(loan, by=actor(bo))
    meant_for(organisations=[vlierhof])
    with refused(saying="not in the catalogue"):
        actions.send(filling, by=actor(bo))


def test_it_is_filled_in_page_by_page_without_script(bo, ada, loan, as_bo, as_cem) -> None:
    begun = as_bo.post(f"{reverse('portal:offering', args=[loan.code])}?f1=Exams&f2=many&f99=x")
    first = begun["Location"]
    assert Filling.objects.get().answers == {"f1": "Exams"} and first.endswith("/f1/")
    assert 'value="Exams"' in as_bo.get(first).content.decode()
    assert (as_cem.get(first).status_code, as_cem.post(first, {}).status_code) == (404, 404)
    wrong = as_bo.post(first, {"answer_f1": "", "answer_f2": "31", "answer_f3": "yes"})
    assert wrong.status_code == 422 and b"We need this." in wrong.content and b"At most 30" in wrong.content
    second = as_bo.post(first, {"answer_f1": "Exams", "answer_f2": "12", "answer_f3": "yes", "shown": ["f1", "f2", "f3"]})["Location"]
    assert second.endswith("/f4/")
    third = as_bo.post(second, {"answer_f5": "Ada Kask", "answer_f6": ["c1", "c2"], "shown": ["f5", "f6"]})["Location"]
    assert as_bo.post(third, {"then": "back", "shown": ["f8", "f9"]})["Location"] == second
    assert "Ada Kask &lt;ada@" in as_bo.get(second).content.decode()
    day = timezone.localdate().isoformat()
    check = as_bo.post(third, {"answer_f8_from": day, "answer_f8_until": day, "shown": ["f8", "f9"]})["Location"]
    assert check.endswith("/check/")
    seen = as_bo.get(check).content.decode()
    assert "Mouse" in seen and "Ada Kask" in seen and "missing" not in seen
    assert as_bo.get(f"{third}?then=check").status_code == 200
    sent = as_bo.post(check.replace("/check/", "/send/"))["Location"]
    assert "Thank you" in as_bo.get(sent).content.decode()
    assert as_bo.get(first)["Location"] == as_bo.get(check)["Location"] == sent


def test_a_field_that_an_answer_on_the_same_page_brings_is_asked_there(bo, loan, as_bo) -> None:
    filling = actions.begin(loan, by=actor(bo))
    actions.answer(filling, by=actor(bo), answers={"f1": "Exams", "f2": "3"})
    page = reverse("portal:fill", args=[filling.key, "f7"])
    day = timezone.localdate().isoformat()
    actions.answer(filling, by=actor(bo), answers={"f2": "10"})
    again = as_bo.post(page, {"answer_f8_from": day, "answer_f8_until": day, "shown": ["f8"]})["Location"]
    assert again == f"{page}#answer_f9" and "A letter" in as_bo.get(page).content.decode()


def test_nobody_arranges_but_who_may_and_machines_order_nothing(ada, bo, loan) -> None:
    for person in (ada, bo):
        for attempt in (
            lambda by: actions.add_offering(by=by, names={"en": "x"}),
            lambda by: actions.set_fields(loan, by=by, fields=[]),
            lambda by: actions.set_tasks(loan, by=by, lines=[]),
            lambda by: actions.publish(loan, by=by),
            lambda by: actions.withdraw(loan, by=by),
            lambda by: actions.install(by=by, code="new-colleague"),
            lambda by: actions.add_shelf(by=by, names={"en": "x"}),
        ):
            with pytest.raises(NotAllowed):
                attempt(actor(person))
    with pytest.raises(NotAllowed):
        actions.send(actions.begin(loan, by=actor(bo)), by=INSTALLER)
