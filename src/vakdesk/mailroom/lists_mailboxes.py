"""The mailboxes, as a list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.transport.kinds import MailboxKind
from vakdesk.ui.components import moment, pill
from vakdesk.ui.lists import Column, Context, Empty, ListPage


def state_pill(mailbox: Mailbox) -> SafeString:
    """How it goes with a mailbox, in a word."""
    watch = mailbox.watch
    if not mailbox.is_active:
        return pill(_("paused"))
    if mailbox.kind == MailboxKind.PIPE:
        return pill(_("in use"), "good")
    if watch.fault:
        return (
            pill(_("waits for you"), "bad", "circle-alert")
            if watch.waits_for_a_person
            else pill(_("out of order"), "warn", "triangle-alert")
        )
    return pill(_("being read"), "good", "check") if watch.read_at else pill(_("not yet read"), "special")


def _read_at(mailbox: Mailbox, _ctx: Context) -> Any:
    return moment(mailbox.watch.read_at) if mailbox.watch.read_at else "–"


class Mailboxes(ListPage):
    name = "mailroom.mailboxes"
    heading = gettext_lazy("Mailboxes")
    intro = gettext_lazy(
        "Where mail for the desk comes from. A worker reads them all the time; a message leaves a mailbox only once it is stored here."
    )
    columns: ClassVar = [
        Column("name", gettext_lazy("Mailbox"), lambda row: row.name, sort="name", main=True, link=True),
        Column("address", gettext_lazy("Mail address"), lambda row: row.address, kind="quiet"),
        Column("state", gettext_lazy("State"), lambda row: str(state_pill(row)), cell=lambda row, ctx: state_pill(row), kind="state"),
        Column("read_at", gettext_lazy("Last read"), lambda row: row.watch.read_at, cell=_read_at),
        Column("today", gettext_lazy("Today"), lambda row: "", cell=lambda row, ctx: str(ctx.extra.get(row.pk, 0)), kind="number"),
        Column("team", gettext_lazy("Team"), lambda row: str(row.default_team or ""), kind="quiet"),
    ]
    exports = False
    empty = Empty(
        gettext_lazy("No mailboxes yet"),
        gettext_lazy("Add the address to which people write. Their mails become tickets, and their answers come to the right one."),
        "mail-plus",
        gettext_lazy("Add a mailbox"),
        lambda: reverse("mailroom:add_mailbox"),
    )
    template = "mailroom/mailboxes.html"

    def __init__(self, today: datetime) -> None:
        self.today = today

    def prepare(self, rows: list[Any], actor: Actor) -> Mapping[int, int]:
        """How many messages came today, by mailbox."""
        return Arrival.objects.visible_to(actor).since(self.today, rows)
