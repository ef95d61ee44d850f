"""Addresses from which mail comes back, and addresses with letters of every alphabet."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from vakdesk.access.actors import Actor, machine
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Entry
from vakdesk.people import actions
from vakdesk.people.models import BouncingAddress, Person

pytestmark = pytest.mark.django_db
MAILROOM = machine("mailroom", "Mailroom")


def test_a_marked_address_gets_no_mail_until_it_is_cleared(bo: Person, ada: Person, actor: Callable[..., Actor]) -> None:
    assert actions.mark_bouncing("BO@lindewaard.example", by=MAILROOM, status="5.1.1")
    assert not actions.mark_bouncing("bo@lindewaard.example", by=MAILROOM, status="5.1.1"), "once is enough"
    assert actions.is_bouncing("Bo@lindewaard.example")

    address = EmailAddress.objects.get(user=bo)
    actions.clear_bouncing(bo, by=actor(ada), address=address)

    assert not actions.is_bouncing(bo.email)
    assert list(Entry.objects.about(bo).values_list("verb", flat=True))[-2:] == ["person.address_bounced", "person.address_cleared"]
    with pytest.raises(Refused):
        actions.clear_bouncing(bo, by=actor(ada), address=address)


def test_an_address_of_nobody_is_left_alone(db: Any) -> None:
    assert not actions.mark_bouncing("stranger@x.example", by=MAILROOM, status="5.1.1")
    assert not BouncingAddress.objects.exists()


def test_a_removed_address_leaves_no_mark(bo: Person, ada: Person, actor: Callable[..., Actor]) -> None:
    actions.mark_bouncing(bo.email, by=MAILROOM, status="5.1.1")
    actions.remove_address(bo, by=actor(ada), address=EmailAddress.objects.get(user=bo))
    assert not BouncingAddress.objects.exists()


def test_the_mark_and_the_way_to_clear_it_stand_on_the_persons_page(bo: Person, as_ada: Client, as_tia: Client) -> None:
    actions.mark_bouncing(bo.email, by=MAILROOM, status="5.1.1")
    clear = reverse("people:clear_bouncing", args=[bo.pk, EmailAddress.objects.get(user=bo).pk])

    assert clear in as_ada.get(bo.get_absolute_url()).content.decode()
    assert "mail comes back" in as_tia.get(bo.get_absolute_url()).content.decode()
    assert as_tia.post(clear).status_code == 403
    assert as_ada.post(clear).status_code == 303
    assert "mail comes back" not in as_ada.get(bo.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("õie@kool.example", True),
        ("пётр@пример.example", True),
        ("bo@lindewaard.example", True),
        ("bo@nowhere", False),
        ("b\u202eo@lindewaard.example", False),
        ("ada.\N{KELVIN SIGN}ask@lindewaard.example", False),
        ("bo\r\nbcc: x@y.example", False),
    ],
)
def test_what_is_a_mail_address(address: str, is_one: bool) -> None:
    assert actions.is_mail_address(address) == is_one


def test_somebody_with_letters_beyond_ascii_is_registered(ada: Person, actor: Callable[..., Actor]) -> None:
    person = actions.register("Õie Tamm", by=actor(ada), email="Õie@kool.example")
    assert person.email == "õie@kool.example"
    assert Person.objects.with_address("õie@kool.example").get() == person
