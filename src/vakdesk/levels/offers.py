"""What programs may read and do with what was agreed about time."""

from vakdesk.levels import actions
from vakdesk.levels.forms import CalendarForm, DeviationForm, EndForm, WhyForm
from vakdesk.levels.kinds import AgreementKind, Measure, State, Verdict
from vakdesk.levels.models import Agreement, Calendar, CalendarVersion, Clock, Deviation
from vakdesk.levels.permissions import ARRANGE, EXPLAIN, MIGRATE, SEE
from vakdesk.levels.views.agreements import Agreements
from vakdesk.levels.views.calendars import Calendars
from vakdesk.levels.views.deviations import Deviations
from vakdesk.levels.views.reports import Clocks
from vakdesk.records import actions as records
from vakdesk.records.models import Link
from vakdesk.records.permissions import LINK
from vakdesk.ui.linking import LinkForm
from vakdesk.ui.offering import DAY, MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Hanging, Part, Shape, Thing, maybe, not_offered, one_of
from vakdesk.ui.offers import ENTRY, entries_of, links_of
from vakdesk.ui.offers import LINK as LINK_SHAPE

CLOCK = Shape(
    "Clock",
    [
        Part("id", WHOLE),
        Part("ticket", TEXT, lambda row: row.record.reference),
        Part("measure", one_of(Measure)),
        Part("agreement", NAMED, lambda row: row.version.agreement),
        Part("version", WHOLE, lambda row: row.version.number),
        Part("state", one_of(State)),
        Part("verdict", one_of(Verdict)),
        Part("target_seconds", maybe(WHOLE)),
        Part("consumed_seconds", WHOLE),
        Part("read_at", MOMENT),
        Part("due_at", maybe(MOMENT)),
        Part("started_at", maybe(MOMENT)),
        Part("stopped_at", maybe(MOMENT)),
        Part("breached_at", maybe(MOMENT)),
    ],
)
CLOCKS = Thing(
    "clocks",
    "One row for each agreed time of each ticket",
    CLOCK,
    lambda actor: Clock.objects.visible_to(actor).select_related("record", "version__agreement"),
    room="levels",
    may=SEE,
    page=lambda actor: Clocks(),
)

CALENDAR_VERSION = Shape(
    "CalendarVersion",
    [
        Part("id", WHOLE),
        Part("number", WHOLE),
        Part("starts_on", DAY),
        Part("recorded_at", MOMENT),
        Part("zone"),
        Part("week", {"type": "array"}, told="Monday first: spans of [from, until] in seconds of the day."),
        Part("country"),
        Part("subdivision"),
        Part("closing_days", {"type": "array"}),
        Part("note"),
    ],
)
CALENDARS = Thing(
    "calendars",
    "When work is done",
    Shape(
        "Calendar",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("is_active", TRUTH),
            Part(
                "version",
                WHOLE,
                lambda row: max(version.number for version in row.versions.all()),
                told="The number of the newest version.",
            ),
        ],
    ),
    lambda actor: Calendar.objects.visible_to(actor).prefetch_related("versions"),
    room="levels",
    may=SEE,
    page=lambda actor: Calendars(),
)
Hanging(CALENDARS, "versions", "What held when", CALENDAR_VERSION, lambda row, actor: CalendarVersion.objects.filter(calendar=row.pk))
Deed(CALENDARS, "", actions.add_calendar, ARRANGE, CalendarForm, begins=True, told="Add a calendar")
Deed(
    CALENDARS,
    "change",
    actions.change_calendar,
    ARRANGE,
    CalendarForm,
    form_takes="thing",
    form_of=lambda row: row.versions.order_by("-number")[0],
    keeps=True,
    told="Record a new version of a calendar",
)
Deed(CALENDARS, "end", actions.end_calendar, ARRANGE, told="Take a calendar out of use")
Deed(CALENDARS, "recount", actions.rebase_open, MIGRATE, WhyForm, told="Recount what is open and measured by it")

AGREEMENTS = Thing(
    "agreements",
    "What was agreed about time, with whom",
    Shape(
        "Agreement",
        [
            Part("id", WHOLE),
            Part("kind", one_of(AgreementKind)),
            Part("name"),
            Part("organisation", maybe(NAMED)),
            Part("service", maybe(NAMED)),
            Part("team", maybe(NAMED)),
            Part("supplier", maybe(NAMED)),
            Part("ended_on", maybe(DAY)),
        ],
    ),
    lambda actor: Agreement.objects.visible_to(actor).with_names(),
    room="levels",
    may=SEE,
    page=lambda actor: Agreements(),
)
AGREEMENT_VERSION = Shape(
    "AgreementVersion",
    [
        Part("id", WHOLE),
        Part("number", WHOLE),
        Part("starts_at", MOMENT),
        Part("recorded_at", MOMENT),
        Part("calendar", NAMED),
        Part("falls_back_to", maybe(NAMED)),
        Part("holds_for", {"type": "array", "items": TEXT}),
        Part("warn_at", {"type": "array", "items": WHOLE}),
        Part("note"),
        Part(
            "targets",
            {"type": "array", "items": {"type": "object"}},
            lambda row: [
                {"measure": one.measure, "kind": one.kind, "priority": one.priority, "service": one.service_id, "seconds": one.seconds}
                for one in row.targets.all()
            ],
        ),
    ],
)
Hanging(
    AGREEMENTS,
    "versions",
    "What held when",
    AGREEMENT_VERSION,
    lambda row, actor: row.versions.select_related("calendar", "falls_back_to").prefetch_related("targets"),
)
Deed(AGREEMENTS, "end", actions.end_agreement, ARRANGE, EndForm, told="End an agreement")

DEVIATIONS = Thing(
    "deviations",
    "Agreed times that were not met",
    Shape(
        "Deviation",
        [
            Part("id", WHOLE, lambda row: row.pk),
            Part("reference"),
            Part("ticket", TEXT, lambda row: row.about.reference),
            Part("measure", one_of(Measure)),
            Part("agreement", NAMED, lambda row: row.version.agreement),
            Part("due_at", MOMENT),
            Part("cause"),
            Part("responsibility"),
            Part("avoidable", maybe(TRUTH)),
            Part("improvement"),
            Part("explained_at", maybe(MOMENT)),
        ],
    ),
    lambda actor: Deviation.objects.visible_to(actor).select_related("record", "about", "version__agreement"),
    room="levels",
    key="record__reference",
    may=SEE,
    page=lambda actor: Deviations(),
)
Hanging(DEVIATIONS, "links", "Links to other records", LINK_SHAPE, links_of)
Hanging(DEVIATIONS, "entries", "What happened", ENTRY, entries_of)
Deed(DEVIATIONS, "explain", actions.explain_deviation, EXPLAIN, DeviationForm, form_takes="thing")
Deed(DEVIATIONS, "link", records.link, LINK, LinkForm, on=lambda row: row.record)
Deed(DEVIATIONS, "unlink", records.unlink, LINK, also={"link": Link}, on=lambda row: row.record, told="Remove a link")

not_offered(
    "An agreement is drawn up in a table of targets whose columns depend on the desk, and tried on the last months before it is saved.",
    "levels.add_agreement",
    "levels.change_agreement",
)
not_offered("Deleting what no ticket uses is tidying up, done where one sees that nothing hangs on it.", "levels.delete_agreement")
not_offered("The timekeeper's alone.", "levels.alarm")
