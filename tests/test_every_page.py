"""Every address of the house, by everybody: who gets it, who is sent away, who is told it is not there."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from baselines import compare, compare_column
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.administration import actions as administration
from vakdesk.api.actions import make_token
from vakdesk.approvals import actions as approvals
from vakdesk.approvals.steps import Step, person, team
from vakdesk.approvals.what import What
from vakdesk.catalogue import actions as catalogue
from vakdesk.catalogue.models import Filling, FillingFile
from vakdesk.competence import actions as competence
from vakdesk.competence.models import Evidence, Passport, Suggestion
from vakdesk.grants import actions as access
from vakdesk.history.models import Run
from vakdesk.instructions import actions as instructions
from vakdesk.instructions.tests.play import published
from vakdesk.inventory import actions as inventory
from vakdesk.inventory.models import ItemType
from vakdesk.jobs.models import Job
from vakdesk.kit import clock
from vakdesk.knowledge import actions as knowledge
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.actions.deviations import open_deviation
from vakdesk.levels.jobs import TIMEKEEPER
from vakdesk.levels.kinds import Measure
from vakdesk.levels.models import Agreement, Deviation
from vakdesk.levels.permissions import KEEP_TIME
from vakdesk.logbook.act import act
from vakdesk.logbook.followers import run_followers
from vakdesk.logbook.models import Entry, Parked
from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.actions_mailboxes import add_mailbox
from vakdesk.mailroom.models import Arrival, Breaker
from vakdesk.majors import actions as majors
from vakdesk.notices.models import Notice
from vakdesk.people.models import Group, Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind, Side
from vakdesk.records.store import stage
from vakdesk.rules import actions as rules
from vakdesk.scripts import actions as scripts
from vakdesk.scripts.models import Script
from vakdesk.services.models import Service
from vakdesk.shifts import actions as shifts
from vakdesk.standards.actions import import_framework
from vakdesk.standards.kinds import LinkStatus
from vakdesk.standards.tests.made import MADE
from vakdesk.status import actions as status
from vakdesk.status.models import Maintenance
from vakdesk.suppliers.models import Supplier
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.models import TaskSet
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Speech
from vakdesk.tickets.models import CallTemplate, Category, IdentityWay, Release, Ticket
from vakdesk.webhooks import actions as webhooks
from vakdesk.webhooks.models import Delivery

pytestmark = pytest.mark.house
World = dict[str, Any]
SECRET = "the-inside-story"
#: One thing that a standard asks.
LEARNS = {"standard": "nl-c0088", "code": "C1-K1-W1.2"}
#: Addresses that need more of the world than one GET and one POST, each with where it is proved.
ELSEWHERE = {
    "ui:asset": "ui/tests: its address holds a digest",
    "openid_connect_login": "people/tests: single sign-on against a real provider",
    "openid_connect_callback": "people/tests: single sign-on against a real provider",
    "account_reset_password_from_key": "people/tests: its address holds a one-time key",
    "account_confirm_email": "people/tests: its address holds a one-time key",
    "people:prove_address": "people/tests: its address holds a one-time proof",
    "mfa_edit_webauthn": "people/tests: needs a passkey, made in a real browser",
    "mfa_remove_webauthn": "people/tests: needs a passkey, made in a real browser",
}
#: Addresses of a major incident itself, not of a ticket that may become one or belong to one.
MAJOR_ITSELF = {f"majors:{page}" for page in ("major", "tell", "end", "stand_down", "give_duty", "end_duty")}
APPOINTMENT_VERBS = ("reschedule", "cancel", "check_safety", "record_consent", "start", "finish")


@pytest.fixture
def world(
    db: None, lindewaard: Organisation, desk: Team, systems: Team, ada: Person, bo: Person, cem: Person, dee: Person, ann: Person
) -> World:
    """A ticket of Bo's with everything that can hang on one, and one of each other thing that has an address."""
    by_ada, by_bo = cast.actor(ada), cast.actor(bo, door=Door.PORTAL)
    agreement = agreed(ann)
    evidence = shown(ada, ann, lindewaard)
    trainee = cast.make_person("Lotte Kuiper", organisation=lindewaard, role=Role.TRAINEE, teams=(desk,))
    ticket = actions.report(bo, by=by_bo, text="The printer in C2 does nothing", files=[stage("photo.txt", [b"photo"])])
    other = actions.report(bo, by=by_bo, text="Another thing")
    actions.take(ticket, by=by_ada)
    sent = actions.reply(ticket, by=by_ada, text="Is the lamp on?")
    added = records.reply(ticket.record, by=by_bo, text="And it smells.")
    outage = actions.report(bo, by=by_bo, text="Nothing prints in the whole of C")
    majors.declare(outage, by=cast.actor(dee), headlines={"en": "No printing"}, texts={"en": "We are on it."}, why="All of C")
    waiting = Release.objects.get(message=actions.reply(ticket, by=cast.actor(trainee), text=f"The lamp, {SECRET}"))
    actions.note(ticket, by=by_ada, text=SECRET, files=[stage(f"{SECRET}.txt", [b"inside"])])
    records.link(ticket.record, by=by_ada, kind=LinkKind.RELATES_TO, target=other.record)
    records.tag(ticket.record, by=by_ada, name=SECRET)
    records.watch(ticket.record, by=by_ada, person_id=dee.pk)
    records.share(ticket.record, by=by_ada, person_id=dee.pk, why=SECRET)
    morning = clock.now()
    shift = shifts.plan(by=cast.actor(dee), team=desk, person=ada, kind="shift", starts_at=morning, ends_at=morning + timedelta(hours=8))
    appointment = shifts.arrange(
        ticket, by=by_ada, kind="visit", person=ada, starts_at=morning, ends_at=morning + timedelta(hours=1), place="C2"
    )
    facts = {"affected": "Bo", "systems": "C2", "criticality": "Exams", "workaround": "None"}
    things = devices(ada, bo, ann, ticket)
    printing = Category.objects.create(code="house-paper", names={"en": "Paper"})
    actions.classify(ticket, by=by_ada, category=printing, impact=3, urgency=1, priority=2, override_reason=SECRET, **facts)
    task = tasks.add(ticket.record, by=by_ada, title=f"Order toner, {SECRET}")
    tasks.write_time(ticket.record, by=by_ada, minutes=20, task=task)
    category = Category.objects.create(code="house-printing", names={"en": "Printing"})
    template = CallTemplate.objects.create(code="house-toner", names={"en": "Toner"}, category=category, cause="empty", done="filled")
    taught = published(by_ada, cast.actor(dee), question=True, title="How to print")
    (giving,) = instructions.give(taught, by=by_ada, people=[bo], record=ticket.record)
    with_group = Group.objects.create(name="4C", external_id="4c")
    with_group.members.add(bo)
    receive(b"From: nobody\r\n\r\n", source="test")
    while run_followers():
        pass
    administration.verify(by=cast.actor(ann))
    entry = Entry.objects.latest("pk")
    endpoint, _secret = webhooks.add_endpoint(by=cast.actor(ann), name="House", url="https://127.0.0.1/")
    rule = rules.add(by=cast.actor(ann), name="Printers first", trigger="reported", tags=["printer"])
    parked = Parked.objects.create(
        follower="notices",
        entry=entry,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        next_at=entry.at,
        fault="RuntimeError",
    )
    approval = approvals.ask(
        ticket.record, by=by_ada, steps=[Step((person(dee), team(systems)))], what=What("Toner", text=SECRET), requester=dee
    )
    days = {"starts_at": entry.at, "ends_at": entry.at + timedelta(days=3)}
    register = access.add_application(by=cast.actor(dee), names={"en": "Student system"}, owner=dee)
    right = access.add_right(register, by=cast.actor(dee), names={"en": "Enter marks"})
    recorded = access.record_grant(ticket.record, by=cast.actor(dee), right=right, person=bo, why="Teaches")
    return {
        "application": register,
        "right": right,
        "recorded": recorded,
        "wish": access.wish(ticket, by=by_ada, right=right, person=trainee, why=SECRET),
        "campaign": access.begin_campaign(by=cast.actor(dee), title="Spring", due_at=entry.at + timedelta(days=9)),
        "approval": approval,
        "seat": approval.stages.get().seats.get(team=systems),
        "deputy": approvals.name_deputy(ada, by=by_ada, deputy=dee, **days),
        "entry": entry,
        "job": Job.objects.latest("pk"),
        "parked": parked,
        "ticket": ticket,
        "category": category,
        "task": task,
        "shift": shift,
        "appointment": appointment,
        "task_set": TaskSet.objects.first(),
        "spent": ticket.record.spent.get(),
        "script": script_of(ann),
        "shelf": catalogue.add_shelf(by=cast.actor(ann), names={"en": "Devices"}),
        "filling": (filling := filling_of(bo, by=ann)),
        "offering": filling.edition.offering,
        "filling_file": FillingFile.objects.get(),
        "override": Entry.objects.get(verb="ticket.priority_overridden"),
        "identity_way": IdentityWay.objects.first(),
        "template": template,
        "canned": actions.add_canned(by=by_ada, name="Hello", texts={"en": SECRET}),
        "going": actions.send_soon(ticket, by=by_ada, speech=Speech.REPLY, text=f"About to leave: {SECRET}"),
        "agreement": agreement,
        "calendar": agreement.versions.get().calendar,
        "deviation": deviation(ticket),
        "service": Service.objects.create(code="house-print", names={"en": "Printing"}),
        "supplier": Supplier.objects.create(name="Printers Ltd"),
        "group": with_group,
        "person": bo,
        "grant": ada.grants.get(),
        "address": bo.emailaddress_set.get(),  # type: ignore[attr-defined]
        "team": desk,
        "maintenance": planned(ann),
        "instruction": taught,
        "giving": giving,
        "medium": taught.media.get(),
        "member": ada,
        "organisation": lindewaard,
        "message": ticket.record.messages.get(side=Side.STAFF, release=None),
        "sent": sent,
        "added": added,
        "major": outage,
        "waiting": waiting,
        "bulk": actions.begin(by=by_ada, verb="take", tickets=[other.pk], particulars={}),
        "view": actions.add_view(by=by_ada, name="Urgent", conditions={"priority": ["1", "2"]}, team=desk),
        "trainee": trainee,
        "attachment": ticket.record.attachments.get(side=Side.STAFF),
        "link": ticket.record.links_out.get(),
        "watcher": dee,
        "arrival": Arrival.objects.get(),
        "run": Run.objects.create(system="Old desk", file="old.csv", at=entry.at),
        "mailbox": add_mailbox(by=cast.actor(ann), kind="pipe", name="House mail", address="help@desk.example"),
        "token": make_token(ada, by=by_ada, name="House", reach=["*:read"], days=30)[0],
        "endpoint": endpoint,
        "export": administration.take_out(by=cast.actor(ann)),
        "rule": rule,
        "evidence": evidence,
        "copy": competence.prepare_copy(evidence, by=by_ada, hidden=[]),
        "plan": competence.plan(Passport.objects.get(), by=by_ada, **LEARNS, what=SECRET, steps=["Watch"], due_on=clock.now().date()),
        "suggestion": Suggestion.objects.get(person=ada, record=ticket.pk),
        "delivery": Delivery.objects.create(
            endpoint=endpoint, entry=entry, subject_type=entry.subject_type, subject_id=entry.subject_id, next_at=entry.at, at=entry.at
        ),
        "breaker": Breaker.objects.create(kind="address", key=SECRET, letters=3, opened_at=entry.at),
        **things,
        "mail": Notice.objects.filter(channel="mail").first(),
        "article": article_of(ada, dee),
        "article_category": ArticleCategory.objects.get(),
        "framework": (framework := import_framework(by=cast.actor(ann), content=MADE)),
        "finding": framework.findings.first(),
        "proposed": framework.links.filter(status=LinkStatus.INFERRED).first(),
    }


