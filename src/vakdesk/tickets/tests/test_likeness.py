"""What came before that is like this: on the ticket, while registering, and as a category that is suggested and never applied."""

from django.test import Client

from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.tickets import actions
from vakdesk.tickets.likeness import like, suggested
from vakdesk.tickets.models import Category, Ticket
from vakdesk.tickets.tests import play

KEY = {"title": "Laptop asks for a recovery key", "text": "BitLocker wants a recovery key since the firmware update."}


def solved(
    by: Person, requester: Person, category: Category | None = None, *, title: str = KEY["title"], text: str = KEY["text"]
) -> Ticket:
    ticket = play.taken(requester, by, title=title, text=text)
    if category:
        actions.classify(ticket, by=actor(by), category=category, impact=3, urgency=2)
    actions.resolve(ticket, by=actor(by), cause="Firmware", done="Suspended BitLocker, updated, resumed.", verification="seen")
    return ticket


def test_the_likest_ticket_comes_with_its_shared_words_and_what_solved_it(as_ada: Client, ada: Person, bo: Person) -> None:
    before = solved(ada, bo)
    play.report(bo, title="Toner of the printer is empty", text="In C2.")
    ticket = play.report(bo, title="Recovery key wanted", text="After the firmware update my laptop shows a blue page.")
    likes = like(ticket, actor(ada))
    assert [each.ticket for each in likes] == [before]
    assert {"firmware", "recovery"} <= {word.lower() for word in likes[0].why}
    page = as_ada.get(f"/tickets/{ticket.reference}/similar/").content.decode()
    assert before.reference in page and "Suspended BitLocker" in page and "Toner" not in page


def test_what_was_withdrawn_solved_nothing(ada: Person, bo: Person) -> None:
    before = play.report(bo, **KEY)
    actions.withdraw(before, by=actor(bo))
    assert [each.solution for each in like(play.report(bo, **KEY), actor(ada))] == [""]


def test_a_desk_limited_to_a_client_learns_nothing_of_another(
    ada: Person, bo: Person, cem: Person, lindewaard: object, desk: object
) -> None:
    from vakdesk.access.roles import Role

    before = solved(ada, cem)
    ticket = play.report(bo, **KEY)
    limited = make_person("Lim Ited", role=Role.AGENT, scope=bo.organisation)
    page = client_of(limited).get(f"/tickets/{ticket.reference}/similar/").content.decode()
    assert before.reference not in page
    said = client_of(limited).post("/tickets/alike/", {**KEY, "requester": ""}).content.decode()
    assert before.reference not in said


def test_the_same_report_of_the_same_person_is_warned_of_while_registering(as_ada: Client, bo: Person, cem: Person) -> None:
    theirs, other = play.report(bo, **KEY), play.report(cem, **KEY)
    said = as_ada.post("/tickets/alike/", {**KEY, "requester": "Bo Jansen"}).content.decode()
    warned, rest = said.split("This looks like:")
    assert "Bo may have reported this already" in warned and theirs.reference in warned and other.reference not in warned
    assert other.reference in rest


def test_nothing_is_said_about_nothing(as_ada: Client, bo: Person) -> None:
    play.report(bo, **KEY)
    assert as_ada.post("/tickets/alike/", {"title": " ", "text": ""}).content.decode().strip() == ""
    assert as_ada.post("/tickets/alike/", {"title": ["a", "b"], "requester": ["x"]}).status_code == 200


def test_who_may_not_register_may_not_look(as_eli: Client) -> None:
    assert as_eli.post("/tickets/alike/", KEY).status_code == 403


def test_a_category_is_suggested_when_the_likest_agree_and_is_not_applied(
    as_ada: Client, ada: Person, bo: Person, printing: Category
) -> None:
    for _time in range(3):
        solved(ada, bo, printing)
    ticket = play.report(bo, **KEY)
    suggestion = suggested(like(ticket, actor(ada)))
    assert suggestion and (suggestion.category, suggestion.agreeing, suggestion.of) == (printing, 3, 3)
    page = as_ada.get(f"/tickets/{ticket.reference}/similar/").content.decode()
    assert "3 of the 3 likest" in page and f"?category={printing.pk}" in page
    form = as_ada.get(f"/tickets/{ticket.reference}/classify/?category={printing.pk}").content.decode()
    assert f'<option value="{printing.pk}" selected>' in form
    assert play.fresh(ticket).category is None


def test_no_category_is_suggested_where_they_disagree_or_are_too_few(ada: Person, bo: Person, printing: Category) -> None:
    other = actions.add_category(by=actor(make_admin()), names={"en": "Keys"})
    solved(ada, bo, printing)
    solved(ada, bo, other)
    ticket = play.report(bo, **KEY)
    assert suggested(like(ticket, actor(ada))) is None
    solved(ada, bo, printing)
    solved(ada, bo, other)
    assert suggested(like(ticket, actor(ada))) is None


def make_admin() -> Person:
    from vakdesk.access.roles import Role

    return make_person("Ann Other", role=Role.ADMINISTRATOR)
