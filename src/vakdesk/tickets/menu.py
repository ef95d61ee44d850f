"""What tickets add to the shell: the queue, what one can begin, and what a ticket on screen allows."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.knowledge.permissions import WRITE as WRITE_ARTICLES
from vakdesk.logbook.remembering import Memory
from vakdesk.tickets import permissions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Release, Ticket
from vakdesk.tickets.permissions import REPLY
from vakdesk.ui.lists.page import HOLDS_SECONDS, counted
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction, Shortcut

_counts = Memory(at_most=512)


def remembered_count(actor: Actor, name: str, rows: Callable[[], QuerySet[Any]]) -> str:
    """Counted again after the next act of anybody, and soon anyhow, since shares end by themselves."""
    return _counts.of((name, actor.person_id, actor.grants), lambda: counted(rows()), seconds=HOLDS_SECONDS)


def _my_work(actor: Actor) -> str:
    return remembered_count(actor, "my work", lambda: Ticket.objects.visible_to_staff(actor).assigned_to(actor.person_id).open())


MenuItem("tickets", _("Tickets"), "tickets:queue", "inbox", permission=permissions.SEE_QUEUE, count=_my_work, keys="g t", order=10)


def _to_release(actor: Actor) -> str:
    return remembered_count(actor, "to release", lambda: Release.objects.due_for(actor))


MenuItem(
    "tickets.releases",
    _("To release"),
    "tickets:releases",
    "hourglass",
    permission=permissions.RELEASE,
    count=_to_release,
    after="tickets",
    keys="g r",
)
PaletteAction("tickets.care", _("Trainees under care"), "graduation-cap", url_name="tickets:trainees", permission=permissions.CARE)
PaletteAction("tickets.views", _("Views of the queue"), "bookmark", url_name="tickets:views", permission=permissions.KEEP_VIEWS)
PaletteAction("tickets.bulk_acts", _("Acts on many"), "list-checks", url_name="tickets:bulk_acts", permission=permissions.ACT_ON_MANY)
NewItem("tickets.register", _("New ticket"), "tickets:register", "square-pen", permission=permissions.REGISTER, keys="c")
NewItem("tickets.quick_call", _("Quick call"), "tickets:quick_call", "phone", permission=permissions.QUICK_CALL, keys="q")
PaletteAction("tickets.canned", _("Canned answers"), "message-square-text", url_name="tickets:canned", permission=permissions.KEEP_CANNED)
PaletteAction("tickets.categories", _("Categories"), "shapes", url_name="tickets:categories", permission=permissions.ARRANGE)
PaletteAction("tickets.call_templates", _("Call templates"), "phone", url_name="tickets:call_templates", permission=permissions.ARRANGE)

PaletteAction(
    "tickets.identity_ways",
    _("Ways to check who somebody is"),
    "id-card",
    url_name="tickets:identity_ways",
    permission=permissions.ARRANGE,
)

PaletteAction(
    "tickets.overrides", _("Overridden priorities"), "scale", url_name="tickets:overrides", permission=permissions.JUDGE_OVERRIDES
)
PaletteAction("tickets.matrix", _("Priority matrix"), "grid-3x3", url_name="tickets:edit_matrix", permission=permissions.SEE_QUEUE)
PaletteAction("tickets.ping_pong", _("Ping-pong between teams"), "repeat", url_name="tickets:ping_pong", permission=permissions.SEE_QUEUE)
PaletteAction("tickets.wallboard", _("Wallboard"), "monitor", url_name="tickets:wallboards", permission=permissions.SEE_QUEUE)


def _when(verb: str, holds: Callable[[Ticket], bool]) -> Callable[[HttpRequest, Model], str | None]:
    def address(request: HttpRequest, ticket: Model) -> str | None:
        assert isinstance(ticket, Ticket)
        return reverse(f"tickets:{verb}", args=[ticket.reference]) if holds(ticket) else None

    return address


def _is_open(ticket: Ticket) -> bool:
    return ticket.is_open


def _can_reopen(ticket: Ticket) -> bool:
    return not ticket.is_open and ticket.merged_into_id is None


_ON_A_TICKET: list[tuple[str, Sentence, str, Permission, Callable[[Ticket], bool]]] = [
    ("inform", _("Tell the requester what happens next"), "megaphone", permissions.INFORM, _is_open),
    (
        "hand_back",
        _("Hand back: beyond me"),
        "undo-2",
        permissions.HAND_BACK,
        lambda ticket: ticket.is_open and ticket.assignee_id is not None,
    ),
    (
        "check_identity",
        _("Check identity"),
        "id-card",
        permissions.CHECK_IDENTITY,
        lambda ticket: ticket.requester_id is not None,
    ),
    (
        "settle",
        _("Answer what is asked of the lead"),
        "gavel",
        permissions.SETTLE,
        lambda ticket: ticket.escalated_at is not None,
    ),
    ("edit", _("Correct subject, kind or requester"), "pencil", permissions.EDIT, lambda ticket: True),
    ("merge", _("Merge into another ticket"), "merge", permissions.MERGE, lambda ticket: ticket.state != State.CLOSED),
    ("unmerge", _("Undo the merging"), "split", permissions.MERGE, lambda ticket: ticket.merged_into_id is not None),
    ("join", _("Make it a child of another ticket"), "folder-tree", permissions.JOIN, lambda ticket: ticket.is_open),
    ("leave", _("Take it away from its parent"), "split", permissions.JOIN, lambda ticket: ticket.parent_id is not None),
    ("put_article", _("Look what is known"), "book-open", REPLY, _is_open),
    ("make_article", _("Make an article of this"), "file-pen", WRITE_ARTICLES, lambda ticket: bool(ticket.done)),
    ("withdraw", _("Withdraw"), "x", permissions.WITHDRAW, _is_open),
    ("reopen", _("Reopen"), "rotate-ccw", permissions.REOPEN, _can_reopen),
]
for _verb, _label, _icon, _permission, _holds in _ON_A_TICKET:
    PaletteAction(f"tickets.{_verb}", _label, _icon, on="tickets.ticket", address=_when(_verb, _holds), permission=_permission)

_ON_TICKET = _("on a ticket")
Shortcut("tickets.next", "s", _("The step that is expected"), where=_ON_TICKET)
Shortcut("tickets.take", "t", _("Take"), where=_("on a ticket or a row"))
Shortcut("tickets.assign", "a", _("Assign"), where=_("on a ticket or a row"))
Shortcut("tickets.escalate", "e", _("Escalate: ask the lead"), where=_("on a ticket or a row"))
Shortcut("tickets.hand_over", "f", _("Hand over to another team"), where=_("on a ticket or a row"))
Shortcut("tickets.classify", "p", _("Prioritise"), where=_("on a ticket or a row"))
Shortcut("tickets.hold", "h", _("Put on hold"), where=_ON_TICKET)
Shortcut("tickets.reply", "r", _("Reply"), where=_ON_TICKET)
Shortcut("tickets.undo_send", "z", _("Take back what is about to leave"), where=_ON_TICKET)
Shortcut("tickets.note", "n", _("Internal note"), where=_ON_TICKET)
_IN_THE_QUEUE = _("in the queue")
Shortcut("tickets.filter", "f", _("Filter"), where=_IN_THE_QUEUE)
Shortcut("tickets.layout", "v", _("Rows or a table"), where=_IN_THE_QUEUE)
Shortcut("tickets.mine", "g m", _("My work"), where=_IN_THE_QUEUE)
Shortcut("tickets.team", "g y", _("My team"), where=_IN_THE_QUEUE)
Shortcut("tickets.unassigned", "g u", _("Unassigned"), where=_IN_THE_QUEUE)
Shortcut("tickets.waiting", "g w", _("Waiting"), where=_IN_THE_QUEUE)
Shortcut("tickets.all", "g a", _("All"), where=_IN_THE_QUEUE)
Shortcut("tickets.kept", "g 1", _("The first view that you keep, to g 9"), where=_IN_THE_QUEUE)
_TO_RELEASE = _("on a message to release, or its row")
Shortcut("tickets.release", "r", _("Release"), where=_TO_RELEASE)
Shortcut("tickets.release_edited", "e", _("Edit"), where=_TO_RELEASE)
Shortcut("tickets.send_back", "b", _("Send back with words"), where=_TO_RELEASE)