def shown(by: Person, ann: Person, client: Organisation) -> Evidence:
    """A passport, for a client whose tickets may be used, with a certificate in it."""
    today = clock.now().date()
    competence.switch_on(client, by=cast.actor(ann), basis="contract", contract="House contract", starts_on=today)
    passport = competence.open_passport(by, by=cast.actor(by), starts_on=today)
    told = dict.fromkeys(("situation", "task", "action", "result", "reflection"), SECRET)
    file = stage("certificate.txt", [b"passed"])
    return competence.bring(
        passport, by=cast.actor(by), kind="certificate", title=SECRET, activities=["A27"], made_on=today, files=[file], **told
    )


def planned(by: Person) -> Maintenance:
    service = Service.objects.create(code="house-mail", names={"en": "Mail"})
    since = clock.now() + timedelta(days=1)
    times = {"starts_at": since, "ends_at": since + timedelta(hours=2)}
    return status.plan(by=cast.actor(by), names={"en": "New mail server"}, texts={}, services=[service], **times)


def devices(ada: Person, bo: Person, ann: Person, ticket: Ticket) -> World:
    """One device that is being prepared, one that Bo has, and everything they are described by."""
    by, lead = cast.actor(ada), cast.actor(ann)
    computer, cable = ItemType.objects.get(code="computer"), ItemType.objects.get(code="accessory")
    room = inventory.add_location(by=lead, name="C2")
    product = inventory.add_product(by=lead, maker="Acme", name="Book", type=computer)
    item = inventory.register(by=by, type=computer, title="Laptop 12", tag="LW-12", organisation=bo.organisation, function=SECRET)
    checks = [{"part": "test", "what": "It starts", "verify": SECRET}]
    profile = inventory.add_profile(by=lead, names={"en": "Teacher"}, type=computer, checks=checks)
    inventory.start_preparing(item, by=by, profile=profile)
    count = inventory.start_stocktake(by=by, location=room)
    inventory.scan(count, by=by, codes=["LW-12", SECRET])
    many = inventory.edit_many(by=by, items=[item], changes={"function": SECRET})
    lent = inventory.register(by=by, type=cable, title="Cable 7", organisation=bo.organisation)
    handover = inventory.draw_up(by=by, direction="issue", items=[lent], person=bo)
    inventory.hand_over(handover, by=by)
    records.link(item.record, by=by, kind=LinkKind.RELATES_TO, target=ticket.record)
    return {
        "item": item,
        "handover": handover,
        "profile": profile,
        "stocktake": count,
        "many_devices": many,
        "item_type": computer,
        "product": product,
        "location": room,
        "item_link": item.record.links_out.get(),
    }


