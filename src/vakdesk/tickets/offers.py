"""What programs may read and do with tickets. A new verb takes one `Deed`, a new list one `Thing` or `Hanging`."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from vakdesk.access.actors import Actor
from vakdesk.levels import actions as levels
from vakdesk.levels.models import Clock
from vakdesk.levels.offers import CLOCK
from vakdesk.levels.permissions import MIGRATE
from vakdesk.records import actions as records
from vakdesk.records import permissions as of_records
from vakdesk.records.kinds import Via
from vakdesk.records.models import Link, Message
from vakdesk.tasks import actions as tasks
from vakdesk.tasks import permissions as of_tasks
from vakdesk.tasks.forms.listing import AddForm, ApplyForm
from vakdesk.tasks.forms.timing import EstimateForm
from vakdesk.tasks.offers import TASK, TASKS, TimeNowForm, TimerForm
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.care import care_by_kind, trainees_of
from vakdesk.tickets.forms.arranging import CallTemplateForm, CategoryForm, IdentityWayForm
from vakdesk.tickets.forms.canning import CannedForm
from vakdesk.tickets.forms.caring import CareForm, ReleaseForm, SendBackForm
from vakdesk.tickets.forms.family import JoinForm, SplitForm
from vakdesk.tickets.forms.merging import MergeForm
from vakdesk.tickets.forms.registering import QuickCallForm, RegisterForm
from vakdesk.tickets.forms.tending import AttachForm, PersonForm, ShareForm
from vakdesk.tickets.forms.working import (
    AssignForm,
    CheckIdentityForm,
    ClassifyForm,
    CloseForm,
    EditForm,
    EscalateForm,
    HandBackForm,
    HandOverForm,
    HoldForm,
    OptionalTextForm,
    ResolveForm,
    SettleForm,
    TagForm,
    TextForm,
    VerifyForm,
    WriteForm,
)
from vakdesk.tickets.kinds import (
    Care,
    Closure,
    Level,
    OpenTasks,
    Priority,
    ReleaseState,
    Speech,
    State,
    TicketKind,
    Verification,
    WaitingFor,
)
from vakdesk.tickets.lists import Queue, SavedViews
from vakdesk.tickets.models import (
    NEVER,
    BulkAct,
    BulkLine,
    CallTemplate,
    CannedAnswer,
    Category,
    IdentityWay,
    Layout,
    Outcome,
    Phase,
    Release,
    SavedView,
    Ticket,
    ViewEditors,
)
from vakdesk.tickets.releases import Releases
from vakdesk.tickets.views.arranging import CallTemplates, Categories, IdentityWays
from vakdesk.tickets.views.canning import Canned
from vakdesk.tickets.views.caring import Trainees
from vakdesk.tickets.views.clocks import MigrateForm, RecountForm
from vakdesk.tickets.views.queue import BulkActs
from vakdesk.ui.linking import LinkForm
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Hanging, Part, Shape, Thing, many, maybe, not_offered, one_of
from vakdesk.ui.offers import MESSAGES, hang_on_record

NAMES = {"type": "object", "additionalProperties": TEXT}

TICKET = Shape(
    "Ticket",
    [
        Part("id", WHOLE, lambda row: row.pk),
        Part("reference"),
        Part("formerly", TEXT, lambda row: row.record.formerly, told="Its number in another system."),
        Part("version", WHOLE, lambda row: row.record.version),
        Part("title"),
        Part("kind", one_of(TicketKind)),
        Part("state", one_of(State)),
        Part("via", one_of(Via)),
        Part("priority", one_of(Priority)),
        Part("impact", one_of(Level)),
        Part("urgency", one_of(Level)),
        Part("override_reason"),
        Part("affected"),
        Part("systems"),
        Part("criticality"),
        Part("workaround"),
        Part("category", maybe(NAMED)),
        Part("requester", maybe(NAMED), lambda row: row.record.requester),
        Part("organisation", maybe(NAMED), lambda row: row.record.organisation),
        Part("team", maybe(NAMED), lambda row: row.record.team),
        Part("assignee", maybe(NAMED)),
        Part("restricted", TRUTH, lambda row: row.record.restricted),
        Part("language", TEXT, lambda row: row.record.language),
        Part("needs_answer", TRUTH),
        Part("waiting_for", {"type": "string", "enum": ["", *WaitingFor.values]}),
        Part("hold_reason"),
        Part("hold_until", maybe(MOMENT)),
        Part("opened_at", MOMENT),
        Part("changed_at", MOMENT, lambda row: row.record.changed_at),
        Part(
            "due_at",
            maybe(MOMENT),
            lambda row: row.hurts_at if row.hurts_at < NEVER else None,
            told="What is due next, by what was agreed.",
        ),
        Part("first_replied_at", maybe(MOMENT)),
        Part("cause"),
        Part("done"),
        Part("verification", {"type": "string", "enum": ["", *Verification.values]}),
        Part("resolver", maybe(NAMED)),
        Part("resolved_at", maybe(MOMENT)),
        Part("closed_at", maybe(MOMENT)),
        Part("closure", {"type": "string", "enum": ["", *Closure.values]}),
        Part("times_reopened", WHOLE),
        Part("merged_into", maybe(TEXT), lambda row: row.merged_into and row.merged_into.reference),
    ],
)


def _tickets(actor: Actor) -> QuerySet[Any]:
    return Ticket.objects.visible_to_staff(actor).with_people().select_related("merged_into__record")


TICKETS = Thing(
    "tickets",
    "Tickets, from the desk's side",
    TICKET,
    _tickets,
    room="tickets",
    key="record__reference",
    may=permissions.SEE_QUEUE,
    page=lambda actor: Queue(),
)
hang_on_record(TICKETS)
Hanging(
    TICKETS,
    "clocks",
    "What it is measured by",
    CLOCK,
    lambda row, actor: Clock.objects.visible_to(actor).filter(record=row.pk).select_related("record", "version__agreement"),
)


def _on_record(row: Any) -> Any:
    return row.record


class ResolveOneForm(ResolveForm):
    """A program need not look first whether tasks are open: it may always say what becomes of them, and is refused where it must."""

    open_tasks = forms.ChoiceField(
        label="Open tasks", choices=OpenTasks.choices, required=False, help_text="Needed where tasks of it are still open."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, about_tasks=self.base_fields["open_tasks"].help_text, **kwargs)


Deed(TICKETS, "", actions.register, permissions.REGISTER, RegisterForm, begins=True, told="Register a ticket for somebody")
Deed(TICKETS, "quick_call", actions.quick_call, permissions.QUICK_CALL, QuickCallForm, begins=True)
Deed(TICKETS, "take", actions.take, permissions.TAKE)
Deed(TICKETS, "assign", actions.assign, permissions.ASSIGN, AssignForm)
Deed(TICKETS, "reply", actions.reply, permissions.REPLY, WriteForm, makes=MESSAGES, told="Write to the requester")
Deed(
    TICKETS,
    "correct",
    actions.correct,
    permissions.REPLY,
    WriteForm,
    also={"message": Message},
    makes=MESSAGES,
    told="Correct what you sent",
)
Deed(TICKETS, "ask", actions.ask, permissions.REPLY, WriteForm, makes=MESSAGES, told="Ask the requester, and wait for the answer")
Deed(TICKETS, "note", actions.note, permissions.NOTE, WriteForm, makes=MESSAGES)
Deed(TICKETS, "inform", actions.inform, permissions.INFORM, TextForm, makes=MESSAGES)
Deed(TICKETS, "classify", actions.classify, permissions.CLASSIFY, ClassifyForm, form_takes="ticket")
Deed(TICKETS, "edit", actions.edit, permissions.EDIT, EditForm, form_takes="ticket")
Deed(TICKETS, "hold", actions.hold, permissions.HOLD, HoldForm, told="Put it on hold")
Deed(TICKETS, "resume", actions.resume, permissions.HOLD, told="Resume it")
Deed(TICKETS, "hand_over", actions.hand_over, permissions.HAND_OVER, HandOverForm)
Deed(TICKETS, "hand_back", actions.hand_back, permissions.HAND_BACK, HandBackForm)
Deed(TICKETS, "resolve", actions.resolve, permissions.RESOLVE, ResolveOneForm, makes=MESSAGES)
Deed(TICKETS, "verify", actions.verify, permissions.VERIFY, VerifyForm)
Deed(TICKETS, "feed_back", actions.feed_back, permissions.FEED_BACK, WriteForm, makes=MESSAGES)
Deed(TICKETS, "close", actions.close, permissions.CLOSE, CloseForm)
Deed(TICKETS, "reopen", actions.reopen, permissions.REOPEN, TextForm, makes=MESSAGES)
Deed(TICKETS, "withdraw", actions.withdraw, permissions.WITHDRAW, OptionalTextForm, makes=MESSAGES)
Deed(TICKETS, "merge", actions.merge, permissions.MERGE, MergeForm, form_takes="ticket")
Deed(TICKETS, "unmerge", actions.unmerge, permissions.MERGE, told="Undo the merging")
Deed(TICKETS, "join", actions.join, permissions.JOIN, JoinForm, told="Make it a child of another ticket")
Deed(TICKETS, "leave", actions.leave, permissions.JOIN, told="Take it away from its parent")
Deed(
    TICKETS,
    "split",
    actions.split,
    permissions.SPLIT,
    SplitForm,
    also={"message": Message},
    makes=TICKETS,
    told="Split a message into a ticket of its own",
)
Deed(TICKETS, "escalate", actions.escalate, permissions.ESCALATE, EscalateForm, told="Ask the lead")
Deed(TICKETS, "settle", actions.settle, permissions.SETTLE, SettleForm, told="Answer what is asked of the lead")
Deed(TICKETS, "attach", records.attach, of_records.NOTE, AttachForm, on=_on_record, told="Attach files")
Deed(TICKETS, "link", records.link, of_records.LINK, LinkForm, on=_on_record)
Deed(TICKETS, "unlink", records.unlink, of_records.LINK, also={"link": Link}, on=_on_record, told="Remove a link")
Deed(TICKETS, "tag", records.tag, of_records.TAG, TagForm, on=_on_record)
Deed(TICKETS, "untag", records.untag, of_records.TAG, TagForm, on=_on_record, told="Take off a tag")
Deed(TICKETS, "watch", records.watch, of_records.WATCH, PersonForm, on=_on_record, told="Put somebody among the watchers")
Deed(TICKETS, "unwatch", records.unwatch, of_records.WATCH, PersonForm, on=_on_record, told="Take somebody off the watchers")
Deed(TICKETS, "share", records.share, of_records.SHARE, ShareForm, on=_on_record)
Deed(TICKETS, "unshare", records.unshare, of_records.SHARE, PersonForm, on=_on_record, told="End a share")
Deed(
    TICKETS,
    "migrate_clocks",
    levels.migrate,
    MIGRATE,
    MigrateForm,
    form_takes="ticket",
    on=_on_record,
    told="Measure it by other agreed times",
)
Deed(TICKETS, "recount_clocks", levels.rebase, MIGRATE, RecountForm, on=_on_record, told="Recount its clocks")

Hanging(TICKETS, "tasks", "What is to be done", TASK, lambda row, actor: TASKS.rows(actor).filter(record=row.pk))
Deed(
    TICKETS,
    "add_task",
    tasks.add,
    of_tasks.ADD,
    AddForm,
    form_takes="record",
    form_of=_on_record,
    on=_on_record,
    makes=TASKS,
    told="Add a task",
)
Deed(TICKETS, "apply_task_set", tasks.apply, of_tasks.ADD, ApplyForm, on=_on_record, told="Add the tasks of a set")
Deed(TICKETS, "estimate", tasks.estimate, of_tasks.ESTIMATE, EstimateForm, on=_on_record, told="Estimate how long it takes")
Deed(
    TICKETS,
    "write_time",
    tasks.write_time,
    of_tasks.WRITE_TIME,
    TimeNowForm,
    form_takes="record",
    form_of=_on_record,
    on=_on_record,
    told="Write time",
)
Deed(
    TICKETS,
    "start_timer",
    tasks.start,
    of_tasks.WRITE_TIME,
    TimerForm,
    form_takes="record",
    form_of=_on_record,
    on=_on_record,
    told="Start one's timer on it; what ran before is written",
)
Deed(TICKETS, "check_identity", actions.check_identity, permissions.CHECK_IDENTITY, CheckIdentityForm)

IDENTITY_WAYS = Thing(
    "identity-ways",
    "How one makes sure who somebody is",
    Shape("IdentityWay", [Part("id", WHOLE), Part("names", NAMES), Part("by_phone", TRUTH), Part("is_active", TRUTH)]),
    IdentityWay.objects.visible_to,
    room="tickets",
    may=permissions.CHECK_IDENTITY,
    page=lambda actor: IdentityWays(),
)
Deed(IDENTITY_WAYS, "", actions.add_identity_way, permissions.ARRANGE, IdentityWayForm, begins=True, told="Add a way")
Deed(
    IDENTITY_WAYS,
    "edit",
    actions.edit_identity_way,
    permissions.ARRANGE,
    IdentityWayForm,
    form_takes="thing",
    keeps=True,
    told="Edit a way",
)

CATEGORIES = Thing(
    "categories",
    "What tickets are about",
    Shape(
        "Category",
        [
            Part("id", WHOLE),
            Part("code"),
            Part("names", NAMES, told="By language."),
            Part("team", maybe(NAMED)),
            Part("service", maybe(NAMED)),
            Part("is_active", TRUTH),
        ],
    ),
    lambda actor: Category.objects.select_related("team", "service"),
    room="tickets",
    may=permissions.SEE_QUEUE,
    page=lambda actor: Categories(),
)
Deed(CATEGORIES, "", actions.add_category, permissions.ARRANGE, CategoryForm, begins=True, told="Add a category")
Deed(CATEGORIES, "edit", actions.edit_category, permissions.ARRANGE, CategoryForm, form_takes="thing", keeps=True, told="Edit a category")

TEMPLATES = Thing(
    "call-templates",
    "Calls that come every day, with their solution",
    Shape(
        "CallTemplate",
        [
            Part("id", WHOLE),
            Part("code"),
            Part("names", NAMES),
            Part("kind", one_of(TicketKind)),
            Part("category", NAMED),
            Part("cause"),
            Part("done"),
            Part("is_active", TRUTH),
        ],
    ),
    lambda actor: CallTemplate.objects.select_related("category"),
    room="tickets",
    may=permissions.QUICK_CALL,
    page=lambda actor: CallTemplates(),
)
Deed(TEMPLATES, "", actions.add_call_template, permissions.ARRANGE, CallTemplateForm, begins=True, told="Add a call template")
Deed(
    TEMPLATES,
    "edit",
    actions.edit_call_template,
    permissions.ARRANGE,
    CallTemplateForm,
    form_takes="thing",
    keeps=True,
    told="Edit a call template",
)


class OwnCannedForm(CannedForm):
    """One's own, for whom to share it with is chosen on the page."""

    is_active = forms.BooleanField(required=False)

    def __init__(self, *args: Any, thing: CannedAnswer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.fields.pop("whose", None)


class NewCannedForm(OwnCannedForm):
    is_active = None  # type: ignore[assignment]


CANNED = Thing(
    "canned-answers",
    "What is written again and again",
    Shape(
        "CannedAnswer",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("texts", NAMES, told="By language."),
            Part("owner", maybe(NAMED), told="Null for an answer that is shared."),
            Part("team", maybe(NAMED)),
            Part("is_active", TRUTH),
        ],
    ),
    lambda actor: CannedAnswer.objects.visible_to(actor).select_related("owner", "team"),
    room="tickets",
    may=permissions.KEEP_CANNED,
    page=lambda actor: Canned(),
)
Deed(CANNED, "", actions.add_canned, permissions.KEEP_CANNED, NewCannedForm, begins=True, told="Add a canned answer of your own")
Deed(
    CANNED, "edit", actions.edit_canned, permissions.KEEP_CANNED, OwnCannedForm, form_takes="thing", keeps=True, told="Edit a canned answer"
)

