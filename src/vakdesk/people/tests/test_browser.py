"""The door and the people in a real browser: passkeys under the strict policy, by keyboard, without script, on a phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from vakdesk.people import actions
from vakdesk.people.tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _no_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


def opened(browser: Browser, live_server, path: str, *, client: Client | None = None, **options) -> Page:
    """A page at `path`, signed in as the client's person. Complaints of the browser are kept on it."""
    base = live_server.url.replace("127.0.0.1", "localhost")  # passkeys need a name, not a number
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "base_url": base} | options)
    if client is not None:
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base}])
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: page.complaints.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(path)
    return page


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("User name or mail address").fill(name)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)


def test_a_passkey_is_added_and_signs_in_by_itself(browser, live_server, ann, bo):
    page = opened(browser, live_server, "/account/login/")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | {"automaticPresenceSimulation": True}})
    sign_in(page, "bo.jansen")
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/**")
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/account/login/" not in url)
    page.goto("/account/2fa/webauthn/reauthenticate/?next=/account/2fa/webauthn/")
    page.get_by_role("button", name="Use the key").click()
    page.wait_for_url("**/2fa/webauthn/")
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Name").fill("Key ring")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/2fa/webauthn/")
    page.get_by_role("link", name="Remove Key ring").click()
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url("**/2fa/webauthn/")
    assert "None yet." in page.locator("main").inner_text() and page.complaints == []


def test_signing_in_works_by_keyboard_alone_and_without_script(browser, live_server, ann, bo):
    for options in ({}, {"java_script_enabled": False}):
        page = opened(browser, live_server, "/account/login/?next=/profile/", **options)
        page.locator("[name=login]").focus()
        page.keyboard.type("bo.jansen")
        page.keyboard.press("Tab")
        page.keyboard.type(cast.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url.endswith("/profile/") and "next" not in url)
        assert "Your account" in page.title()


AT_THE_DOOR = ["/account/login/", "/account/password/reset/", "/account/signup/"]
INSIDE = ["/people/", "/people/register/", "/people/import/", "/teams/", "/organisations/", "/groups/", "/profile/", "/profile/edit-self/"]


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(scheme, browser, live_server, ann, ada, bo, as_ann, desk, lindewaard):
    actions.add_group("SD1A", by=cast.INSTALLER)
    own = [one.get_absolute_url() for one in (ann, bo, desk, lindewaard)] + [f"/people/{bo.pk}/grant-role/"]
    for client, paths in ((None, AT_THE_DOOR), (as_ann, INSIDE + own)):
        page = opened(browser, live_server, paths[0], client=client, color_scheme=scheme)
        for path in paths:
            page.set_viewport_size({"width": 1440, "height": 900})
            page.goto(path)
            assert [(fault["id"], path) for fault in Axe().run(page).response["violations"]] == []
            for width in (390, 320):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert page.complaints == []
