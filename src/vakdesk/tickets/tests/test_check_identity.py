"""Where a secret may be given out nothing goes to a requester, by any door, before somebody has recorded who made sure and how."""

from datetime import timedelta
from typing import Any

import pytest

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests import cast
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.records.store import stage
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.kinds import Occasion, TaskKind
from vakdesk.tasks.models import Task, TaskSet
from vakdesk.tasks.tests.play import lines
from vakdesk.tickets import actions
from vakdesk.tickets.actions.registering import Newcomer
from vakdesk.tickets.identity import identity_of
from vakdesk.tickets.models import Category, IdentityCheck, IdentityWay, Release, Ticket
from vakdesk.tickets.tests.play import MONDAY, SOLUTION, fresh, last, refused, report, taken, verbs

FIRST = "First make sure who asks"


@pytest.fixture
def calling(db: None) -> IdentityWay:
    return actions.add_identity_way(by=INSTALLER, names={"en": "Called back", "nl": "Teruggebeld"}, by_phone=True)


@pytest.fixture
def seeing(db: None) -> IdentityWay:
    return actions.add_identity_way(by=INSTALLER, names={"en": "Seen in person"})


@pytest.fixture
def passwords(db: None) -> Category:
    return actions.add_category(by=INSTALLER, names={"en": "Passwords"}, reveals_secret=True)


@pytest.fixture
def secret(bo, ada, passwords) -> Ticket:
    """Bo has forgotten his password; Ada works on it."""
    return taken(bo, ada, category=passwords)


def public(ticket: Ticket) -> list[str]:
    return list(Message.objects.public().filter(record=ticket.pk).order_by("pk").values_list("text", flat=True))


SAYING: dict[str, Any] = {
    "reply": lambda ticket, by: actions.reply(ticket, by=by, text="It is hunter2"),
    "ask": lambda ticket, by: actions.ask(ticket, by=by, text="Does hunter2 work?"),
    "inform": lambda ticket, by: actions.inform(ticket, by=by, text="It is hunter2"),
    "resolve and tell": lambda ticket, by: actions.resolve(ticket, by=by, text="It is hunter2", **SOLUTION),
    "resolve in silence": lambda ticket, by: actions.resolve(ticket, by=by, **SOLUTION),
    "withdraw": lambda ticket, by: actions.withdraw(ticket, by=by, text="It is hunter2"),
    "attach": lambda ticket, by: records.attach(ticket.record, by=by, files=[stage("hunter2.txt", [b"x"])], side=Side.PUBLIC),
    "public task": lambda ticket, by: tasks.add(ticket.record, by=by, title="It is hunter2", is_public=True),
    "by mail": lambda ticket, by: actions.reply(ticket, by=actor(cast.Person.objects.get(pk=by.person_id), door=Door.MAIL), text="hunter2"),
}


@pytest.mark.parametrize("door", SAYING)
def test_no_door_lets_an_answer_out_before_somebody_has_made_sure(secret, ada, bo, calling, door):
    before = public(secret)
    with refused(saying=FIRST):
        SAYING[door](secret, actor(ada))
    assert public(secret) == before
    assert fresh(secret).is_open and not Task.objects.exists()
    actions.check_identity(secret, by=actor(ada), way=calling)
    SAYING[door](fresh(secret), actor(ada))


def test_who_made_sure_and_how_is_on_record_and_nothing_else(secret, ada, bo, calling):
    with clock.travel(MONDAY):
        check = actions.check_identity(secret, by=actor(ada), way=calling)
    assert (check.checked_by, check.person, check.way, check.at, check.holds) == (ada, bo, calling, MONDAY, True)
    entry = last(secret, "ticket.identity_checked")
    assert entry.facts == {"person": bo.pk, "way": calling.pk}
    assert set(entry.sealed) == {"actor"}


def test_other_tickets_ask_for_nothing(taken, ada):
    actions.reply(taken, by=actor(ada), text="Is the lamp on?")
    assert "ticket.identity_checked" not in verbs(taken)


def test_the_requester_and_the_desk_among_itself_speak_freely(secret, ada, bo):
    actions.reply(secret, by=actor(bo, door=Door.PORTAL), text="Hurry please")
    actions.note(secret, by=actor(ada), text="I call him")
    actions.hold(secret, by=actor(ada), waiting_for="requester", reason="He calls back")


def test_a_doubt_takes_away_what_was_sure(secret, ada, calling, seeing):
    actions.check_identity(secret, by=actor(ada), way=calling)
    actions.check_identity(secret, by=actor(ada), way=seeing, holds=False)
    with refused(saying=FIRST):
        actions.reply(secret, by=actor(ada), text="It is hunter2")
    assert verbs(secret)[-1] == "ticket.identity_doubted"
    actions.check_identity(secret, by=actor(ada), way=seeing)
    actions.reply(secret, by=actor(ada), text="It is hunter2")