RELEASES = Thing(
    "releases",
    "What trainees wrote and what became of it",
    Shape(
        "Release",
        [
            Part("id", WHOLE, lambda row: row.pk),
            Part("ticket", TEXT, lambda row: row.ticket.reference),
            Part("trainee", maybe(NAMED), lambda row: row.message.author),
            Part("speech", one_of(Speech)),
            Part("text", TEXT, lambda row: row.message.text),
            Part("state", one_of(ReleaseState)),
            Part("at", MOMENT),
            Part("lapsed_at", maybe(MOMENT)),
            Part("decided_by", maybe(NAMED)),
            Part("decided_at", maybe(MOMENT)),
            Part("why"),
            Part("sent", maybe(WHOLE), lambda row: row.sent_id, told="The message that the requester has."),
        ],
    ),
    lambda actor: Release.objects.visible_to(actor).with_people(),
    room="tickets",
    page=lambda actor: Releases(),
    listed=lambda actor: Release.objects.visible_to(actor).releasable_by(actor).with_people(),
)
Deed(RELEASES, "release", actions.release, permissions.RELEASE, ReleaseForm, form_takes="waiting", keeps=True)
Deed(RELEASES, "send_back", actions.send_back, permissions.RELEASE, SendBackForm, told="Send it back to the trainee")
Deed(RELEASES, "take_back", actions.take_back, permissions.REPLY, told="Take back what you wrote")