def script_of(by: Person) -> Script:
    """Asked about every ticket, so that their pages are seen with its questions."""
    script = scripts.add_script(by=cast.actor(by), names={"en": "What is the matter"})
    scripts.add_question(script, by=cast.actor(by), kind="yes_no", words={"en": "Did it ever work?"}, hints={})
    scripts.publish(script, by=cast.actor(by))
    return script


def article_of(writer: Person, reviewer: Person) -> Article:
    """Published for everybody, with a picture, a newer version that is only the desk's, and what a reader missed."""
    by, other = cast.actor(writer), cast.actor(reviewer)
    shelf = knowledge.add_category(by=other, names={"en": "Printing"}, code="a07")
    article = knowledge.begin(by=by, title="How do I print?", text="Press the button.", language="en", audience="public", category=shelf)
    file = knowledge.add_files(article, by=by, files=[stage("window.png", [b"\x89PNG\r\n\x1a\n" + b"0" * 64])])[0]
    knowledge.save(article, by=by, title=article.title, text=f"![A window](picture:{file.pk})", base=1)
    knowledge.submit(article, by=by)
    knowledge.publish(article, by=other, version=2)
    knowledge.rate(article, by=by, helpful=False, reason=f"Not here, {SECRET}")
    knowledge.save(article, by=by, title=article.title, text=f"Nobody reads this: {SECRET}", base=2)
    return article


