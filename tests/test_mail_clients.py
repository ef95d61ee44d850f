"""The whole conversation with real parts: the agent in a browser, the user at swaks and mutt, postfix and dovecot between them."""

from pathlib import Path
from typing import Any

import pytest
from mail_clients import answer_with_mutt, swaks
from mail_server import BO, DESK, MailServer
from playwright.sync_api import expect
from test_mail_loop import running, server, values_of  # noqa: F401  fixtures

from vakdesk.mailroom.actions_mailboxes import add_mailbox
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.transport.fetching import fetch
from vakdesk.notices.tests.postbox import body, send_all
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.test_browser import browser, enter  # noqa: F401  fixtures

pytestmark = [pytest.mark.mail, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_user_with_their_own_mail_programs_talks_with_an_agent_in_the_browser(
    server: MailServer,  # noqa: F811
    enter: Any,  # noqa: F811
    ann: Person,
    ada: Person,
    bo: Person,
    tmp_path: Path,
) -> None:
    mailbox = add_mailbox(by=actor(ann), **values_of(server))
    swaks(server, sender=BO, to=DESK, subject="Printer C2", body="He does nothing since this morning.")
    server.until(DESK, lambda one: one["Subject"] == "Printer C2")
    assert fetch(mailbox) == 1
    ticket = Ticket.objects.get()
    send_all()
    server.until(BO, lambda one: f"[{ticket.reference}] We have your report" in str(one["Subject"]))

    page = enter(ada)
    page.goto(f"/tickets/{ticket.reference}/")
    page.get_by_label("Text", exact=True).fill("Is the lamp on? It stands as in the picture.")
    page.locator("#composer input[type=file]").set_input_files(
        {"name": "lamp.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nlamp"}
    )
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Is the lamp on? It stands as in the picture.").first).to_be_visible()
    send_all()
    asked = server.until(BO, lambda one: "Is the lamp on?" in body(one))
    assert [part.get_filename() for part in asked.iter_attachments()] == ["lamp.png"]

    answer_with_mutt(server, tmp_path, address=BO, name="Bo Jansen", text="Yes, it blinks réd.")
    came = server.until(DESK, lambda one: "blinks réd" in body(one))
    assert "iso-8859-1" in str(came["Content-Type"]).lower() and came["In-Reply-To"] == asked["Message-ID"]
    assert fetch(mailbox) == 1
    page.reload()
    expect(page.get_by_text("Yes, it blinks réd.")).to_be_visible()

    told = {"In_Reply_To": str(asked["Message-ID"]), "Message_ID": "<by-hand@lindewaard.example>"}
    swaks(server, sender=BO, to=DESK, subject="Re: Printer C2", body="And now it works again.", **told)
    server.until(DESK, lambda one: "works again" in body(one))
    assert fetch(mailbox) == 1
    page.reload()
    expect(page.get_by_text("And now it works again.")).to_be_visible()

    said = list(ticket.record.messages.order_by("pk").values_list("text", "author__name", "side"))
    assert [text for text, _author, _side in said] == [
        "He does nothing since this morning.",
        "Is the lamp on? It stands as in the picture.",
        "Yes, it blinks réd.",
        "And now it works again.",
    ]
    assert {author for _text, author, _side in said} == {bo.name, ada.name} and {side for *_rest, side in said} == {"public"}
    assert Ticket.objects.count() == 1 and list(Arrival.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "ticket",
        "reply",
        "reply",
    ]
