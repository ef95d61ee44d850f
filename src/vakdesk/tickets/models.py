"""A ticket: who asks for what, how urgent it is, whose turn it is, and how it ended."""

from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.archive import not_in_backups
from vakdesk.kit.errors import Sentence
from vakdesk.kit.text import canonical
from vakdesk.kit.translated import in_active_language
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Group
from vakdesk.records.kinds import Via
from vakdesk.records.models import Blob, Message, RecordModel
from vakdesk.services.models import Service
from vakdesk.tickets.kinds import (
    IMPACT_WORDS,
    MATRIX,
    OPEN,
    URGENCY_WORDS,
    Care,
    Closure,
    Level,
    Priority,
    ReleaseState,
    Speech,
    State,
    TicketKind,
    Verification,
    WaitingFor,
)
from vakdesk.tickets.permissions import ARRANGE_VIEWS
from vakdesk.tickets.queries import (
    BulkActQuerySet,
    CannedQuerySet,
    CareQuerySet,
    CategoryQuerySet,
    IdentityWayQuerySet,
    MatrixQuerySet,
    OutgoingQuerySet,
    ReleaseQuerySet,
    SavedViewQuerySet,
    TicketQuerySet,
)

person = settings.AUTH_USER_MODEL
#: Later than anything that is due: where no clock runs. Sort columns are never null.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


class Category(models.Model):
    """What a ticket is about. Its names are read by requesters, so each row is translated; its team is where work starts."""

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="categories")
    reveals_secret = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = CategoryQuerySet.as_manager()

    #: Categories lie nowhere and are nobody's own: whoever arranges them must do so for the house or for their team.
    organisation_id = None
    requester_id = None

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return in_active_language(self.names)


class IdentityWay(models.Model):
    """A way to make sure that somebody is who they say, before a secret is given out. `by_phone` needs a registered number."""

    names = models.JSONField(default=dict)
    by_phone = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = IdentityWayQuerySet.as_manager()

    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_active_language(self.names)


class CallTemplate(models.Model):
    """A question that comes by phone every day, with its solution: what a quick call fills in by itself."""

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    kind = models.CharField(max_length=20, choices=TicketKind, default=TicketKind.INCIDENT)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    cause = models.CharField(max_length=500)
    done = models.TextField()
    reveals_secret = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    organisation_id = None
    requester_id = None

    class Meta:
        ordering = ["code"]

    @property
    def team_id(self) -> int | None:
        return self.category.team_id

    def __str__(self) -> str:
        return in_active_language(self.names)


