"""The pages of an administrator who joins two systems."""

from django.test import Client
from django.urls import reverse

from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.webhooks import actions
from vakdesk.webhooks.models import Delivery, Endpoint
from vakdesk.webhooks.tests.hearing import Heard
from vakdesk.webhooks.tests.test_telling import tell


def test_a_webhook_is_added_and_its_secret_shown_once(as_ann: Client) -> None:
    words = {"name": "Monitor", "url": "https://monitor.example.org/hook", "reach": "staff", "chosen": ["ticket.closed"]}
    answer = as_ann.post(reverse("webhooks:add_endpoint"), words)
    assert answer.status_code == 201 and "whsec_" in answer.content.decode() and "no-store" in answer["Cache-Control"]
    endpoint = Endpoint.objects.get()
    assert "whsec_" not in as_ann.get(endpoint.get_absolute_url()).content.decode()
    assert "monitor.example.org" in as_ann.get(reverse("webhooks:endpoints")).content.decode()


def test_an_address_inside_is_refused_at_its_field(as_ann: Client) -> None:
    answer = as_ann.post(reverse("webhooks:add_endpoint"), {"name": "Monitor", "url": "http://169.254.169.254/", "reach": "staff"})
    assert answer.status_code == 422 and "https://" in answer.content.decode()


def test_the_log_says_how_it_went_and_sends_again(as_ann: Client, endpoint: Endpoint, other: Heard, ann: Person) -> None:
    actions.pause_endpoint(endpoint, by=cast.actor(ann))
    actions.resume_endpoint(endpoint, by=cast.actor(ann))
    tell()
    page = as_ann.get(endpoint.get_absolute_url()).content.decode()
    assert "webhook.paused" in page and "204" in page
    delivery = Delivery.objects.exclude(state="waiting").first()
    assert delivery is not None
    url = reverse("webhooks:resend", args=[endpoint.pk, delivery.pk])
    assert as_ann.get(url).status_code == 200 and as_ann.post(url).status_code == 303
    assert Delivery.objects.get(pk=delivery.pk).state == "waiting"


def test_the_test_button_says_whether_it_arrived(as_ann: Client, endpoint: Endpoint, other: Heard) -> None:
    url = reverse("webhooks:try_endpoint", args=[endpoint.pk])
    assert "204" in as_ann.post(url, follow=True).content.decode()
    other.statuses = [500]
    assert "500" in as_ann.post(url, follow=True).content.decode()


def test_it_is_edited_paused_resumed_and_removed_on_its_page(as_ann: Client, endpoint: Endpoint, other: Heard) -> None:
    def post(page: str, **words: str) -> int:
        return as_ann.post(reverse(f"webhooks:{page}", args=[endpoint.pk]), words).status_code

    assert post("edit_endpoint", name="Chat", url=other.url, reach="requester") == 303
    assert post("pause_endpoint") == 303
    assert "paused" in as_ann.get(endpoint.get_absolute_url()).content.decode()
    assert post("resume_endpoint") == 303
    assert as_ann.post(reverse("webhooks:rotate_secret", args=[endpoint.pk])).status_code == 200
    assert "Two, the old one" in as_ann.get(endpoint.get_absolute_url()).content.decode()
    assert post("remove_endpoint") == 303
    assert as_ann.get(endpoint.get_absolute_url()).status_code == 404


def test_nobody_else_sees_any_of_it(as_dee: Client, endpoint: Endpoint) -> None:
    for name, words in (("endpoints", []), ("endpoint", [endpoint.pk]), ("edit_endpoint", [endpoint.pk]), ("rotate_secret", [endpoint.pk])):
        assert as_dee.get(reverse(f"webhooks:{name}", args=words)).status_code == 403
