"""Every page of the house in a real browser: accessible in light and dark, fit for a small phone, silent, and whole by itself."""

import re
from collections.abc import Iterator

import pytest
from baselines import kept
from browsing import faults_of
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Error, Page
from pytest_django.live_server_helper import LiveServer
from test_every_page import World, addresses, world  # noqa: F401  a fixture

from vakdesk.access.roles import Role
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.notices.stopping import stop_address
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.people.tests.test_second_factor import LOGIN, code_of
from vakdesk.ui.errors import broken

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
#: The browser's own pages, by which it shows a file.
BROWSERS_OWN = ("chrome:", "chrome-extension:")
#: Who looks: the first of them who gets a page sees it.
EYES = ("nobody", "bo", "ada", "dee", "ann", "coach")
#: What is no page: what an open page asks for, and what stands in a frame.
PARTS = {
    "favicon",
    "catalogue:people",
    "inventory:lookup",
    "inventory:lookup_products",
    "people:lookup",
    "tickets:merge_targets",
    "tickets:live",
    "tickets:parents",
    "tickets:all_parents",
    "tickets:mentionable_people",
    "tickets:templates",
    "tickets:theirs",
    "ui:manifest",
    "notices:preview",
}
#: What nobody gets by asking once, with where it is looked at, or why it is no page.
ELSEWHERE = {
    "account_confirm_login_code": "no page: codes by mail are switched off",
    "account_set_password": "no page: sends on to where a password is changed",
    "administration:health_json": "no page: for machines",
    "api:door": "no page: for programs",
    "api:root": "no page: for programs",
    "demo:begin_tour": "demo/tests",
    "demo:cast": "demo/tests",
    "demo:do_step": "demo/tests",
    "demo:end_tour": "demo/tests",
    "demo:enter": "demo/tests",
    "shifts:calendar": "no page: for calendar programs",
    "mfa_activate_totp": "below",
    "mfa_add_webauthn": "below",
    "mfa_authenticate": "below",
    "mfa_deactivate_totp": "below",
    "mfa_download_recovery_codes": "no page: a file",
    "mfa_generate_recovery_codes": "below",
    "mfa_login_webauthn": "no page: for the script of the door",
    "mfa_reauthenticate": "below",
    "mfa_reauthenticate_webauthn": "people/tests: needs a passkey",
    "mfa_view_recovery_codes": "below",
    "notices:open": "no page: sends on to what the notice is about",
    "notices:stop": "below",
    "people:preview_import": "below",
    "people:welcome": "below",
    "portal:check": "portal/tests",
    "portal:question": "portal/tests",
    "portal:start": "no page: sends on to where somebody works or asks",
    "portal:throw_away": "below",
    "socialaccount_login_error": "below",
    "socialaccount_signup": "no page: nobody signs up by single sign-on alone",
    "competence:testify": "competence/tests: needs the link of a witness",
    "approvals:by_mail": "approvals/tests",
    "feedback:rate_by_link": "below",
    "inventory:map_import": "below",
    "inventory:picture": "no page: a picture",
    "inventory:scanned": "no page: sends on to the device",
    "tickets:message": "no page: stands in a frame",
    "tickets:picture": "no page: a picture",
}


@pytest.fixture(scope="module")
def unsafe() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, in which Django would refuse its database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