class PriorityMatrix(models.Model):
    """One edition of impact × urgency → priority. Never changed: tickets point to the edition that argued theirs (decision 0045)."""

    edition = models.IntegerField(unique=True)
    cells = models.JSONField()
    why = models.CharField(max_length=500)
    made_by = models.ForeignKey(person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = MatrixQuerySet.as_manager()

    #: It holds for the house: whoever edits it does so for everybody.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["-edition"]
        constraints = [models.CheckConstraint(name="matrix_edition_after_the_standard", condition=Q(edition__gt=0))]

    def __str__(self) -> str:
        return str(_("edition %(edition)d") % {"edition": self.edition})

    def says(self, impact: int, urgency: int) -> Priority:
        return Priority(self.cells[f"{impact}-{urgency}"])


class Ticket(RecordModel):
    """Incidents and requests of every kind. Who and when of each step is in the logbook; here is how it stands now."""

    kind = models.CharField(max_length=20, choices=TicketKind)
    state = models.CharField(max_length=16, choices=State, default=State.NEW)
    via = models.CharField(max_length=8, choices=Via)
    opened_at = models.DateTimeField()
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="tickets")
    assignee = models.ForeignKey(person, models.PROTECT, null=True, related_name="assigned_tickets")
    reveals_secret = models.BooleanField(default=False)
    registrar = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")

    impact = models.SmallIntegerField(choices=Level, default=Level.LOW)
    urgency = models.SmallIntegerField(choices=Level, default=Level.MEDIUM)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    matrix = models.ForeignKey(PriorityMatrix, models.PROTECT, null=True, related_name="+", db_index=False)
    override_reason = models.CharField(max_length=500, blank=True)
    affected = models.CharField(max_length=500, blank=True)
    systems = models.CharField(max_length=500, blank=True)
    criticality = models.CharField(max_length=500, blank=True)
    workaround = models.CharField(max_length=500, blank=True)

    waiting_for = models.CharField(max_length=16, choices=WaitingFor, blank=True)
    hold_reason = models.CharField(max_length=500, blank=True)
    hold_until = models.DateTimeField(null=True)
    needs_answer = models.BooleanField(default=False)
    first_replied_at = models.DateTimeField(null=True)

    cause = models.CharField(max_length=500, blank=True)
    done = models.TextField(blank=True)
    verification = models.CharField(max_length=16, choices=Verification, blank=True)
    resolver = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closure = models.CharField(max_length=16, choices=Closure, blank=True)
    times_reopened = models.SmallIntegerField(default=0)
    hurts_at = models.DateTimeField(default=NEVER)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    before_merge = models.JSONField(default=dict)
    escalated_at = models.DateTimeField(null=True)
    times_returned = models.SmallIntegerField(default=0)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    split_from = models.OneToOneField(Message, models.PROTECT, null=True, related_name="split_into")

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["hurts_at", "priority", "opened_at", "record"], condition=Q(state__in=OPEN), name="ticket_hurts_next"),
            models.Index(fields=["assignee", "state", "priority", "opened_at"], name="ticket_assignee"),
            models.Index(fields=["state", "-opened_at", "-record"], name="ticket_state"),
            models.Index(fields=["-opened_at", "-record"], name="ticket_opened"),
            models.Index(fields=["resolved_at"], condition=Q(state=State.RESOLVED), name="ticket_resolved"),
            models.Index(fields=["escalated_at"], condition=Q(escalated_at__isnull=False), name="ticket_escalated"),
            models.Index(fields=["parent", "state", "record"], condition=Q(parent__isnull=False), name="ticket_children"),
        ]
        constraints = [
            models.CheckConstraint(name="ticket_waits_for_somebody", condition=Q(state=State.WAITING) ^ Q(waiting_for="")),
            models.CheckConstraint(
                name="ticket_solution_is_described",
                condition=~Q(state__in=[State.RESOLVED, State.CLOSED])
                | Q(closure__in=[Closure.WITHDRAWN, Closure.MERGED, Closure.NOT_APPROVED])
                | ~Q(cause="") & ~Q(done="") & ~Q(verification="") & Q(resolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ticket_closed_has_reason",
                condition=Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(closure="")
                | ~Q(state=State.CLOSED) & Q(closed_at=None, closure=""),
            ),
            models.CheckConstraint(name="ticket_merged_into_one", condition=Q(closure=Closure.MERGED) ^ Q(merged_into=None)),
            models.CheckConstraint(name="ticket_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=models.F("record"))),
            models.CheckConstraint(name="ticket_not_into_itself", condition=Q(merged_into=None) | ~Q(merged_into=models.F("record"))),
        ]

    def get_absolute_url(self) -> str:
        return reverse("tickets:ticket", args=[self.reference])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def root(self) -> "Ticket":
        """Where the work on it is done: the ticket it is merged into, and so on, else itself."""
        return self if self.merged_into is None else self.merged_into.root

    @property
    def is_spoken_on(self) -> bool:
        """Whether its conversation goes on: until it is closed, or, merged into somebody else's, until that one is."""
        if self.closure != Closure.MERGED:
            return self.state != State.CLOSED
        root = self.root
        return root.state != State.CLOSED and root.requester_id != self.requester_id

    @property
    def asks_last(self) -> bool:
        """Whether the last word of its conversation is not the desk's."""
        last = Message.objects.public().filter(record=self.pk).order_by("-at", "-pk").first()
        return last is not None and (last.is_from_outside or last.author_id == self.requester_id)

    @property
    def is_verified(self) -> bool:
        """Somebody has seen it work; having asked does not count."""
        return self.verification not in ("", Verification.ASKED, Verification.ELSEWHERE)

    @property
    def service(self) -> Service | None:
        """The service its category belongs to."""
        return self.category.service if self.category else None

    @property
    def is_overridden(self) -> bool:
        return bool(self.override_reason)

    @property
    def argued_priority(self) -> Priority:
        """What the matrix made of impact and urgency when they were set, whatever the override says."""
        return argued_by(self.matrix, self.impact, self.urgency)

    def as_described(self) -> str:
        """A digest of what forms show and may overwrite, so that one opened before a change can be told from a fresh one."""
        shown = [self.title, self.kind, self.requester_id, self.category_id, self.impact, self.urgency, self.priority]
        shown += [self.override_reason, self.affected, self.systems, self.criticality, self.workaround]
        return sha256(canonical(shown).encode()).hexdigest()[:16]

    def why_priority(self) -> list[tuple[Sentence, str]]:
        """The argument for the priority, as (label, words) rows that are filled."""
        rows: list[tuple[Sentence, str]] = [
            (_("Impact"), f"{Level(self.impact).label}: {IMPACT_WORDS[self.impact]}"),
            (_("Urgency"), f"{Level(self.urgency).label}: {URGENCY_WORDS[self.urgency]}"),
            (_("The matrix says"), str(self.argued_priority.label)),
            (_("Why it differs"), self.override_reason),
            (_("Who is affected"), self.affected),
            (_("Which systems"), self.systems),
            (_("How critical"), self.criticality),
            (_("Another way to work"), self.workaround),
        ]
        return [(label, words) for label, words in rows if words]


def argued_by(matrix: PriorityMatrix | None, impact: int, urgency: int) -> Priority:
    """By that edition; without one, by the standard matrix."""
    return matrix.says(impact, urgency) if matrix else MATRIX[(impact, urgency)]


class OverrideVerdict(models.Model):
    """What somebody who leads said afterwards of a priority that was set against the matrix: was it right?"""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="+")
    is_right = models.BooleanField()
    why = models.CharField(max_length=500, blank=True)
    judged_by = models.ForeignKey(person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="override_wrong_with_reason", condition=Q(is_right=True) | ~Q(why=""))]

    def __str__(self) -> str:
        return str(_("right") if self.is_right else _("not right"))


