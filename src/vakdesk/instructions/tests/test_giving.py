"""Given, followed, acknowledged, told whether it worked; instructed orally; and who reads whose."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from vakdesk.instructions import actions
from vakdesk.instructions.kinds import Progress
from vakdesk.instructions.models import Giving
from vakdesk.instructions.tests.play import published, write
from vakdesk.instructions.tests.test_writing import refused
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import actor, client_of, make_person


def told() -> list[tuple[str, str]]:
    while run_followers():
        pass
    rows = Notice.objects.filter(channel="mail", news="instruction.given").order_by("pk")
    return [(row.person.name, row.subject) for row in rows]


def test_a_person_goes_through_it_and_answers_the_control_question(wifi, by_ada, by_bo, bo, as_bo):
    (giving,) = actions.give(wifi, by=by_ada, people=[bo])
    assert told() == [("Bo Jansen", "An instruction for you: Connect to the Wi-Fi")]
    ref = wifi.reference
    cover = as_bo.get(reverse("instructions:read", args=[ref])).content.decode()
    assert "Begin" in cover and "Never tell anybody your password" in cover
    assert as_bo.post(reverse("instructions:begin", args=[ref])).url == reverse("instructions:step", args=[ref, 1])
    first = as_bo.get(reverse("instructions:step", args=[ref, 1])).content.decode()
    assert 'alt="The sign in the corner"' in first and "Step 1 of 2" in first
    assert as_bo.get(reverse("instructions:step", args=[ref, 3])).status_code == 404
    assert "Read it to the end" in refused(actions.say_it_worked, giving, by=by_bo)
    wrong = as_bo.post(reverse("instructions:acknowledge", args=[ref]), {"answer_q3": "0"})
    assert wrong.status_code == 409 and "Nobody ever needs it." in wrong.content.decode()
    none = as_bo.post(reverse("instructions:acknowledge", args=[ref]), {})
    assert none.status_code == 422
    giving.refresh_from_db()
    assert giving.progress == Progress.READ and giving.answers == {}
    assert as_bo.post(reverse("instructions:acknowledge", args=[ref]), {"answer_q3": "1"}).status_code == 303
    assert "It worked" in as_bo.get(reverse("instructions:end", args=[ref])).content.decode()
    as_bo.post(reverse("instructions:worked", args=[ref]))
    giving.refresh_from_db()
    assert giving.progress == Progress.INSTRUCTED and giving.worked
    assert "It worked" in as_bo.get(reverse("instructions:mine")).content.decode()


def test_other_peoples_givings_are_not_there(wifi, by_ada, bo, as_bo, cem, as_cem, ada):
    (giving,) = actions.give(wifi, by=by_ada, people=[bo])
    for page in ("read", "pdf", "end", "acknowledge", "failed"):
        assert as_cem.get(reverse(f"instructions:{page}", args=[wifi.reference])).status_code == 404, page
    for verb in ("begin", "acknowledge", "worked", "failed"):
        assert as_cem.post(reverse(f"instructions:{verb}", args=[wifi.reference]), {}).status_code == 404, verb
        assert client_of(ada).post(reverse(f"instructions:{verb}", args=[wifi.reference]), {}).status_code == 404, verb
    assert as_cem.post(reverse("instructions:remind", args=[giving.pk])).status_code == 404
    assert as_bo.post(reverse("instructions:remind", args=[giving.pk])).status_code == 403
    assert as_bo.get(reverse("instructions:register")).status_code == 403
    assert set(Giving.objects.visible_to(actor(cem))) == set()
    for verb in (actions.begin, actions.say_it_worked):
        with pytest.raises(NotAllowed):
            verb(giving, by=by_ada)


def test_an_instruction_is_given_once_and_a_new_edition_anew(wifi, by_ada, by_dee, by_bo, bo, dee):
    draft = write(by_ada, title="Draft")
    assert "Publish it first" in refused(actions.give, draft, by=by_ada, people=[bo])
    assert "to whom" in refused(actions.give, wifi, by=by_ada, people=[])
    (giving,) = actions.give(wifi, by=by_ada, people=[bo])
    assert [one.person for one in actions.give(wifi, by=by_ada, people=[bo, dee])] == [dee]
    assert "have it already" in refused(actions.give, wifi, by=by_ada, people=[bo])
    with pytest.raises(IntegrityError), transaction.atomic():
        Giving.objects.create(instruction=wifi, edition=wifi.current, person=bo, given_at=clock.now())
    actions.acknowledge(giving, by=by_bo, answers={"q3": "1"})
    assert "have it already" in refused(actions.give, wifi, by=by_ada, people=[bo])
    actions.add_step(wifi, by=by_ada, text="One thing more.")
    actions.submit(wifi, by=by_ada)
    actions.publish(wifi, by=by_dee)
    assert actions.give(wifi, by=by_ada, people=[bo])[0].edition.number == 2


def test_staff_of_a_client_give_within_their_reach(wifi, lindewaard, vlierhof, bo, cem):
    from vakdesk.access.roles import Role

    local = make_person("Lou Local", organisation=vlierhof, role=Role.AGENT, scope=vlierhof)
    assert "Bo Jansen" in refused(actions.give, wifi, by=actor(local), people=[bo, cem])
    (giving,) = actions.give(wifi, by=actor(local), people=[cem])
    assert set(Giving.objects.visible_to(actor(local))) == {giving}


def test_whoever_has_not_read_it_is_reminded_once_a_day(wifi, by_ada, by_bo, bo, as_ada):
    (giving,) = actions.give(wifi, by=by_ada, people=[bo])
    told()
    actions.remind(giving, by=by_ada)
    assert told()[-1] == ("Bo Jansen", "Still to read: Connect to the Wi-Fi")
    assert "today already" in refused(actions.remind, giving, by=by_ada)
    with clock.travel(clock.now() + timedelta(days=1)):
        said = as_ada.post(reverse("instructions:remind_many"), {"pick": [giving.pk]}, follow=True).content.decode()
        assert "1 person hears of it again." in said
    actions.acknowledge(giving, by=by_bo, answers={"q3": "1"})
    assert "nothing to do" in refused(actions.remind, giving, by=by_ada)
    assert "nothing to do" in refused(actions.take_back, giving, by=by_ada)


def test_an_oral_session_counts_for_those_who_were_there(wifi, by_ada, ada, bo, dee, cem, as_ada):
    (before,) = actions.give(wifi, by=by_ada, people=[bo])
    at = clock.now() - timedelta(hours=1)
    words = {"held_at": at, "led_by": ada, "covered": "All steps, and the password."}
    assert "somebody else" in refused(actions.hold_session, wifi, by=by_ada, observer=ada, present=[bo], **words)
    assert "there and absent" in refused(actions.hold_session, wifi, by=by_ada, present=[bo], absent=[bo], **words)
    assert "who was there" in refused(actions.hold_session, wifi, by=by_ada, present=[], **words)
    actions.hold_session(wifi, by=by_ada, observer=dee, present=[bo], absent=[cem], **words)
    before.refresh_from_db()
    assert (before.progress, before.was_present, before.instructed_at) == (Progress.INSTRUCTED, True, at)
    assert Giving.objects.get(person=cem).progress == Progress.GIVEN
    page = as_ada.get(f"{reverse('instructions:register')}?view=all&instruction={wifi.reference}").content.decode()
    assert "Instructed orally" in page and "Cem Yildiz" in page
    sheet = b"".join(as_ada.get(f"{reverse('instructions:register')}?view=all&format=csv")).decode()
    assert "Cem Yildiz" in sheet and "Not opened yet" in sheet


def test_a_group_shows_who_never_had_it(wifi, by_ada, bo, dee, desk, as_ada):
    actions.give(wifi, by=by_ada, people=[dee])
    page = as_ada.get(f"{reverse('instructions:group', args=[wifi.reference])}?of=team.{desk.pk}").content.decode()
    assert "Never given" in page and "0 of 2 instructed" in page
    sent = as_ada.post(reverse("instructions:give", args=[wifi.reference]), {"team": desk.pk, "names": "Bo Jansen\nNobody Known"})
    assert sent.status_code == 422 and "means nobody we know" in sent.content.decode()
    as_ada.post(reverse("instructions:give", args=[wifi.reference]), {"team": desk.pk, "names": "Bo Jansen"})
    assert set(Giving.objects.values_list("person__name", flat=True)) == {"Dee de Wit", "Ada Kask", "Bo Jansen"}


def test_what_did_not_work_is_a_report_or_a_call_on_its_ticket(wifi, by_ada, by_dee, by_bo, bo, as_bo):
    from vakdesk.tasks.models import Task
    from vakdesk.tickets.actions import report
    from vakdesk.tickets.models import Ticket

    (giving,) = actions.give(wifi, by=by_ada, people=[bo])
    actions.acknowledge(giving, by=by_bo, answers={"q3": "1"})
    assert "where you got stuck" in refused(actions.say_it_failed, giving, by=by_bo, text=" ")
    as_bo.post(reverse("instructions:failed", args=[wifi.reference]), {"text": "I see no school in the list."})
    made = Ticket.objects.get()
    assert made.title == f"{wifi.reference} did not work: Connect to the Wi-Fi" and made.requester_id == bo.pk
    assert "told us already" in refused(actions.say_it_failed, giving, by=by_bo, text="Still not")
    ticket = report(bo, by=by_bo, text="My laptop has no Wi-Fi")
    second = published(by_ada, by_dee, title="Wi-Fi again")
    (on_ticket,) = actions.give(second, by=by_ada, people=[bo], record=ticket.record)
    actions.acknowledge(on_ticket, by=by_bo, answers={})
    actions.say_it_failed(on_ticket, by=by_bo, text="Nothing happens")
    task = Task.objects.get(record=ticket.record)
    assert (task.kind, task.about) == ("call_back", "Nothing happens") and Ticket.objects.count() == 2