TRAINEES = Thing(
    "trainees",
    "Trainees under care, and how their words are looked after today",
    Shape(
        "Trainee",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("care", {"type": "object", "additionalProperties": one_of(Care)}, lambda row: care_by_kind([row.pk])[row.pk]),
        ],
    ),
    trainees_of,
    room="tickets",
    may=permissions.CARE,
    page=lambda actor: Trainees(),
)
Deed(TRAINEES, "set_care", actions.set_care, permissions.CARE, CareForm)

not_offered(
    "The requester's own: offered as acts on `reports`.",
    "tickets.report",
    "tickets.confirm",
    "tickets.dispute",
)
not_offered(
    "A program needs no seconds for second thoughts: what it replies leaves at once.",
    "tickets.send",
    "tickets.send_soon",
    "tickets.undo_send",
)
not_offered("Who may be recognised in it is looked at on the page.", "tickets.make_article")
not_offered("Whether it was right is said beside what came of it, by whoever leads.", "tickets.judge_override")
not_offered("By what the house argues priorities is decided by people, with the whole table before them.", "tickets.edit_matrix")
not_offered("The timekeeper's alone.", "tickets.remind", "tickets.lapse", "tickets.follow")
not_offered("What was refused where approval was asked ends by itself.", "tickets.decline")
not_offered("Rules alone do this; whoever hands over says what was found.", "tickets.route")
not_offered("A part of releasing what was solved on the phone.", "tickets.end_call")
Thing(
    "views",
    "Views of the queue that one has",
    Shape(
        "View",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("owner", NAMED),
            Part("team", maybe(NAMED), told="Whose members have it; null for a view of one's own."),
            Part("conditions", {"type": "object"}, told="As the words and values that `tickets` takes."),
            Part("sort"),
            Part("layout", one_of(Layout)),
            Part("columns", many(TEXT)),
            Part("edited_by", one_of(ViewEditors)),
            Part("version", WHOLE),
        ],
    ),
    lambda actor: SavedView.objects.visible_to(actor).select_related("owner", "team"),
    room="tickets",
    may=permissions.KEEP_VIEWS,
    page=lambda actor: SavedViews(),
)
BULK_ACTS = Thing(
    "bulk-acts",
    "What one did to many tickets at once",
    Shape(
        "BulkAct",
        [
            Part("id", WHOLE),
            Part("verb"),
            Part("at", MOMENT),
            Part("done_at", maybe(MOMENT)),
            Part("phase", one_of(Phase)),
            Part("particulars", {"type": "object"}),
        ],
    ),
    BulkAct.objects.visible_to,
    room="tickets",
    may=permissions.ACT_ON_MANY,
    page=lambda actor: BulkActs(),
)
Hanging(
    BULK_ACTS,
    "lines",
    "What became of each ticket",
    Shape(
        "BulkLine",
        [
            Part("id", WHOLE),
            Part("ticket", TEXT, lambda row: row.ticket.reference),
            Part("outcome", one_of(Outcome)),
            Part("why", TEXT, told="Why it was not done."),
        ],
    ),
    lambda row, actor: BulkLine.objects.filter(bulk=row, ticket__in=Ticket.objects.visible_to_staff(actor)).select_related(
        "ticket__record"
    ),
)
not_offered(
    "A program asks with the filters themselves, also with those of a view; its name, its tab and its order are what somebody looks at.",
    "tickets.add_view",
    "tickets.edit_view",
    "tickets.delete_view",
    "tickets.arrange_tabs",
)
not_offered(
    "Begun by hand in the queue and undone there; a program acts on each ticket and hears of each what became of it.",
    "tickets.begin",
    "tickets.undo",
    "tickets.put_back",
)