class IdentityCheck(models.Model):
    """Somebody made sure that the requester is who they say, or could not. Never what was asked or answered.

    `followed_up`: an answer has gone on the strength of it, and the tasks that follow from that are made.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="identity_checks")
    checked_by = models.ForeignKey(person, models.PROTECT, related_name="+")
    person = models.ForeignKey(person, models.PROTECT, related_name="+")
    way = models.ForeignKey(IdentityWay, models.PROTECT, related_name="+")
    holds = models.BooleanField()
    at = models.DateTimeField()
    followed_up = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="identity_checked_by_another", condition=~Q(checked_by=models.F("person"))),
        ]

    def __str__(self) -> str:
        return f"{self.ticket.reference}: {self.way}"


class Layout(models.TextChoices):
    ROWS = "rows", _("Rows of two lines")
    TABLE = "table", _("A table with these columns")


class ViewEditors(models.TextChoices):
    OWNER = "owner", _("Only I, and who leads the team")
    TEAM = "team", _("Everybody in the team")


class SavedView(models.Model):
    """A view of the queue that somebody keeps: their own, or a team's. It holds what is asked for, never rows.

    `conditions` are words and values as in the address of the queue, read with the sight of whoever looks (decision 0036).
    """

    owner = models.ForeignKey(person, models.CASCADE, related_name="saved_views")
    team = models.ForeignKey("people.Team", models.CASCADE, null=True, related_name="saved_views")
    name = models.CharField(max_length=60)
    conditions = models.JSONField(default=dict)
    sort = models.CharField(max_length=40, blank=True)
    layout = models.CharField(max_length=8, choices=Layout, default=Layout.ROWS)
    columns = models.JSONField(default=list)
    edited_by = models.CharField(max_length=8, choices=ViewEditors, default=ViewEditors.OWNER)
    version = models.IntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    organisation_id = None

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="view_team_edits_its_own", condition=Q(edited_by=ViewEditors.OWNER) | Q(team__isnull=False))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What it is called in an address."""
        return f"v{self.pk}"

    @property
    def requester_id(self) -> int:
        return self.owner_id

    def is_edited_by(self, actor: Actor) -> bool:
        """Of a view the actor has: whether it is theirs to change."""
        scope = actor.reach(ARRANGE_VIEWS)
        arranged = scope.house or self.team_id in scope.teams
        return self.owner_id == actor.person_id or self.edited_by == ViewEditors.TEAM or (self.team_id is not None and arranged)

    def get_absolute_url(self) -> str:
        return f"{reverse('tickets:queue')}?view={self.key}"


class Tabs(models.Model):
    """How one person sets out the views above their queue: their order, which have no tab, which one opens first."""

    person = models.OneToOneField(person, models.CASCADE, primary_key=True, related_name="+")
    order = models.JSONField(default=list)
    hidden = models.JSONField(default=list)
    opens = models.CharField(max_length=24, blank=True)

    def __str__(self) -> str:
        return ", ".join(self.order)


class Phase(models.TextChoices):
    """How far an act on many is."""

    DOING = "doing", _("at work")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class Outcome(models.TextChoices):
    """What came of one ticket in an act on many."""

    WAITING = "waiting", _("still to be done")
    DONE = "done", _("done")
    REFUSED = "refused", _("not done")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("not undone")


