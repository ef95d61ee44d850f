"""The authenticator app: switched on, asked for, wrong, used up, taken away; each in the logbook."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from vakdesk.logbook.models import Entry
from vakdesk.people.tests import cast

LOGIN = {"login": "bo.jansen", "password": cast.PASSWORD}


@pytest.fixture(autouse=True)
def _no_mail(settings):
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = False  # they want a request, and what happens on commit here has none left


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def secret(ann, bo, django_capture_on_commit_callbacks) -> str:
    """Bo has switched the app on; this is its secret."""
    client = Client()
    client.post("/account/login/", LOGIN)
    client.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    cache.clear()
    return secret


def changes(person) -> list[dict]:
    return list(Entry.objects.about(person).filter(verb="person.authenticator_changed").values_list("facts", flat=True))


def test_switching_it_on_is_recorded_with_its_recovery_codes(secret, bo):
    assert changes(bo) == [{"change": "added", "kind": "totp"}, {"change": "added", "kind": "recovery_codes"}]


def test_the_password_alone_is_then_not_enough(secret, bo):
    client = Client()
    assert client.post("/account/login/", LOGIN)["Location"] == "/account/2fa/authenticate/"
    assert client.get("/profile/").status_code == 302
    assert "One more step" in client.get("/account/2fa/authenticate/").content.decode()
    assert client.post("/account/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/profile/").status_code == 200
    assert Entry.objects.about(bo).filter(verb="person.signed_in").last().facts == {"method": "mfa"}


def test_a_wrong_code_is_recorded_and_lets_nobody_in(secret, bo):
    client = Client()
    client.post("/account/login/", LOGIN)
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.get("/profile/").status_code == 302
    assert Entry.objects.about(bo).filter(verb="person.sign_in_failed").exists()


def test_a_recovery_code_works_once(secret, bo):
    code = Authenticator.objects.get(user=bo, type="recovery_codes").wrap().get_unused_codes()[0]
    client = Client()
    client.post("/account/login/", LOGIN)
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    again = Client()
    again.post("/account/login/", LOGIN)
    assert again.post("/account/2fa/authenticate/", {"code": code}).status_code == 200


def test_taking_it_away_needs_the_person_again_and_is_recorded(secret, bo):
    client = Client()
    client.post("/account/login/", LOGIN)
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/account/2fa/totp/deactivate/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    assert "Remove the authenticator app?" in client.get("/account/2fa/totp/deactivate/").content.decode()
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=bo, type="totp").exists()
    assert {"change": "removed", "kind": "totp"} in changes(bo)


@pytest.mark.parametrize(
    "address", ["/account/2fa/", "/account/2fa/recovery-codes/", "/account/2fa/recovery-codes/generate/", "/account/2fa/reauthenticate/"]
)
def test_its_pages_are_designed(address, secret, bo):
    client = Client()
    client.post("/account/login/", LOGIN)
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    client.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    page = client.get(address)
    assert page.status_code == 200 and 'class="plain-card"' in page.content.decode()
