"""Who may do what with tickets, in words."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.permissions import Permission
from vakdesk.access.roles import DESK, Role

SEE_QUEUE = Permission("tickets.see_queue", _("Read the queue"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR))
ACT_ON_MANY = Permission("tickets.act_on_many", _("Act on many tickets at once, and undo it"), granted_to=DESK)
KEEP_VIEWS = Permission(
    "tickets.keep_views", _("Keep views of the queue, for oneself or one's team"), granted_to=(*DESK, Role.COACH, Role.ADMINISTRATOR)
)
ARRANGE_VIEWS = Permission(
    "tickets.arrange_views", _("Change and take away the views of teams"), granted_to=(Role.LEAD, Role.ADMINISTRATOR)
)
REGISTER = Permission("tickets.register", _("Register tickets for others"), granted_to=DESK, machines=("mailroom",))
REPORT = Permission("tickets.report", _("Report something for oneself"), for_requester=True, machines=("mailroom",))
QUICK_CALL = Permission("tickets.quick_call", _("Register and solve a call at once"), granted_to=DESK)
TAKE = Permission("tickets.take", _("Take tickets"), granted_to=DESK)
ASSIGN = Permission("tickets.assign", _("Assign tickets to colleagues"), granted_to=DESK)
INFORM = Permission("tickets.inform", _("Tell requesters what happens next"), granted_to=DESK, machines=("mailroom",))
CLASSIFY = Permission("tickets.classify", _("Classify and prioritise tickets"), granted_to=DESK, machines=("rules",))
EDIT_MATRIX = Permission(
    "tickets.edit_matrix", _("Edit the matrix by which impact and urgency argue a priority"), granted_to=(Role.ADMINISTRATOR,)
)
JUDGE_OVERRIDES = Permission(
    "tickets.judge_override",
    _("Read where priorities were overridden, and say whether it was right"),
    granted_to=(Role.LEAD, Role.ADMINISTRATOR),
)
HOLD = Permission("tickets.hold", _("Put tickets on hold and resume them"), granted_to=DESK, machines=("timekeeper", "catalogue"))
HAND_OVER = Permission("tickets.hand_over", _("Hand tickets over to another team"), granted_to=DESK)
ROUTE = Permission("tickets.route", _("Send tickets to the team they are for, before anybody looked"), machines=("rules",))
HAND_BACK = Permission("tickets.hand_back", _("Hand back what is beyond them"), granted_to=DESK)
ESCALATE = Permission("tickets.escalate", _("Ask the lead to look at a ticket"), granted_to=DESK, machines=("rules",))
SETTLE = Permission("tickets.settle", _("Answer what is asked of the lead"), granted_to=(Role.LEAD,))
REPLY = Permission(
    "tickets.reply",
    _("Write to the requester, or to the desk about one's own report"),
    granted_to=DESK,
    for_requester=True,
    machines=("mailroom", "rules"),
)
NOTE = Permission("tickets.note", _("Write internal notes on tickets"), granted_to=(*DESK, Role.COACH), machines=("mailroom",))
EDIT = Permission("tickets.edit", _("Correct the subject, kind and requester of tickets"), granted_to=DESK)
RESOLVE = Permission("tickets.resolve", _("Resolve tickets"), granted_to=DESK)
VERIFY = Permission("tickets.verify", _("Record that a solution was seen to work"), granted_to=DESK)
FEED_BACK = Permission("tickets.feed_back", _("Tell requesters what was done"), granted_to=DESK)
CONFIRM = Permission("tickets.confirm", _("Say of one's own report whether it works now"), for_requester=True, machines=("mailroom",))
CLOSE = Permission("tickets.close", _("Close resolved tickets"), granted_to=DESK, machines=("timekeeper",))
DECLINE = Permission("tickets.decline", _("Close what was not approved"), machines=("catalogue",))
REMIND = Permission("tickets.remind", _("Remind requesters to confirm"), machines=("timekeeper",))
REOPEN = Permission("tickets.reopen", _("Reopen tickets"), granted_to=DESK, for_requester=True, machines=("mailroom",))
MERGE = Permission("tickets.merge", _("Merge tickets, and undo it"), granted_to=DESK)
SPLIT = Permission("tickets.split", _("Split a message into a ticket of its own"), granted_to=DESK)
JOIN = Permission("tickets.join", _("Make tickets children of another, and undo it"), granted_to=DESK, machines=("family",))
FOLLOW = Permission("tickets.follow", _("Solve children with their parent"), machines=("family",))
WITHDRAW = Permission("tickets.withdraw", _("Withdraw a report that is no longer needed"), granted_to=DESK, for_requester=True)
CHECK_IDENTITY = Permission("tickets.check_identity", _("Record who checked how that a requester is who they say"), granted_to=DESK)
ARRANGE = Permission(
    "tickets.arrange", _("Arrange categories and call templates"), granted_to=(Role.LEAD, Role.ADMINISTRATOR), machines=("installer",)
)
KEEP_CANNED = Permission("tickets.keep_canned", _("Keep canned answers of their own"), granted_to=(*DESK, Role.ADMINISTRATOR))
SHARE_CANNED = Permission(
    "tickets.share_canned", _("Write canned answers for a team or everybody"), granted_to=(Role.LEAD, Role.ADMINISTRATOR)
)
CARE = Permission("tickets.care", _("Say which messages of a trainee are released first"), granted_to=(Role.COACH, Role.LEAD))
RELEASE = Permission("tickets.release", _("Release what trainees write to requesters"), granted_to=(Role.COACH, Role.LEAD))
LAPSE = Permission("tickets.lapse", _("Pass releases that wait too long to the lead"), machines=("timekeeper",))