@not_in_backups
class BulkAct(models.Model):
    """An act somebody did to many tickets at once. Each is an act of its own; here is how far it is (decision 0037).

    `number` is the correlation of all its entries. `particulars` are the fields of its form, forgotten once it is done.
    """

    person = models.ForeignKey(person, models.CASCADE, related_name="+")
    verb = models.CharField(max_length=20)
    number = models.UUIDField(unique=True)
    particulars = models.JSONField(default=dict)
    phase = models.CharField(max_length=8, choices=Phase, default=Phase.DOING)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = BulkActQuerySet.as_manager()

    organisation_id = team_id = None

    class Meta:
        indexes = [models.Index(fields=["person", "-at", "-id"], name="bulk_of_person")]
        constraints = [models.CheckConstraint(name="bulk_ends", condition=Q(phase=Phase.DOING) | Q(done_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"

    @property
    def requester_id(self) -> int:
        return self.person_id

    def get_absolute_url(self) -> str:
        return reverse("tickets:bulk_act", args=[self.pk])


@not_in_backups
class BulkLine(models.Model):
    """One ticket of an act on many: what came of it and why, and how it stood in what the act changes."""

    bulk = models.ForeignKey(BulkAct, models.CASCADE, related_name="lines")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    why = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bulk", "ticket"], name="bulk_line_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.outcome}"


class CareSetting(models.Model):
    """How one trainee's words are looked after, on tickets of one kind or ("") of every kind, from a day until a day.

    Of those in force the newest holds; where none is, settings.TRAINEES_BEGIN.
    """

    trainee = models.ForeignKey(person, models.CASCADE, related_name="care_settings")
    kind = models.CharField(max_length=20, choices=TicketKind, blank=True)
    care = models.CharField(max_length=12, choices=Care)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    why = models.CharField(max_length=500)
    set_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = CareQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="care_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")))
        ]

    def __str__(self) -> str:
        return f"{self.get_care_display()} {self.starts_on}"


class Release(models.Model):
    """What a trainee wrote to a requester, which waits, or waited, for its release.

    `message` is their own text, internal and never changed; `sent` what the requester got. `particulars` are those of the
    act it is part of, none of which has happened before the release; `edited` what was released instead of some of them.
    `lapsed_at`: the leads were told as well.
    """

    message = models.OneToOneField(Message, models.CASCADE, primary_key=True, related_name="release")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="releases")
    speech = models.CharField(max_length=12, choices=Speech)
    particulars = models.JSONField(default=dict)
    edited = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=ReleaseState, default=ReleaseState.WAITING)
    at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    sent = models.OneToOneField(Message, models.PROTECT, null=True, related_name="released_from")

    objects = ReleaseQuerySet.as_manager()

    requester_id = None

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(state=ReleaseState.WAITING), name="release_waiting")]
        constraints = [
            models.CheckConstraint(
                name="release_is_decided", condition=Q(state=ReleaseState.WAITING, decided_at=None) | Q(decided_at__isnull=False)
            ),
            models.CheckConstraint(name="release_sent_if_released", condition=Q(sent=None) | Q(state=ReleaseState.RELEASED)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket.reference}: {self.get_speech_display()}"

    def get_absolute_url(self) -> str:
        return reverse("tickets:release", args=[self.pk])

    @property
    def organisation_id(self) -> int | None:
        return self.ticket.organisation_id

    @property
    def team_id(self) -> int | None:
        return self.ticket.team_id

    @property
    def group_ids(self) -> frozenset[int]:
        """Of its writer: who coaches one of these releases it."""
        return frozenset(Group.objects.filter(members=self.message.author_id).values_list("pk", flat=True))

    @property
    def is_waiting(self) -> bool:
        return self.state == ReleaseState.WAITING

    @property
    def is_edited(self) -> bool:
        return bool(self.edited) or (self.sent is not None and self.sent.text != self.message.text)


class Outgoing(models.Model):
    """What somebody has sent to the requester and can still take back. Nothing of it has happened; once it has, the row is gone.

    `particulars` are those of the act it is part of; `fault` says why it could not leave.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="outgoing")
    person = models.ForeignKey(person, models.CASCADE, related_name="+")
    speech = models.CharField(max_length=12, choices=Speech)
    text = models.TextField()
    particulars = models.JSONField(default=dict)
    at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    fault = models.CharField(max_length=300, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        ordering = ["leaves_at", "pk"]

    def __str__(self) -> str:
        return f"{self.ticket.reference}: {self.get_speech_display()}"


class OutgoingFile(models.Model):
    """A file that leaves with it. The reference keeps the bytes from being swept."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="files")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="outgoing_files")
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["pk"]


class CannedAnswer(models.Model):
    """What is written again and again, by language. Its owner's own; without an owner the team's, or without a team everybody's."""

    name = models.CharField(max_length=80)
    texts = models.JSONField(default=dict)
    owner = models.ForeignKey(person, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)

    objects = CannedQuerySet.as_manager()

    organisation_id = None
    requester_id = None

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(name="canned_answer_is_ones_own_or_a_teams", condition=Q(owner=None) | Q(team=None))]

    def __str__(self) -> str:
        return self.name

    @property
    def whose(self) -> str:
        return str(self.owner or self.team or _("everybody's"))

    def text_in(self, language: str) -> tuple[str, str]:
        """The text in that language, else in English, else in any; and the language it is in."""
        spoken = next((one for one in (language, "en", *sorted(self.texts)) if one in self.texts), language)
        return self.texts.get(spoken, ""), spoken
