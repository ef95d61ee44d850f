"""A complaint does not go to whom it is about, by no door."""

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.access.roles import Role
from vakdesk.api.actions import make_token
from vakdesk.feedback import actions
from vakdesk.kit.errors import Refused
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.search.find import everywhere
from vakdesk.tasks import actions as tasks
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket

WORDS = "She laughed at my question zebra"


def told() -> list[str]:
    while run_followers():
        pass
    return list(Notice.objects.exclude(person=None).values_list("person__name", flat=True))


def doors(person, complaint) -> dict[str, bool]:
    """By which doors that person meets it."""
    client = client_of(person)
    secret = make_token(person, by=actor(person), name=complaint.reference, reach=["*:read"], days=1)[1]
    program = Client(headers={"authorization": f"Bearer {secret}"})
    reads = b"".join(client.get("/tickets/?view=all&format=csv")).decode()
    return {
        "list": complaint.reference in client.get("/tickets/?view=all").content.decode(),
        "page": client.get(complaint.get_absolute_url()).status_code == 200,
        "export": complaint.reference in reads,
        "search": any(hit.reference == complaint.reference for section in everywhere(actor(person), "zebra") for hit in section.hits),
        "api": program.get(f"/api/v1/tickets/{complaint.reference}").status_code == 200,
        "portal": client.get(reverse("portal:report", args=[complaint.reference])).status_code == 200,
        "query": Ticket.objects.visible_to(actor(person)).filter(pk=complaint.pk).exists(),
    }


def test_neither_whom_it_is_about_nor_who_has_the_ticket_meets_it_by_any_door(taken, bo, ada, dee, ann, tia, as_bo):
    told()
    Notice.objects.all().delete()
    complaint = actions.complain(bo, by=actor(bo), text=WORDS, about_ticket=taken, about_person=tia)
    hearing = told()
    assert "Dee de Wit" in hearing and not {"Ada Kask", "Tia Smit"} & set(hearing)
    for person in (ada, tia, ann):
        assert not any(doors(person, complaint).values()), person.name
    assert all(doors(dee, complaint).values())
    assert WORDS in as_bo.get(reverse("portal:report", args=[complaint.reference])).content.decode()


def test_handing_it_over_and_giving_a_task_tell_nobody_who_may_not_read_it(taken, bo, ada, dee, systems):
    sven = make_person("Sven Lind", organisation=bo.organisation, role=Role.AGENT, teams=(systems,))
    complaint = actions.complain(bo, by=actor(bo), text=WORDS, about_ticket=taken)
    told()
    Notice.objects.all().delete()
    tasks.add(complaint.record, by=actor(dee), title="Talk", team=systems)
    tickets.hand_over(complaint, by=actor(dee), team=systems, found="Nothing", tried="Nothing", expected="Talk")
    assert sven.name not in told()


def test_about_a_lead_it_goes_to_the_handler_the_administrator_named(taken, bo, dee, ann, eli, as_ann):
    first = actions.complain(bo, by=actor(bo), text=WORDS, about_person=dee)
    assert not doors(dee, first)["query"] and doors(ann, first)["query"], "without a handler: the administrators"
    assert as_ann.post(reverse("feedback:name_handler"), {"person": "Eli Vos"}).status_code == 303
    second = actions.complain(bo, by=actor(bo), text=WORDS, about_person=dee)
    assert doors(eli, second)["query"] and not doors(dee, second)["query"] and not doors(ann, second)["query"]
    third = actions.complain(bo, by=actor(bo), text=WORDS, about_person=eli)
    assert doors(dee, third)["query"] and not doors(eli, third)["query"]


def test_nobody_without_a_part_in_it_is_a_sentence_and_no_report(taken, bo, dee):
    before = Ticket.objects.count()
    with pytest.raises(Refused, match="has a part in it"):
        actions.complain(bo, by=actor(bo), text=WORDS, about_person=dee)
    assert Ticket.objects.count() == before


def test_at_the_portal_one_is_asked_whom_it_is_about(taken, bo, ada, dee, as_bo):
    draft = as_bo.post("/portal/", {"text": WORDS})["Location"].removesuffix("kind/")
    assert as_bo.post(f"{draft}kind/", {"kind": "complaint"})["Location"].endswith("/whom/")
    page = as_bo.get(f"{draft}whom/").content.decode()
    assert f"ticket.{taken.pk}" in page and "Ada Kask" in page and "Dee de Wit" not in page
    assert as_bo.post(f"{draft}whom/", {"whom": f"person.{dee.pk}"}).status_code == 422, "nobody names whom they never met"
    as_bo.post(f"{draft}whom/", {"whom": f"person.{ada.pk}"})
    assert "Ada Kask" in as_bo.get(f"{draft}check/").content.decode()
    as_bo.post(f"{draft}send/", {"_once": "one"})
    made = Ticket.objects.latest("pk")
    assert (made.record.restricted, made.complaint.about_person) == (True, ada)
    assert not doors(ada, made)["query"]