def filling_of(person: Person, *, by: Person) -> Filling:
    """A form that the person fills in, of an offering for everybody."""
    offering = catalogue.add_offering(by=cast.actor(by), names={"en": "Borrow a laptop"})
    for kind, words in (("text", "What for?"), ("files", "A letter")):
        catalogue.add_field(offering, by=cast.actor(by), kind=kind, words={"en": words})
    offering.current = catalogue.publish(offering, by=cast.actor(by))
    filling = catalogue.begin(offering, by=cast.actor(person))
    catalogue.add_files(filling, by=cast.actor(person), field="f2", files=[stage("letter.txt", [b"dear desk"])])
    return filling


def agreed(by: Person) -> Agreement:
    """An agreement by which everything is measured, so that every page is seen with its clocks."""
    days = ["8:00-18:00"] * 7
    office = levels.add_calendar(by=cast.actor(by), name="Always here", starts_on=date(2020, 1, 1), zone="Europe/Amsterdam", days=days)
    targets = [Wanted(Measure.FIRST_RESPONSE, 3600), Wanted(Measure.RESOLUTION, 8 * 3600)]
    return levels.add_agreement(by=cast.actor(by), kind="sla", name="With everybody", calendar=office, targets=targets)


def deviation(ticket: Ticket) -> Deviation:
    counted = ticket.record.clocks.get(measure=Measure.RESOLUTION)
    with act(TIMEKEEPER, may=KEEP_TIME) as log:
        open_deviation(counted, log, due=counted.due_at)
    return Deviation.objects.get()


