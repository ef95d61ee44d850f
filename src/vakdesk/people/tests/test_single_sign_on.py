"""Single sign-on: whom the provider's word lets in, and as whom."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from vakdesk.logbook.models import Entry
from vakdesk.people import actions
from vakdesk.people.models import Person
from vakdesk.people.tests import cast


@pytest.fixture
def arrive(settings, ann):
    """Comes back from the provider with these claims; answers the response and who is signed in then."""
    app = {
        "provider_id": "sso",
        "name": "Lindewaard",
        "client_id": "vakdesk",
        "secret": "s",
        "settings": {"server_url": "https://idp.lindewaard.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    def come(email: str, *, verified: bool = True, uid: str = "u1", name: str = "Iris Idp"):
        request = RequestFactory().get("/account/oidc/sso/login/callback/")
        request.session, request.user, request.actor = come.session, AnonymousUser(), None
        request._messages = FallbackStorage(request)
        with request_context(request):
            provider = get_adapter().get_provider(request, "sso")
            claims = {"userinfo": {"sub": uid, "name": name, "email": email}}
            login = SocialLogin(
                user=Person(username=""),
                account=SocialAccount(provider="sso", uid=uid, extra_data=claims),
                email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
                provider=provider,
            )
            response = complete_social_login(request, login)
        return response, request.user

    come.session = SessionStore()
    return come


def test_somebody_known_by_a_verified_address_is_that_person(arrive, bo):
    response, person = arrive("Bo@lindewaard.example")
    assert response.status_code == 302 and person.pk == bo.pk
    verbs = set(Entry.objects.about(bo).values_list("verb", flat=True))
    assert {"person.account_linked", "person.signed_in"} <= verbs
    assert Entry.objects.about(bo).get(verb="person.signed_in").facts == {"method": "socialaccount"}


def test_an_address_the_provider_did_not_verify_lets_nobody_in(arrive, bo, settings):
    settings.OIDC_DOMAINS = ["lindewaard.example"]
    response, person = arrive("bo@lindewaard.example", verified=False)
    assert "Nobody signs up here" in response.content.decode() and not person.is_authenticated
    assert not SocialAccount.objects.exists()


def test_a_stranger_is_not_let_in(arrive):
    response, person = arrive("iris@elsewhere.example")
    assert "Nobody signs up here" in response.content.decode() and not person.is_authenticated
    assert not Person.objects.filter(name="Iris Idp").exists()


def test_a_stranger_of_a_named_domain_becomes_known_in_its_organisation(arrive, lindewaard, settings):
    settings.OIDC_DOMAINS = ["lindewaard.example"]
    response, person = arrive("iris@lindewaard.example")
    assert response.status_code == 302 and person.is_authenticated
    made = Person.objects.get(name="Iris Idp")
    assert (made.organisation, made.email, made.has_usable_password()) == (lindewaard, "iris@lindewaard.example", False)
    assert Entry.objects.about(made).get(verb="person.registered").machine == "sign-on"
    again = arrive("iris@lindewaard.example")[1]
    assert again.pk == made.pk and Person.objects.filter(name="Iris Idp").count() == 1


def test_an_address_that_somebody_else_holds_unproved_makes_nobody_of_a_stranger(arrive, bo, settings):
    settings.OIDC_DOMAINS = ["lindewaard.example"]
    EmailAddress.objects.create(user=bo, email="iris@lindewaard.example", verified=False)
    response, person = arrive("iris@lindewaard.example")
    assert response["Location"] == "/account/3rdparty/signup/" and not person.is_authenticated
    arrive.session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = arrive.session.session_key
    assert "Nobody signs up here" in client.get(response["Location"]).content.decode()
    assert not Person.objects.filter(name="Iris Idp").exists() and not SocialAccount.objects.exists()


def test_the_way_to_the_provider_is_told_before_it_is_taken(arrive, as_bo):
    assert "Sign in with Lindewaard" in Client().get("/account/oidc/sso/login/").content.decode()
    assert "Link Lindewaard to your account" in as_bo.get("/account/oidc/sso/login/?process=connect").content.decode()


def test_whoever_left_is_not_let_in(arrive, bo):
    actions.record_leaving(bo, by=cast.INSTALLER)
    response, person = arrive("bo@lindewaard.example")
    assert response["Location"] == "/account/login/" and not person.is_authenticated


def test_the_sign_in_page_offers_it_only_where_it_is_set(arrive, settings):
    assert "Sign in with Lindewaard" in Client().get("/account/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Sign in with Lindewaard" not in Client().get("/account/login/").content.decode()


def test_who_unlinks_single_sign_on_is_recorded(arrive, bo):
    arrive("bo@lindewaard.example")
    own = cast.client_of(bo)
    own.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    assert "Lindewaard" in own.get("/account/3rdparty/").content.decode()
    own.post("/account/3rdparty/", {"account": SocialAccount.objects.get(user=bo).pk})
    assert not SocialAccount.objects.exists()
    assert Entry.objects.get(verb="person.account_unlinked", subject_id=bo.pk).facts == {"provider": "sso"}
