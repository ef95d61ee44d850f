"""Nothing internal is ever visible to who asks: not on a page, in an export, in search, in a download, nor by a guessed number."""

import re
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.access.roles import Role
from vakdesk.logbook.verbs import Audience, Verb
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.portal.tests.play import PNG
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind, Side
from vakdesk.records.models import Attachment, Message
from vakdesk.records.store import stage
from vakdesk.search.find import find
from vakdesk.tickets import actions
from vakdesk.tickets.models import Category, Ticket
from vakdesk.tickets.tests import play

pytestmark = pytest.mark.django_db
_number = count(1)
PUBLIC = ("Plainly said by Bo", "Plainly answered by Ada", "public.txt")


def secret() -> str:
    """A word that stands nowhere else; its beginning is what pages are searched for."""
    return f"zqsecret{next(_number)}"


@pytest.fixture
def colleague(lindewaard, desk) -> Person:
    """Works at the desk, and has a phone and an address that are nobody's business."""
    return cast.make_person(
        "Gus Helper", organisation=lindewaard, email="zqsecret@desk.example", phone="+31 6 99 88 77 66", role=Role.AGENT, teams=(desk,)
    )


@pytest.fixture
def full(bo, ada, dee, colleague, desk, systems, printing: Category, actor) -> Ticket:
    """A report of Bo's with something internal in every place that can hold it, and some public words."""
    by = actor(ada)
    ticket = play.report(bo, title="Plainly said by Bo", text="Plainly said by Bo", files=[stage("public.txt", [b"public"])])
    other = play.report(cast.make_person("Hal Other"), title=secret())
    actions.take(ticket, by=by)
    actions.note(ticket, by=by, text=secret(), files=[stage(f"{secret()}.png", [PNG])], html=f"<p>{secret()}</p>", history=secret())
    records.attach(ticket.record, by=by, files=[stage(f"{secret()}.txt", [secret().encode()])], side=Side.STAFF)
    records.tag(ticket.record, by=by, name=secret())
    records.link(ticket.record, by=by, kind=LinkKind.CAUSED_BY, target=other.record)
    records.watch(ticket.record, by=by, person_id=colleague.pk)
    records.share(ticket.record, by=by, person_id=colleague.pk, why=secret())
    words = {name: secret() for name in ("affected", "systems", "criticality", "workaround", "override_reason")}
    actions.classify(ticket, by=by, category=printing, impact=3, urgency=3, priority=1, **words)
    actions.hold(ticket, by=by, waiting_for="supplier", reason=secret())
    actions.resume(ticket, by=by)
    actions.hand_back(ticket, by=by, team=desk, tried=secret(), needed=secret())
    actions.hand_over(ticket, by=by, team=systems, found=secret(), tried=secret(), expected=secret())
    actions.assign(ticket, by=actor(dee), assignee=colleague)
    records.reply(
        ticket.record, by=actor(colleague), text="Plainly answered by Ada", html=f"<blockquote>{secret()}</blockquote>", history=secret()
    )
    records.save_draft(ticket.record, by=by, side=Side.STAFF, text=secret())
    records.save_draft(ticket.record, by=by, side=Side.PUBLIC, text=secret())
    actions.resolve(ticket, by=actor(colleague), cause=secret(), done=secret(), verification="asked")
    return play.fresh(ticket)


def pages(ticket: Ticket) -> list[str]:
    """Every page of the portal, and every other that a requester comes to from it."""
    of_report = [
        reverse(f"portal:{name}", args=[ticket.reference]) for name in ("report", "sent", "confirm", "dispute", "reopen", "withdraw")
    ]
    lists = ["", "?view=closed", "?view=others", "?words=zqsecret", "?words=plainly", "?format=csv", "?view=others&format=csv"]
    searches = [f"{reverse('ui:search')}?q={word}" for word in ("zqsecret", "plainly", ticket.reference)]
    return [
        reverse("portal:home"),
        *of_report,
        *(reverse("portal:reports") + query for query in lists),
        *searches,
        reverse("notices:inbox"),
        reverse("people:profile"),
    ]


def read(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers, follow=True)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")


def assert_clean(text: str, address: str) -> None:
    for marker in ("zqsecret", "99887766", "99 88 77 66", "+31 6 99"):
        assert marker not in text.replace('value="zqsecret"', "").replace("q=zqsecret", "").replace("words=zqsecret", ""), address