class Looker:
    """Looks at pages with the eyes of one person after the other, and remembers what is wrong with them."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.browser, self.server = browser, server
        self.judged: set[str] = set()
        self.complaints: list[str] = []

    def look(self, client: Client, *paths: str, status: int = 200, instead: bytes = b"") -> None:
        """At each of the paths, which answer with that status, or at these bytes instead."""
        context = self.browser.new_context(
            base_url=self.server.url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce", locale="en-GB"
        )
        if session := client.cookies.get(settings.SESSION_COOKIE_NAME):
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.value, "url": self.server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.complain(page, str(error)))
        page.on("console", lambda said: self.hear(page, said))
        page.on(
            "request",
            lambda sent: None if sent.url.startswith((self.server.url, *BROWSERS_OWN)) else self.complain(page, f"asks {sent.url}"),
        )
        for path in paths:
            if instead:
                page.route(f"**{path}", lambda route: route.fulfill(status=status, body=instead, content_type="text/html"))
            if came(page, path, status):
                self.complaints += faults_of(page, self.judged)
        context.close()

    def hear(self, page: Page, said: ConsoleMessage) -> None:
        """Whatever the browser warns of, except that the page itself has the status it should have."""
        if said.type in ("error", "warning") and said.location["url"] != page.url:
            self.complain(page, said.text)

    def complain(self, page: Page, what: str) -> None:
        self.complaints.append(f"{page.url} {what}")


def came(page: Page, path: str, status: int) -> bool:
    """Whether it is a page, and not a file or the inside of a frame in which no script runs."""
    try:
        answer = page.goto(path)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    assert answer and answer.status == status and page.url.endswith(path), (path, page.url, answer and answer.status)
    return "html" in answer.headers["content-type"] and "sandbox" not in answer.headers.get("content-security-policy", "")


@pytest.fixture
def looker(unsafe: None, launched: Browser, live_server: LiveServer) -> Iterator[Looker]:
    looker = Looker(launched, live_server)
    yield looker
    assert not looker.complaints, "\n".join(looker.complaints)


def test_nothing_is_wrong_with_any_page(looker: Looker, world: World, request: pytest.FixtureRequest) -> None:  # noqa: F811
    Job.objects.filter(pk=world["job"].pk).update(state=State.FAILED, attempts=8, fault="SMTPException: <nobody> home")
    answers = kept("who_gets_what")
    paths: dict[str, list[str]] = {who: [] for who in EYES}
    unseen = set()
    for name, path in addresses(world):
        given = answers[name]
        if who := next((who for who in EYES if given[who].startswith("200")), None):
            paths[who] += [] if name in PARTS else [path]
        elif not any(answer.startswith("405") for answer in given.values()):
            unseen.add(name)
    assert unseen == set(ELSEWHERE)
    for who in EYES:
        looker.look(client_of(who, world, request), *paths[who])


def client_of(who: str, world: World, request: pytest.FixtureRequest) -> Client:  # noqa: F811
    if who == "nobody":
        return Client()
    if who == "coach":
        return cast.client_of(cast.make_person("Karel Coach", role=Role.COACH, organisation=world["organisation"]))
    return cast.client_of(request.getfixturevalue(who))


def test_nothing_is_wrong_with_pages_that_need_more_than_an_address(looker: Looker, ann: Person, bo: Person) -> None:
    as_bo, as_ann = cast.client_of(bo), cast.client_of(ann)
    begun = as_bo.post("/portal/", {"text": "The printer is on fire"})["Location"]
    looker.look(as_bo, re.sub(r"[a-z]+/$", "throw-away/", begun))
    people = SimpleUploadedFile("people.csv", b"name,email,shoe size\nBea,bea@x.example,4\n,,\n")
    assert as_ann.post("/people/import/", {"file": people}).status_code == 303
    looker.look(as_ann, reverse("people:preview_import"))
    looker.look(Client(), stop_address(bo, "report.answered"))


def test_nothing_is_wrong_with_the_pages_of_a_second_factor(looker: Looker, ann: Person, bo: Person) -> None:
    as_bo, halfway = Client(), Client()
    as_bo.post("/account/login/", LOGIN)
    as_bo.post("/account/reauthenticate/", {"password": cast.PASSWORD})
    looker.look(as_bo, *map(reverse, ("mfa_activate_totp", "mfa_add_webauthn")))
    secret = re.search(r"<code>(\w+)</code>", as_bo.get(reverse("mfa_activate_totp")).content.decode())
    assert secret
    as_bo.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])})
    names = ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate")
    looker.look(as_bo, *map(reverse, names))
    halfway.post("/account/login/", LOGIN)
    looker.look(halfway, reverse("mfa_authenticate"))


def test_nothing_is_wrong_with_the_first_page_of_an_empty_desk(looker: Looker) -> None:
    looker.look(Client(), reverse("people:welcome"))


def test_nothing_is_wrong_with_the_pages_for_what_went_wrong(looker: Looker, ann: Person, bo: Person) -> None:
    looker.look(cast.client_of(bo), reverse("socialaccount_login_error"), status=401)
    looker.look(cast.client_of(bo), "/people/", status=403)
    looker.look(cast.client_of(bo), "/nowhere/", status=404)
    looker.look(cast.client_of(ann), "/nowhere/", status=404)
    often = cast.client_of(bo)
    answers = [often.post("/account/password/change/") for _try in range(6)]
    looker.look(Client(), "/often/", status=429, instead=answers[-1].content)
    looker.look(Client(), "/broken/", status=500, instead=broken(RequestFactory().get("/")).content)