def words_of(name: str, gaps: Collection[str], world: World) -> dict[str, Any]:
    """What fills the gaps of the address of that name."""
    pk = {
        "tickets:edit_category": "category",
        "tickets:edit_call_template": "template",
        "tickets:edit_canned": "canned",
        "tickets:undo_send": "going",
        "services:service": "service",
        "services:edit_service": "service",
        "suppliers:supplier": "supplier",
        "suppliers:edit_supplier": "supplier",
        "levels:unlink_deviation": "link",
        "tickets:wallboard": "team",
        "tickets:download": "attachment",
        "tickets:picture": "attachment",
        "tickets:message": "message",
        "tickets:unlink": "link",
        "tickets:correct": "sent",
        "tickets:split": "added",
        **{f"tickets:{verb}": "waiting" for verb in ("release", "send_back", "take_back")},
        "tickets:set_care": "trainee",
        **{f"tasks:{verb}": "task" for verb in ("edit", "assign", "move", "finish", "skip", "reopen", "call_back", "start_on_task")},
        "tasks:edit_set": "task_set",
        **{f"shifts:{verb}": "shift" for verb in ("change", "remove")},
        **{f"shifts:{verb}": "appointment" for verb in APPOINTMENT_VERBS},
        "tickets:edit_identity_way": "identity_way",
        "tickets:judge_override": "override",
        **{f"scripts:{page}": "script" for page in ("script", "edit_script", "preview", "publish", "withdraw")},
        "catalogue:edit_shelf": "shelf",
        "portal:remove_order_file": "filling_file",
        **{f"scripts:{verb}_question": "script" for verb in ("add", "edit", "move", "remove")},
        "tasks:correct_time": "spent",
        **{f"status:{verb}": "maintenance" for verb in ("change", "cancel")},
        **{f"instructions:{verb}": "giving" for verb in ("remind", "take_back")},
        "instructions:medium": "medium",
        **{f"tickets:{page}": "bulk" for page in ("bulk_act", "undo")},
        "tickets:edit_view": "view",
        "tickets:delete_view": "view",
        "inventory:download": "attachment",
        "inventory:picture": "attachment",
        "inventory:edit_type": "item_type",
        **{f"inventory:{page}product": "product" for page in ("", "edit_")},
        **{f"inventory:{page}location": "location" for page in ("", "edit_")},
        **{f"inventory:{page}stocktake": "stocktake" for page in ("", "close_")},
        **{f"inventory:{page}": "many_devices" for page in ("bulk_act", "undo_many")},
        **{f"inventory:{page}profile": "profile" for page in ("", "edit_")},
        "inventory:unlink": "item_link",
        "notices:open": "mail",
        "notices:mail": "mail",
        "notices:retry": "mail",
        "notices:give_up": "mail",
        "mailroom:close_breaker": "breaker",
        "api:token": "token",
        "api:revoke_token": "token",
        **{f"mailroom:{verb}mailbox": "mailbox" for verb in ("", "edit_", "test_", "pause_", "resume_")},
        "knowledge:edit_category": "article_category",
        **{f"standards:{page}": "framework" for page in ("framework", "findings")},
        **{f"approvals:{page}": "approval" for page in ("approval", "decide", "withdraw")},
        **{f"grants:{page}": "application" for page in ("application", "edit_application", "add_right")},
        **{f"grants:{page}": "recorded" for page in ("grant", "revoke")},
        **{f"grants:{page}": "campaign" for page in ("campaign", "close_campaign")},
        "grants:edit_right": "right",
        "grants:change_wish": "wish",
        "approvals:appoint": "seat",
        "approvals:end_deputy": "deputy",
        **{f"competence:{page}": "evidence" for page in ("evidence", "accept", "withdraw", "download", "prepare_copy")},
        **{f"competence:{page}": "copy" for page in ("copy", "release_copy", "refuse_copy", "take_copy")},
        **{f"competence:{page}": "plan" for page in ("finish_step", "review")},
        **{f"competence:switch_{way}": "organisation" for way in ("on", "off")},
        "competence:submit": "suggestion",
        "standards:settle": "finding",
        "standards:confirm": "proposed",
        "administration:entry": "entry",
        "administration:job": "job",
        "administration:retry": "job",
        "administration:discard": "job",
        "administration:download_export": "export",
        "administration:retry_parked": "parked",
        "administration:skip_parked": "parked",
    }.get(name)
    room, _colon, rest = name.partition(":")
    if room == "levels" and pk is None:
        pk = "calendar" if "calendar" in rest else "agreement"
    if pk is None:
        pk = {"mailroom": "arrival", "history": "run", "webhooks": "endpoint", "rules": "rule", "catalogue": "offering"}.get(room) or next(
            (kind for kind in ("group", "team", "organisation") if kind in rest), "person"
        )
    if name in {"portal:open_answer", "portal:helped"}:
        return {"reference": world["article"].reference}
    if room == "knowledge" and "reference" in gaps and "pk" in gaps:
        return {"reference": world["article"].reference, "pk": world["article"].record.attachments.get().pk}
    return {
        "reference": world[
            {"levels": "deviation", "inventory": "item", "instructions": "instruction", "knowledge": "article"}.get(
                room, "major" if name in MAJOR_ITSELF else "ticket"
            )
        ].reference,
        "number": 1,
        "pk": world["member" if "grant" in gaps else pk].pk,
        "sheet": world["handover"].reference,
        "item": world["item"].pk,
        "person_id": world["watcher"].pk,
        "person": world["member"].pk,
        "team": world["team"].pk,
        "grant": world["grant"].pk,
        "delivery": world["delivery"].pk,
        "path": "tickets",
        "address": world["address"].pk,
        "verb": "take",
        "key": world["filling"].key
        if name.startswith(("portal:order_", "portal:fill", "portal:remove_order"))
        else {"demo": "bo", "scripts": "q1", "standards": "nl-27016", "catalogue": "f1", "instructions": "s1"}.get(room, "0" * 22),
        "page": "f1",
        "code": {"catalogue": "purchase", "knowledge": "a07", "portal": world["offering"].code, "competence": LEARNS["code"]}.get(
            room, "A07"
        ),
        "standard": LEARNS["standard"],
        "name": "report.received" if room == "notices" else "what",
        "language": "en",
        "token": "forged",
        "way": "password",
    }