def test_the_secrets_are_there(full, as_ada):
    """What follows would prove nothing if the desk did not see them either."""
    desk = read(as_ada, full.get_absolute_url())
    assert len(set(re.findall(r"zqsecret\d+", desk))) > 15


def test_no_page_export_or_search_shows_anything_internal(full, as_bo):
    for address in pages(full):
        text = read(as_bo, address).replace("“zqsecret”", "").replace("Search: zqsecret", "")
        assert_clean(text, address)
    told = read(as_bo, reverse("portal:report", args=[full.reference]))
    assert all(words in told for words in PUBLIC)


def test_nothing_is_shown_while_typing_either(full, as_bo):
    for text in ("zqsecret1 zqsecret2", "zqsecret", "plainly said"):
        assert_clean(as_bo.post(reverse("portal:alike"), {"text": text}).content.decode(), text)
    found = read(as_bo, f"{reverse('ui:search')}?q=zqsecret", **{"X-Part": "found"})
    assert_clean(found, "while typing")


@pytest.mark.parametrize("reader", ["own", "organisation", "share"])
def test_search_finds_nothing_internal_for_any_reader_of_the_public_side(full, bo, cem, ada, lindewaard, actor, reader):
    person = bo
    if reader == "organisation":
        person = cast.make_person("Ivy Boss", organisation=lindewaard, role=Role.REQUESTER, scope=lindewaard)
    elif reader == "share":
        records.share(full.record, by=actor(ada), person_id=cem.pk, why="x")
        person = cem
    assert find(actor(person), "plainly").total == 1
    words = sorted(set(re.findall(r"zqsecret\d+", " ".join(Message.objects.values_list("text", flat=True)))))
    assert words and not any(find(actor(person), word).total for word in words)
    for address in pages(full):
        text = read(cast.client_of(person), address).replace("“zqsecret”", "").replace("Search: zqsecret", "")
        assert_clean(text, address)


def test_only_public_files_are_given_whatever_number_is_guessed(full, as_bo, as_cem):
    for attachment in Attachment.objects.all():
        for name in ("download", "picture"):
            address = reverse(f"tickets:{name}", args=[attachment.pk])
            assert as_cem.get(address).status_code == 404
            public = attachment.side == Side.PUBLIC and (name == "download" or attachment.name.endswith(".png"))
            answer = as_bo.get(address)
            assert answer.status_code == (200 if public else 404)
            assert not public or b"".join(answer.streaming_content)


def test_the_desks_mail_is_read_as_its_text_only(full, as_bo, as_cem):
    """Below an answer by mail may hang what was written among ourselves."""
    for message in Message.objects.exclude(html=""):
        address = reverse("tickets:message", args=[message.pk])
        assert as_cem.get(address).status_code == 404
        assert as_bo.get(address).status_code == 404


def test_nobody_else_sees_that_there_is_a_report(full, as_cem):
    for name in ("report", "sent", "confirm", "dispute", "reopen", "withdraw"):
        assert as_cem.get(reverse(f"portal:{name}", args=[full.reference])).status_code == 404
    for name in ("reply", "draft", "confirm", "dispute", "reopen", "withdraw"):
        assert as_cem.post(reverse(f"portal:{name}", args=[full.reference]), {"text": "x"}).status_code == 404
    assert full.title not in "".join(read(as_cem, address) for address in pages(full))


def test_guessed_numbers_lead_nowhere(as_bo, ticket):
    for reference in ("TK-1", "TK-999999", "KB-1001", "0", "-1", "TK"):
        assert as_bo.get(f"/portal/reports/{reference}/").status_code == 404


def test_the_words_of_the_trade_are_not_used(full, as_bo):
    """Nobody here sees the word "incident", nor what the desk calls its steps."""
    text = " ".join(re.sub(r"<[^>]+>", " ", read(as_bo, address)) for address in pages(full) if address.startswith("/portal/"))
    for word in ("incident", "ticket", "on hold", "priority", "assign", "classif", "requester", "resolve", "escalat", "verif"):
        assert word not in text.lower(), word


def test_every_entry_for_requesters_is_a_message_or_has_plain_words():
    told = [verb for verb in Verb.registry if verb.audience is Audience.REQUESTER]
    assert told
    for verb in told:
        assert verb.plain or "message" in verb.carries, verb.name