def test_a_check_holds_for_a_day_for_that_requester_and_until_it_is_opened_again(secret, ada, cem, calling, seeing):
    with clock.travel(MONDAY):
        actions.check_identity(secret, by=actor(ada), way=calling)
    with clock.travel(MONDAY + timedelta(hours=23)):
        assert identity_of(secret) is not None
    with clock.travel(MONDAY + timedelta(hours=24)):
        assert identity_of(secret) is None
        actions.check_identity(secret, by=actor(ada), way=calling)
        actions.edit(secret, by=actor(ada), title=secret.title, kind=secret.kind, requester=cem)
        with refused(saying=FIRST):
            actions.reply(fresh(secret), by=actor(ada), text="It is hunter2")
        actions.check_identity(fresh(secret), by=actor(ada), way=seeing)
        actions.resolve(fresh(secret), by=actor(ada), **SOLUTION)
    with clock.travel(MONDAY + timedelta(hours=25)):
        actions.reopen(fresh(secret), by=actor(ada), text="Once more")
    with clock.travel(MONDAY + timedelta(hours=26)), refused(saying=FIRST):
        actions.reply(fresh(secret), by=actor(ada), text="It is hunter3")


def test_nobody_vouches_for_themselves_or_calls_a_number_that_is_not_there(secret, bo, ada, lindewaard, calling, seeing, passwords):
    own = report(ada, category=passwords)
    with refused(saying="Somebody else checks who you are"):
        actions.check_identity(own, by=actor(ada), way=seeing)
    unreachable = report(cast.make_person("No Phone", organisation=lindewaard), category=passwords)
    with refused("way", "No phone number of No Phone"):
        actions.check_identity(unreachable, by=actor(ada), way=calling)
    actions.edit_identity_way(seeing, by=INSTALLER, names=seeing.names, by_phone=False, is_active=False)
    with refused("way", "out of use"):
        actions.check_identity(secret, by=actor(ada), way=seeing)
    with pytest.raises(NotAllowed):
        actions.check_identity(secret, by=actor(bo), way=calling)
    assert not IdentityCheck.objects.exists()


def test_a_number_that_came_with_the_ticket_proves_nothing(ada, passwords, calling, seeing):
    caller = Newcomer("Not Bo", phone="+31 6 0000 0000")
    ticket = actions.register(caller, by=actor(ada), kind="access", title="x", text="I am Bo", category=passwords)
    with refused("way", "proves nothing"):
        actions.check_identity(ticket, by=actor(ada), way=calling)
    actions.check_identity(ticket, by=actor(ada), way=seeing)


def test_what_was_given_out_is_changed_afterwards_once_per_check(secret, ada, calling):
    TaskSet.objects.all().delete()
    actions.check_identity(secret, by=actor(ada), way=calling)
    assert not Task.objects.exists()
    actions.reply(secret, by=actor(ada), text="It is hunter2")
    actions.reply(secret, by=actor(ada), text="With a small h")
    task = Task.objects.get()
    assert (task.kind, task.owner, str(task)) == (TaskKind.ROTATE, ada, "Change what was given out")
    assert task.due is not None
    actions.resolve(secret, by=actor(ada), **SOLUTION)
    assert Task.objects.get().is_open, "what comes after the work may stay open"


def test_a_set_says_what_follows(secret, ada, calling):
    TaskSet.objects.all().delete()
    follows = lines("Rotate the recovery key", "Tell the security officer", kind=TaskKind.ROTATE)
    tasks.add_set(by=INSTALLER, names={"en": "After a key"}, occasion=Occasion.REVEALED, lines=follows)
    actions.check_identity(secret, by=actor(ada), way=calling)
    actions.reply(secret, by=actor(ada), text="It is hunter2")
    assert [str(task) for task in Task.objects.in_order()] == ["Rotate the recovery key", "Tell the security officer"]


def test_a_trainees_answer_is_released_only_once_somebody_has_made_sure(bo, tia, lindewaard, passwords, calling):
    coach = cast.make_person("Karel Brink", organisation=lindewaard, role=Role.COACH)
    ticket = taken(bo, tia, category=passwords)
    actions.reply(ticket, by=actor(tia), text="It is hunter2")
    waiting = Release.objects.get()
    with refused(saying=FIRST):
        actions.release(waiting, by=actor(coach))
    assert "It is hunter2" not in public(ticket)
    actions.check_identity(fresh(ticket), by=actor(tia), way=calling)
    actions.release(Release.objects.get(), by=actor(coach))
    assert "It is hunter2" in public(ticket)