def addresses(world: World) -> Iterator[tuple[str, str]]:
    for name, pattern in patterns(get_resolver()):
        if name not in ELSEWHERE:
            gaps = pattern.pattern.regex.groupindex
            words = words_of(name, gaps, world)
            yield name, reverse(name, kwargs={gap: words[gap] for gap in gaps})


def patterns(resolver: Any, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, f"{space}{each.namespace}:" if each.namespace else space)
        elif each.name:
            yield f"{space}{each.name}", each


@pytest.mark.parametrize("who", ["nobody", "bo", "cem", "tia", "ada", "dee", "eli", "ann", Role.COACH, Role.PRIVACY])
def test_everybody_gets_what_is_theirs_and_no_more(world: World, who: str, request: pytest.FixtureRequest) -> None:
    """One reviewed table of GET and POST for each address and role: tests/who_gets_what.json."""
    if who == "nobody":
        client = Client()
    elif isinstance(who, Role):
        client = cast.client_of(cast.make_person(who.label, role=who, organisation=world["organisation"]))
    else:
        client = cast.client_of(request.getfixturevalue(who))
    found = {name: f"{ask(client, url)} {ask(client, url, post=True)}" for name, url in addresses(world)}
    compare_column("who_gets_what", str(who), found)


def ask(client: Client, url: str, *, post: bool = False) -> int:
    with visit(client, url, post=post) as answer:
        return int(answer.status_code)


