"""Going in without a password: in the demo, as one of its cast, and nowhere else."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.demo.cast import CAST
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person

pytestmark = pytest.mark.house


def test_one_click_makes_the_visitor_each_of_the_cast(client: Client, company: datetime) -> None:
    for key, part in CAST.items():
        answer = client.post(reverse("demo:enter", args=[key]))

        assert answer.status_code == 303
        assert client.session["_auth_user_id"] == str(part.person.pk)
        assert Entry.objects.filter(verb="person.signed_in", actor=part.person).exists()


def test_nobody_outside_the_cast_can_be_entered(client: Client, company: datetime) -> None:
    assert Person.objects.filter(external_id="demo-p-jansen").exists()

    assert client.post(reverse("demo:enter", args=["p-jansen"])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_link_is_not_enough_to_go_in(client: Client, company: datetime) -> None:
    assert client.get(reverse("demo:enter", args=["tia"])).status_code == 405


def test_going_in_needs_the_page_s_own_form(company: datetime) -> None:
    assert Client(enforce_csrf_checks=True).post(reverse("demo:enter", args=["tia"])).status_code == 403


def test_outside_the_demo_there_is_no_door_and_nobody_goes_in(client: Client, company: datetime, settings: Any) -> None:
    settings.DEMO = False

    assert client.get(reverse("demo:cast")).status_code == 404
    for name, key in [("enter", ["ann"]), ("begin_tour", []), ("do_step", []), ("end_tour", [])]:
        assert client.post(reverse(f"demo:{name}", args=key)).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_door_shows_everybody_with_what_they_show(client: Client, company: datetime) -> None:
    page = client.get(reverse("demo:cast")).content.decode()

    assert all(part.person.name in page for part in CAST.values())


def test_the_visitor_keeps_the_language_of_the_page(client: Client, company: datetime) -> None:
    client.post(reverse("demo:enter", args=["tia"]), headers={"accept-language": "nl"})

    assert CAST["tia"].person.language == "nl"


def test_who_shows_estonian_stays_estonian(client: Client, company: datetime) -> None:
    client.post(reverse("demo:enter", args=["maarja"]), headers={"accept-language": "en"})

    assert CAST["maarja"].person.language == "et"


def test_the_sign_in_page_shows_the_way_in_only_in_the_demo(client: Client, company: datetime, settings: Any) -> None:
    assert reverse("demo:cast") in client.get(reverse("account_login")).content.decode()

    settings.DEMO = False

    assert reverse("demo:cast") not in client.get(reverse("account_login")).content.decode()


def test_the_way_in_leads_nowhere_else(client: Client, company: datetime) -> None:
    answer = client.post(reverse("demo:enter", args=["tia"]), {"next": "https://elsewhere.test/"})

    assert answer.headers["Location"] == "/"