def test_a_quick_call_says_how_the_caller_is_known(bo, ada, calling, passwords, printing):
    words = {"names": {"en": "Password forgotten"}, "kind": "access", "cause": "Forgotten", "done": "New one set."}
    by_category = actions.add_call_template(by=INSTALLER, category=passwords, **words)
    by_template = actions.add_call_template(
        by=INSTALLER, category=printing, reveals_secret=True, **(words | {"names": {"en": "Code of the copier"}})
    )
    for template in (by_category, by_template):
        with refused("identity"):
            actions.quick_call(bo, by=actor(ada), template=template)
    assert not Ticket.objects.exists()
    for template in (by_category, by_template):
        ticket = actions.quick_call(bo, by=actor(ada), template=template, identity=calling)
        assert fresh(ticket).state == "closed"
        assert last(ticket, "ticket.identity_checked").facts["way"] == calling.pk
    assert Task.objects.filter(kind=TaskKind.ROTATE).count() == 2


def test_a_call_template_marks_its_ticket_for_good(bo, tia, calling, printing, lindewaard):
    template = actions.add_call_template(
        by=INSTALLER, names={"en": "Code"}, kind="access", category=printing, cause="x", done="y", reveals_secret=True
    )
    ticket = actions.quick_call(bo, by=actor(tia), template=template, identity=calling)
    with clock.travel(clock.now() + timedelta(days=2)):
        coach = cast.make_person("Karel Brink", organisation=lindewaard, role=Role.COACH)
        with refused(saying=FIRST):
            actions.release(Release.objects.get(), by=actor(coach))
    assert fresh(ticket).is_open


def test_the_page_says_it_until_it_is_recorded(secret, as_ada, calling, seeing):
    url = secret.get_absolute_url()
    page = as_ada.get(url).content.decode()
    assert 'data-known="no"' in page and "make sure who asks" in page and 'href="tel:31612345678"' in page
    asked = f"{url}check-identity/"
    assert "Called back" in as_ada.get(asked).content.decode()
    assert as_ada.post(asked, {"holds": "yes"}).status_code == 422
    answer = as_ada.post(f"{url}write/", {"text": "It is hunter2", "mode": "public", "then": "reply"})
    assert answer.status_code == 409 and FIRST in answer.content.decode()
    assert as_ada.post(asked, {"way": calling.pk, "holds": "yes"}).status_code == 303
    page = as_ada.get(url).content.decode()
    assert 'data-known="yes"' in page and "It is Bo Jansen" in page
    as_ada.post(asked, {"way": seeing.pk, "holds": "no"})
    assert 'data-known="no"' in as_ada.get(url).content.decode()


def test_no_page_keeps_what_was_asked_or_answered(secret, as_ada, calling):
    as_ada.post(f"{secret.get_absolute_url()}check-identity/", {"way": calling.pk, "holds": "yes", "note": "hunter2", "text": "hunter2"})
    entry = last(secret, "ticket.identity_checked")
    assert "hunter2" not in f"{entry.facts}{entry.sealed}{IdentityCheck.objects.values()}"


def test_ways_are_arranged_in_the_browser(as_dee, as_ada, calling):
    assert "Called back" in as_dee.get("/tickets/identity-ways/").content.decode()
    assert as_dee.post("/tickets/identity-ways/new/", {"name_en": "By video", "by_phone": ""}).status_code == 303
    made = IdentityWay.objects.latest("pk")
    assert (str(made), made.by_phone, made.is_active) == ("By video", False, True)
    assert as_dee.post(f"/tickets/identity-ways/{made.pk}/", {"name_en": "By video call", "is_active": ""}).status_code == 303
    assert (str(IdentityWay.objects.latest("pk")), IdentityWay.objects.latest("pk").is_active) == ("By video call", False)
    assert as_ada.get("/tickets/identity-ways/").status_code == 403
    assert as_dee.post("/tickets/identity-ways/new/", {"name_nl": "Zonder Engels"}).status_code == 422


def test_an_empty_house_begins_with_ways_to_check(ann):
    assert IdentityWay.objects.filter(by_phone=True).count() == 1
    assert IdentityWay.objects.count() == 4


def test_a_quick_call_in_the_browser_asks_only_where_it_matters(as_ada, bo, forgotten, calling):
    assert b'name="identity"' not in as_ada.get("/tickets/quick-call/").content
    Category.objects.update(reveals_secret=True)
    assert b'name="identity"' in as_ada.get("/tickets/quick-call/").content
    words = {"requester": "Bo Jansen", "template": "Password forgotten"}
    assert as_ada.post("/tickets/quick-call/", words).status_code == 409
    assert as_ada.post("/tickets/quick-call/", words | {"identity": calling.pk}).status_code == 303