@contextmanager
def visit(client: Client, url: str, *, post: bool | dict[str, Any] = False, follow: bool = False) -> Iterator[Any]:
    """The answer; then whatever the visit changed is undone, in the database and in the browser (signing out, say)."""
    before, cookies = transaction.savepoint(), client.cookies.output()
    answer = client.get(url, follow=follow) if post is False else client.post(url, {} if post is True else post)
    answer.seen = b"".join(answer).decode(errors="replace")  # read to its end, which closes what it streams from
    yield answer
    transaction.savepoint_rollback(before)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))


def test_nothing_internal_is_on_any_page_of_a_requester(world: World, as_bo: Client, as_cem: Client, as_ada: Client) -> None:
    for name, url in addresses(world):
        for client in (as_bo, as_cem):
            with visit(client, url, follow=True) as answer:
                assert SECRET not in answer.seen, f"{name} gives the inside away"
    with visit(as_ada, world["ticket"].get_absolute_url()) as answer:
        assert SECRET in answer.seen
    with visit(as_bo, reverse("portal:report", args=[world["ticket"].reference])) as answer:
        assert "The printer in C2" in answer.seen


def test_a_strangers_report_is_not_there(world: World, as_cem: Client) -> None:
    for name, url in addresses(world):
        if world["ticket"].reference in url:
            assert {ask(as_cem, url), ask(as_cem, url, post=True)} <= {404, 405}, name


def test_no_page_asks_more_of_the_database_when_there_is_more_to_show(world: World, as_ada: Client, ada: Person) -> None:
    """Pages without gaps in their address, at two tickets and at sixty. The figures: tests/queries.json."""
    few = {name: queries(as_ada, url) for name, url in plain_pages(as_ada, world)}
    for number in range(58):
        person = cast.make_person(f"Person number {number}", organisation=world["organisation"], account=False)
        ticket = actions.register(
            person, by=cast.actor(ada), kind="incident", title=f"Printer {number}", text="It does nothing", category=world["category"]
        )
        actions.take(ticket, by=cast.actor(ada))
    while run_followers():
        pass
    many = {name: queries(as_ada, url) for name, url in plain_pages(as_ada, world)}
    growing = {name: (few[name], many[name]) for name in few if many[name] > few[name] + 2}
    assert not growing, f"(few rows, many rows): {growing}"
    compare("queries", many)


def plain_pages(client: Client, world: World) -> Iterator[tuple[str, str]]:
    for name, url in addresses(world):
        pattern = dict(patterns(get_resolver()))[name].pattern
        if not pattern.regex.groupindex and not name.startswith(("account", "mfa", "socialaccount", "demo")) and ask(client, url) == 200:
            yield name, url


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
