"""At the door: who gets in, what is said to those who do not, and what the logbook keeps of it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import verify
from vakdesk.people import actions
from vakdesk.people.models import Person
from vakdesk.people.tests import cast

LOGIN = "/account/login/"
REFUSED = "do not go together"


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def door(ann):
    """A browser in which nobody is signed in, of a house that has an administrator."""
    return Client()


def verbs_about(person: Person) -> list[str]:
    return list(
        Entry.objects.about(person)
        .filter(verb__regex="sign|password|authenticator|address_")
        .exclude(verb="person.address_added")
        .values_list("verb", flat=True)
    )


@pytest.mark.parametrize("name", ["bo.jansen", "BO.Jansen", "bo@lindewaard.example", "Bo@Lindewaard.Example"])
def test_a_person_signs_in_by_user_name_or_address(name, door, bo):
    answer = door.post(LOGIN, {"login": name, "password": cast.PASSWORD})
    assert answer.status_code == 302 and door.get("/profile/").status_code == 200
    entry = Entry.objects.about(bo).get(verb="person.signed_in")
    assert entry.facts == {"method": "password"} and entry.actor_id == bo.pk


def test_signing_out_is_recorded(door, bo):
    door.post(LOGIN, {"login": "bo.jansen", "password": cast.PASSWORD})
    assert door.post("/account/logout/").status_code == 302
    assert verbs_about(bo) == ["person.signed_in", "person.signed_out"] and door.get("/profile/").status_code == 302


def test_wrong_name_wrong_password_and_left_get_the_same_answer(door, bo, cem):
    actions.record_leaving(cem, by=cast.INSTALLER)
    tries = [
        ("bo.jansen", "wrong-password"),
        ("nobody.here", cast.PASSWORD),
        ("cem.yildiz", cast.PASSWORD),
        ("cem@vlierhof.example", cast.PASSWORD),
    ]
    answers = [door.post(LOGIN, {"login": name, "password": password}) for name, password in tries]
    said = {
        re.sub(r'value="[^"]*"|content="[^"]*"', "", answer.content.decode().replace(name, ""))
        for answer, (name, _password) in zip(answers, tries, strict=True)
    }
    assert len(said) == 1 and REFUSED in said.pop() and {answer.status_code for answer in answers} == {200}


def test_a_failed_try_is_kept_for_somebody_and_not_for_a_stranger(door, bo):
    before = Entry.objects.count()
    door.post(LOGIN, {"login": "my-secret-password-in-the-wrong-field", "password": "x"})
    assert Entry.objects.count() == before
    door.post(LOGIN, {"login": "bo@lindewaard.example", "password": "wrong"})
    entry = Entry.objects.about(bo).get(verb="person.sign_in_failed")
    assert (entry.actor_id, entry.machine, entry.door) == (None, "doorkeeper", "web") and verify().ok


def test_after_five_wrong_passwords_even_the_right_one_waits(door, bo):
    for _try in range(5):
        door.post(LOGIN, {"login": "bo.jansen", "password": "wrong"})
    page = door.post(LOGIN, {"login": "bo.jansen", "password": cast.PASSWORD})
    assert page.status_code == 200 and "Too many attempts" in page.content.decode()


def test_whoever_tries_too_often_is_told_to_wait(as_bo):
    answers = [as_bo.post("/account/password/change/") for _try in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "Wait a minute, then try again." in answers[-1].content.decode()


def test_who_has_no_password_yet_chooses_one(ann, lindewaard):
    without = cast.make_person("Kai Nieuw", organisation=lindewaard, account=False)
    own = cast.client_of(without)
    assert "Until now you sign in without one." in own.get("/account/password/set/").content.decode()
    own.post("/account/password/set/", {"password1": cast.PASSWORD, "password2": cast.PASSWORD})
    without.refresh_from_db()
    assert without.check_password(cast.PASSWORD)


def test_no_page_of_the_sign_in_framework_is_left_in_its_own_looks():
    """Those it can draw here: whoever would sign up is turned away before, and codes by mail are switched off."""
    resolver = next(one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and str(one.pattern) == "account/")
    views = {getattr(pattern.callback, "view_class", None) for pattern in _patterns(resolver)}
    pages = {getattr(view, "template_name", None) for view in views} - {None, "account/signup.html", "account/confirm_login_code.html"}
    foreign = {
        page for page in pages if page.endswith(".html") and not Path(get_template(page).origin.name).is_relative_to(settings.SOURCE)
    }
    assert len(pages) > 20 and not foreign


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        yield from _patterns(one) if isinstance(one, URLResolver) else [one]


def test_somebody_who_leaves_is_out_at_once(as_bo, bo):
    assert as_bo.get("/profile/").status_code == 200
    actions.record_leaving(bo, by=cast.INSTALLER)
    assert as_bo.get("/profile/").status_code == 302


def test_nobody_signs_up(door):
    page = door.post(
        "/account/signup/", {"email": "x@example.org", "username": "x", "password1": cast.PASSWORD, "password2": cast.PASSWORD}
    )
    assert "Nobody signs up here" in page.content.decode() and not Person.objects.filter(username="x").exists()
    assert "signup" not in door.get(LOGIN).content.decode()


def test_a_reset_says_the_same_for_known_and_unknown_and_writes_only_to_the_known(door, bo, outbox):
    answers = [
        door.post("/account/password/reset/", {"email": email}, follow=True) for email in ("bo@lindewaard.example", "stranger@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain and answers[0].content.count(b"Look in your mail") == answers[
        1
    ].content.count(b"Look in your mail")
    assert [message.to for message in outbox] == [["bo@lindewaard.example"]]


def test_a_reset_link_sets_a_new_password_once(door, bo, outbox):
    door.post("/account/password/reset/", {"email": "bo@lindewaard.example"})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", outbox[0].body)[1]
    form = door.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    assert door.post(address, {"password1": "new-moon-rising-4", "password2": "new-moon-rising-4"}).status_code == 302
    assert Person.objects.get(pk=bo.pk).check_password("new-moon-rising-4")
    assert Entry.objects.about(bo).get(verb="person.password_changed").facts == {"how": "reset"}
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_those_who_left_get_no_reset_link(door, bo, outbox):
    actions.record_leaving(bo, by=cast.INSTALLER)
    door.post("/account/password/reset/", {"email": "bo@lindewaard.example"})
    assert outbox == []


def test_changing_the_password_signs_other_browsers_out(door, bo, outbox):
    other = cast.client_of(bo)
    door.post(LOGIN, {"login": "bo.jansen", "password": cast.PASSWORD})
    given = {"oldpassword": cast.PASSWORD, "password1": "new-moon-rising-4", "password2": "new-moon-rising-4"}
    assert door.post("/account/password/change/", given).status_code == 302
    assert other.get("/profile/").status_code == 302
    assert "person.password_changed" in verbs_about(bo)
    assert len(outbox) == 1, "the person hears of it"


@pytest.mark.parametrize("password", ["short", "bo.jansen1", "password1234"])
def test_a_weak_password_is_refused(password, door, bo):
    door.post(LOGIN, {"login": "bo.jansen", "password": cast.PASSWORD})
    given = {"oldpassword": cast.PASSWORD, "password1": password, "password2": password}
    assert door.post("/account/password/change/", given).status_code == 200
    assert Person.objects.get(pk=bo.pk).check_password(cast.PASSWORD)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("password/change/", ["Huidig wachtwoord", "Nieuw wachtwoord, nog een keer", "Minstens 10 tekens"]),
        ("2fa/totp/activate/", ["Code"]),
        ("2fa/webauthn/add/", ["Naam", "Zonder wachtwoord"]),
    ],
)
def test_the_pages_of_an_account_speak_dutch_in_our_words(page, words, door, bo):
    door.post(LOGIN, {"login": "bo.jansen", "password": cast.PASSWORD})
    door.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    Person.objects.filter(pk=bo.pk).update(language="nl")
    text = door.get(f"/account/{page}").content.decode()
    assert [word for word in words if word not in text] == []
    assert "Uw wachtwoord" not in text and "Authenticator code" not in text


def claims(person: Person, email: str, outbox: list) -> tuple[Client, str]:
    """The person says that the address is theirs: their browser, and the link in the mail that asks for a proof ("" for none)."""
    browser = cast.client_of(person)
    browser.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    assert browser.post("/account/email/", {"action_add": "", "email": email}).status_code == 302
    links = [found[1] for message in outbox if (found := re.search(r"http://testserver(/profile/prove-address/\S+)", message.body))]
    return browser, links[-1] if links else ""


def test_a_new_address_waits_for_its_proof_and_is_recorded(bo, outbox):
    browser, link = claims(bo, "Bo@private.example", outbox)
    assert outbox[-1].to == ["bo@private.example"] and "private" not in link
    assert not EmailAddress.objects.filter(email="bo@private.example").exists()
    assert "bo@private.example" in browser.get(link).content.decode()
    assert "yours now" in browser.post(link, follow=True).content.decode()
    assert EmailAddress.objects.get(email="bo@private.example", verified=True).user_id == bo.pk
    assert "person.address_verified" in verbs_about(bo)
    assert "somebody we know" in browser.post(link, follow=True).content.decode(), "it is used"


def test_an_address_that_the_desk_was_given_is_proved_by_its_link(bo, outbox):
    EmailAddress.objects.filter(user=bo).update(verified=False)
    browser = cast.client_of(bo)
    browser.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    browser.post("/account/email/", {"action_send": "", "email": "bo@lindewaard.example"})
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", outbox[-1].body)[1]
    assert "bo@lindewaard.example" in browser.get(link).content.decode()
    browser.post(link)
    assert EmailAddress.objects.get(user=bo).verified and "person.address_verified" in verbs_about(bo)


def test_until_it_is_proved_an_address_leads_nobody_to_who_claims_it(bo, lindewaard, outbox):
    claims(bo, "zoe@elsewhere.example", outbox)
    assert not Person.objects.with_address("zoe@elsewhere.example").exists()
    zoe = actions.register("Zoë", by=cast.actor(cast.make_person("Al", role=Role.ADMINISTRATOR)), email="zoe@elsewhere.example")
    assert Person.objects.with_address("zoe@elsewhere.example").get() == zoe


def test_a_proof_is_good_for_who_asked_for_it_and_for_three_days(bo, cem, outbox):
    browser, link = claims(bo, "zoe@elsewhere.example", outbox)
    other = cast.client_of(cem)
    assert "no longer works" in other.get(link).content.decode()
    assert "no longer works" in other.post(link, follow=True).content.decode()
    assert "no longer works" in browser.get(link[:-9] + "A" * 8 + "/").content.decode()
    with clock.travel(clock.now() + timedelta(days=3, minutes=1)):
        assert "no longer works" in browser.get(link).content.decode()
    assert not EmailAddress.objects.filter(email="zoe@elsewhere.example").exists()


def test_somebody_elses_address_cannot_be_taken_and_its_owner_hears_nothing(bo, cem, outbox):
    _browser, link = claims(bo, "cem@vlierhof.example", outbox)
    assert not link and not outbox
    assert EmailAddress.objects.get(email="cem@vlierhof.example").user_id == cem.pk


PAGES = [
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/inactive/",
    "/account/3rdparty/login/cancelled/",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_at_the_door_is_designed(address, door):
    page = door.get(address).content.decode()
    assert 'class="plain-card"' in page and "<style" not in page and "style=" not in page and "onclick" not in page


OWN = [
    "/account/password/change/",
    "/account/email/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/3rdparty/",
    "/account/sessions/",
    "/account/logout/",
    "/account/reauthenticate/",
]


@pytest.mark.parametrize("address", OWN)
def test_every_page_of_ones_own_account_is_designed(address, door, bo):
    door.post(LOGIN, {"login": "bo.jansen", "password": cast.PASSWORD})
    door.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    page = door.get(address)
    assert page.status_code == 200 and 'class="plain-card"' in page.content.decode()
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page.content.decode())
    assert all('type="application/json"' in script for script in scripts), "nothing inline runs"


@pytest.mark.postgres
def test_wrong_passwords_count_together_in_all_web_processes(door, bo, request):
    """The count is in the database: what this process remembers by itself says nothing."""
    counting = request.getfixturevalue("settings")
    counting.CACHES = {"default": settings.SHARED}
    for _try in range(5):
        door.post(LOGIN, {"login": "bo.jansen", "password": "wrong"})
    counting.CACHES = {"default": settings.IN_MEMORY}
    assert door.post(LOGIN, {"login": "bo.jansen", "password": "wrong"}).content.decode().count("Too many attempts") == 0
    counting.CACHES = {"default": settings.SHARED}
    page = door.post(LOGIN, {"login": "bo.jansen", "password": cast.PASSWORD})
    assert page.status_code == 200 and "Too many attempts" in page.content.decode()
