"""What programs may read and do with mail that arrived."""

from vakdesk.kit import clock
from vakdesk.mailroom import actions
from vakdesk.mailroom.actions_mailboxes import pause, resume
from vakdesk.mailroom.forms import DiscardForm
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.lists import Mail
from vakdesk.mailroom.lists_mailboxes import Mailboxes
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.permissions import ARRANGE, TEND
from vakdesk.mailroom.transport.kinds import Fault, MailboxKind
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Part, Shape, Thing, maybe, not_offered, one_of

MAIL = Thing(
    "mail",
    "Mail that arrived, and what became of it",
    Shape(
        "Arrival",
        [
            Part("id", WHOLE),
            Part("received_at", MOMENT),
            Part("sender"),
            Part("subject"),
            Part("source"),
            Part("outcome", one_of(Outcome)),
            Part("reason"),
            Part("record", maybe(TEXT), lambda row: row.record and row.record.reference),
        ],
    ),
    lambda actor: Arrival.objects.visible_to(actor).select_related("record"),
    room="mailroom",
    may=TEND,
    page=lambda actor: Mail(),
)
Deed(MAIL, "retry", actions.retry, TEND, told="Read a message once more")
Deed(MAIL, "discard", actions.discard, TEND, DiscardForm, told="Discard a message")

MAILBOXES = Thing(
    "mailboxes",
    "Where mail for the desk comes from",
    Shape(
        "Mailbox",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("address"),
            Part("kind", one_of(MailboxKind)),
            Part("is_active", TRUTH),
            Part("team", maybe(NAMED), lambda row: row.default_team),
            Part("read_at", maybe(MOMENT), lambda row: row.watch.read_at),
            Part("fault", {"type": "string", "enum": ["", *Fault.values]}, lambda row: row.watch.fault),
            Part("failing_since", maybe(MOMENT), lambda row: row.watch.failing_since),
        ],
    ),
    lambda actor: Mailbox.objects.visible_to(actor).select_related("watch", "default_team"),
    room="mailroom",
    may=ARRANGE,
    page=lambda actor: Mailboxes(clock.now()),
)
Deed(MAILBOXES, "pause", pause, ARRANGE, told="Stop reading a mailbox")
Deed(MAILBOXES, "resume", resume, ARRANGE, told="Read a mailbox again")

not_offered("Mail comes in by the mail system, so that its sender can be judged.", "mailroom.receive", "mailroom.keep")
not_offered(
    "A mailbox has a password and is tried before it is saved.", "mailroom.add_mailbox", "mailroom.edit_mailbox", "mailroom.note_tested"
)
