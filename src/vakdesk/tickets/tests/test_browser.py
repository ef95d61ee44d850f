"""The desk in a real browser: by keyboard, with and without script, light and dark, wide and narrow."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import told
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from vakdesk.access.roles import Role
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, State
from vakdesk.tickets.models import Release, Ticket
from vakdesk.tickets.tests import play

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def enter(browser: Browser, live_server: Any) -> Iterator[Any]:
    """`enter(person, …)` is a page in which the person is signed in."""
    opened: list[BrowserContext] = []

    def open_for(person: Person, *, width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 900}, **options)
        context.add_cookies([{"name": "sessionid", "value": client_of(person).cookies["sessionid"].value, "url": live_server.url}])
        opened.append(context)
        return context.new_page()

    yield open_for
    for context in opened:
        context.close()


def press(page: Page, *keys: str) -> int:
    """Presses them as fast as the browser takes them; answers how many they are."""
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def test_a_call_takes_at_most_twenty_keys(enter, ada, bo, forgotten):
    page = enter(ada)
    page.goto("/tickets/")
    keys = press(page, "q")
    page.wait_for_url("**/quick-call/")
    keys += press(page, *"bo j")
    page.get_by_role("option", name="Bo Jansen").wait_for()
    keys += press(page, "Enter", "Tab", *"pas")
    page.get_by_role("option", name="Password forgotten").wait_for()
    keys += press(page, "Enter", "Enter")
    page.get_by_text("Ready for the next call").wait_for()
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.closure, ticket.record.requester) == (State.CLOSED, Closure.CONFIRMED, bo)
    assert keys <= 20


def test_what_is_typed_before_the_script_came_is_answered(enter, ada, bo):
    page = enter(ada)
    held: list[Route] = []
    page.route("**/behaviours*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright writes on what it calls, which a method of a list refuses
    with page.expect_request("**/behaviours*.js"):
        page.goto("/tickets/quick-call/", wait_until="commit")
    page.get_by_label("Who asks").press_sequentially("bo j")
    assert page.get_by_role("option", name="Bo Jansen").count() == 0
    held[0].continue_()
    page.get_by_role("option", name="Bo Jansen").wait_for()


def test_an_answer_that_comes_after_the_choice_is_not_shown(enter, ada, bo, forgotten):
    page = enter(ada)
    page.goto("/tickets/quick-call/")
    field = page.get_by_label("What it was about")
    field.press_sequentially("pas")
    page.get_by_role("option", name="Password forgotten").wait_for()
    held: list[Route] = []
    page.route("**/*q=pass", lambda route: held.append(route))  # noqa: PLW0108 - Playwright writes on what it calls, which a method of a list refuses
    with page.expect_request("**/*q=pass"):
        field.press_sequentially("s")
    press(page, "Enter")
    with page.expect_event("requestfinished"):
        held[0].continue_()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert field.input_value() == "Password forgotten" and page.get_by_role("option", name="Password forgotten").count() == 0


def test_a_report_is_handled_by_keyboard_alone(enter, ada, bo, printing, desk):
    ticket = play.report(bo)
    page = enter(ada)
    page.goto("/tickets/?view=unassigned")
    for key in ("j", "o"):
        page.keyboard.press(key)
    page.wait_for_url(f"**/tickets/{ticket.reference}/**")
    page.keyboard.press("t")
    told(page, "It is yours.")
    page.keyboard.press("s")
    expect(page.get_by_role("dialog").get_by_label("Text")).to_be_focused()
    page.keyboard.press("Control+Enter")
    told(page, "Told.")
    page.keyboard.press("p")
    expect(page.get_by_role("dialog").get_by_label("Category")).to_be_focused()
    page.keyboard.press("P")
    page.keyboard.press("Control+Enter")
    told(page, "Classified.")
    page.keyboard.press("r")
    page.keyboard.type("Which key is it?")
    page.keyboard.press("Control+Enter")
    told(page, "Sent.")
    page.keyboard.press("s")
    expect(page.get_by_role("dialog").get_by_label("Cause")).to_be_focused()
    page.keyboard.type("Update")
    page.keyboard.press("Tab")
    page.keyboard.type("Key read out")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("It works again.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Resolved.").wait_for()
    found = play.fresh(ticket)
    assert (found.state, found.category, found.cause, found.verification) == (State.RESOLVED, printing, "Update", "requester")


def test_the_same_work_without_script(enter, ada, bo, printing, desk):
    ticket = play.report(bo)
    page = enter(ada, java_script_enabled=False)
    page.goto("/tickets/?view=unassigned")
    page.get_by_role("link", name=ticket.title).click()
    page.get_by_role("button", name="Take it").click()
    page.get_by_role("link", name="Tell Bo what happens next").click()
    page.get_by_role("button", name="Tell Bo").click()
    page.get_by_role("link", name="Classify").click()
    page.get_by_label("Category").select_option("Printing")
    page.get_by_role("button", name="Classify").click()
    page.get_by_label("Text", exact=True).fill("Which key is it?")
    page.get_by_role("button", name="Send and wait").click()
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("main").get_by_role("link", name="Resolve").first.click()
    page.get_by_label("Cause").fill("Update")
    page.get_by_label("What was done").fill("Key read out")
    page.get_by_role("radio", name="I saw it work").check()
    page.get_by_role("button", name="Resolve and tell Bo").click()
    page.get_by_text("Resolved.").wait_for()
    assert play.fresh(ticket).state == State.RESOLVED


def test_a_draft_is_kept_without_script(enter, ada, bo):
    ticket = play.taken(bo, ada)
    page = enter(ada, java_script_enabled=False)
    page.goto(f"/tickets/{ticket.reference}/")
    page.get_by_label("Text", exact=True).fill("Half a thought")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Your draft is kept.").wait_for()
    assert page.locator("#composer-text").input_value() == "Half a thought"
    assert "record.replied" not in play.verbs(ticket)


def test_a_draft_comes_back_after_a_reload(enter, ada, bo):
    ticket = play.taken(bo, ada)
    page = enter(ada)
    page.goto(f"/tickets/{ticket.reference}/")
    page.keyboard.press("n")
    page.keyboard.type("Half a thought")
    page.get_by_text("Saved").wait_for()
    page.reload()
    assert page.locator("#composer-text").input_value() == "Half a thought"
    assert page.get_by_role("radio", name="Internal note").is_checked()


PLACES = [
    "/tickets/",
    "/tickets/{ticket}/",
    "/tickets/{ticket}/resolve/",
    "/tickets/{ticket}/classify/",
    "/tickets/new/",
    "/tickets/quick-call/",
    "/tickets/categories/",
]


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(enter, dee, ada, bo, forgotten, scheme):
    ticket = play.taken(bo, ada)
    actions.note(ticket, by=actor(ada), text="Same as yesterday.")
    for width in (1440, 390, 320):
        page = enter(dee, width=width, color_scheme=scheme)
        for place in PLACES:
            page.goto(place.format(ticket=ticket.reference))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
            if width != 320:
                found = Axe().run(page).response["violations"]
                assert not found, [(place, width, one["id"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.once
def test_nothing_is_refused_by_the_policy_for_content(enter, ada, bo):
    ticket = play.taken(bo, ada)
    page, said = enter(ada), []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for place in PLACES[:6]:
        page.goto(place.format(ticket=ticket.reference))
    assert said == []


@pytest.fixture
def karel(lindewaard, desk):
    return make_person("Karel Brink", organisation=lindewaard, role=Role.COACH, scope=desk)


def test_a_trainees_reply_is_released_with_an_edit_by_keyboard_alone(enter, tia, karel, bo, desk):
    ticket = play.taken(bo, tia)
    hers, his = enter(tia), enter(karel)
    hers.goto(f"/tickets/{ticket.reference}/")
    press(hers, "r", *"Turn it of", "Control+Enter")
    hers.get_by_text("It waits for your coach.").wait_for()

    his.goto("/tickets/")
    press(his, "g", "r")
    his.wait_for_url("**/tickets/releases/")
    press(his, "r")
    his.locator(".release-row").wait_for()
    assert Release.objects.get().is_waiting, "no row was chosen"
    press(his, "j")
    his.locator(".release-row[data-current]").wait_for()
    press(his, "e")
    his.wait_for_url("**/releases/*/?edit=1")
    his.locator("textarea[name=text]:focus").wait_for()
    press(his, "Control+End", "f", "Tab", *"Spelling", "Control+Enter")
    his.get_by_text("Released: Bo Jansen has it now.").wait_for()

    hers.reload()
    hers.get_by_text("Changed and released by Karel Brink").click()
    assert hers.locator("ins").inner_text() == "off"
    assert ticket.record.messages.filter(side="public", text="Turn it off").exists()


def test_one_key_releases_the_message_at_hand_and_another_sends_it_back(enter, tia, karel, bo, desk):
    for text in ("The first", "The second"):
        actions.reply(play.taken(bo, tia), by=actor(tia), text=text)
    page = enter(karel)
    page.goto("/tickets/releases/?sort=oldest")
    press(page, "j", "r")
    page.get_by_text("Released: Bo Jansen has it now.").wait_for()
    press(page, "j", "b")
    page.locator("dialog textarea").fill("Say more.")
    press(page, "Control+Enter")
    page.get_by_text("Sent back.").wait_for()
    assert list(Release.objects.order_by("pk").values_list("state", flat=True)) == ["released", "sent_back"]


def test_a_coach_without_script_releases_edits_and_sends_back(enter, tia, karel, bo, desk):
    for text in ("The first", "The second", "The third"):
        actions.reply(play.taken(bo, tia), by=actor(tia), text=text)
    page = enter(karel, java_script_enabled=False)
    page.goto("/tickets/releases/?sort=oldest")
    page.get_by_role("button", name="Release").first.click()
    page.get_by_role("link", name="Edit").first.click()
    page.get_by_label("What goes to the requester").fill("The second, better")
    page.get_by_label("Your words to the trainee").fill("Kinder")
    page.get_by_role("button", name="Release").click()
    page.get_by_role("link", name="Send back").first.click()
    page.get_by_label("What is missing").fill("Say more.")
    page.get_by_role("button", name="Send it back").click()
    page.get_by_text("Nothing waits for you").wait_for()
    assert list(Release.objects.order_by("pk").values_list("state", flat=True)) == ["released", "released", "sent_back"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_messages_wait(enter, tia, karel, bo, desk, scheme):
    ticket = play.taken(bo, tia)
    for text in ("Turn it of", "And on"):
        actions.reply(ticket, by=actor(tia), text=text)
    changed = Release.objects.order_by("pk")[0]
    actions.release(changed, by=actor(karel), text="Turn it off", why="Spelling")
    waiting = Release.objects.waiting().get()
    places = [(karel, "/tickets/releases/"), (karel, waiting.get_absolute_url()), (karel, "/tickets/trainees/")]
    places += [(karel, f"/tickets/trainees/{tia.pk}/"), (tia, ticket.get_absolute_url()), (karel, "/tickets/releases/?view=decided")]
    for who, place in places:
        page = enter(who, color_scheme=scheme)
        page.goto(place)
        for fold in page.locator(".said-changes > summary").all():
            fold.click()
        found = Axe().run(page).response["violations"]
        assert not found, [(place, one["id"], [node["target"] for node in one["nodes"]]) for one in found]
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)


def test_two_reports_are_merged_by_keyboard_alone_and_parted_again(enter, ada, bo):
    ticket, other = play.report(bo), play.taken(bo, ada, title="Asks for the key again")
    page = enter(ada)
    page.goto(f"/tickets/{ticket.reference}/")
    press(page, "Control+k", *"merge")
    page.get_by_role("option", name="Merge into another ticket").wait_for()
    press(page, "Enter")
    page.get_by_role("dialog").get_by_label("The ticket that goes on").wait_for()
    press(page, *"again")
    page.get_by_role("option", name="Asks for the key again").wait_for()
    press(page, "Enter", "Enter")
    page.get_by_text("This is merged into another ticket.").wait_for()
    assert play.fresh(ticket).merged_into_id == other.pk
    page.get_by_role("link", name="Undo the merging").focus()
    press(page, "Enter")
    page.get_by_role("button", name="Undo it").focus()
    press(page, "Enter")
    page.get_by_text("It is handled on its own again.").wait_for()
    assert play.fresh(ticket).is_open


def test_two_reports_are_merged_without_script(enter, ada, bo):
    ticket, other = play.report(bo), play.taken(bo, ada, title="Asks for the key again")
    page = enter(ada, java_script_enabled=False)
    page.goto(f"/tickets/{ticket.reference}/merge/")
    page.get_by_label("The ticket that goes on").fill(other.reference)
    page.get_by_role("button", name="Merge", exact=True).click()
    page.get_by_text("This is merged into another ticket.").wait_for()
    page.get_by_role("link", name="Undo the merging").click()
    page.get_by_role("button", name="Undo it").click()
    assert play.fresh(ticket).is_open


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_is_merged(enter, ada, bo, lindewaard, scheme):
    fay = make_person("Fay Bos", organisation=lindewaard)
    target, same, hers = play.taken(bo, ada), play.report(bo, title="The same again"), play.report(fay, title="Mine too")
    actions.merge(same, by=actor(ada), target=target)
    actions.merge(hers, by=actor(ada), target=target, of_two_people=True)
    actions.reply(play.fresh(hers), by=actor(fay), text="It is red here.")
    of_desk = [f"/tickets/{one.reference}/" for one in (target, same, hers)]
    of_desk += [f"/tickets/{target.reference}/merge/", f"/tickets/{same.reference}/unmerge/"]
    for width in (1440, 390, 320):
        for who, places in ((ada, of_desk), (bo, [f"/portal/reports/{same.reference}/"]), (fay, [f"/portal/reports/{hers.reference}/"])):
            page = enter(who, width=width, color_scheme=scheme)
            for place in places:
                page.goto(place)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
                found = Axe().run(page).response["violations"] if width != 320 else []
                assert not found, [(place, width, one["id"], [node["target"] for node in one["nodes"]]) for one in found]
