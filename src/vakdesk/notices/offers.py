"""What programs may read and do with notices: one's own inbox, and for administrators the outbox without what the mails say."""

from functools import wraps

from vakdesk.access.actors import Actor
from vakdesk.notices import actions, permissions
from vakdesk.notices.forms import GiveUpForm
from vakdesk.notices.kinds import Delivery, Kind
from vakdesk.notices.models import Notice
from vakdesk.notices.views.inbox import Inbox
from vakdesk.notices.views.outbox import Outbox
from vakdesk.ui.offering import MOMENT, TEXT, WHOLE, Deed, Part, Shape, Thing, maybe, not_offered, one_of

INBOX = Thing(
    "inbox",
    "What is new for you",
    Shape(
        "News",
        [
            Part("id", WHOLE),
            Part("news"),
            Part("why"),
            Part("subject"),
            Part("text"),
            Part("author"),
            Part("record", maybe(TEXT), lambda row: row.record and row.record.reference),
            Part("at", MOMENT),
            Part("read_at", maybe(MOMENT)),
        ],
    ),
    lambda actor: Notice.objects.inbox_of(actor).select_related("record"),
    room="notices",
    page=lambda actor: Inbox(),
)
OUTBOX = Thing(
    "outbox",
    "Mails that wait, were sent or were refused",
    Shape(
        "Mail",
        [
            Part("id", WHOLE),
            Part("kind", one_of(Kind)),
            Part("subject"),
            Part("address"),
            Part("record", maybe(TEXT), lambda row: row.record and row.record.reference),
            Part("state", one_of(Delivery)),
            Part("hold"),
            Part("at", MOMENT),
            Part("due_at", MOMENT),
            Part("attempts", WHOLE),
            Part("sent_at", maybe(MOMENT)),
            Part("failed_at", maybe(MOMENT)),
            Part("fault"),
        ],
    ),
    lambda actor: Notice.objects.outbox(actor).select_related("record"),
    room="notices",
    may=permissions.SEE_OUTBOX,
    page=lambda actor: Outbox(),
)


@wraps(actions.mark_read)
def _read(notice: Notice, *, by: Actor) -> None:
    actions.mark_read([notice.pk], by=by)


Deed(INBOX, "read", _read, permissions.CHOOSE, told="Mark it as read")
Deed(OUTBOX, "retry", actions.retry, permissions.TEND_OUTBOX, told="Send a mail again")
Deed(OUTBOX, "give_up", actions.give_up, permissions.TEND_OUTBOX, GiveUpForm, told="Give a mail up")

not_offered(
    "How somebody wants to hear is theirs to choose on a page that shows all of it.",
    "notices.choose",
    "notices.choose_news",
    "notices.choose_rhythm",
    "notices.stop_mail",
)
not_offered("Texts are changed with a preview of the mail beside them.", "notices.reword_text", "notices.reset_text")
not_offered("One by one is enough for a program.", "notices.mark_all_read")
not_offered("The pages' own: looking at a record is having read of it.", "notices.mark_read_about")
