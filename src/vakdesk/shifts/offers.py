"""What programs may read and write of rotas."""

from django import forms

from vakdesk.people.models import Person, Team
from vakdesk.shifts import actions, permissions
from vakdesk.shifts.forms import ArrangeForm, CancelForm, ChangeForm, ConsentForm, RescheduleForm, SafetyForm, WhenForm
from vakdesk.shifts.kinds import AppointmentKind, AppointmentState, ShiftKind
from vakdesk.shifts.models import Appointment, Shift
from vakdesk.tickets.offers import TICKETS
from vakdesk.ui.forms import Form
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, WHOLE, Deed, Part, Shape, Thing, maybe, not_offered, one_of

SHIFT = Shape(
    "Shift",
    [
        Part("id", WHOLE),
        Part("team", NAMED),
        Part("person", NAMED),
        Part("kind", one_of(ShiftKind)),
        Part("starts_at", MOMENT),
        Part("ends_at", MOMENT),
        Part("note"),
    ],
)
SHIFTS = Thing(
    "shifts",
    "Lines of the rotas",
    SHIFT,
    lambda actor: Shift.objects.visible_to(actor).with_people(),
    room="shifts",
    may=permissions.SEE,
)


class PlanAnyForm(WhenForm):
    team = forms.ModelChoiceField(Team.objects.active())
    person = forms.ModelChoiceField(Person.objects.active())


Deed(SHIFTS, "", actions.plan, permissions.PLAN, PlanAnyForm, begins=True, told="Put somebody on the rota of a team")
Deed(SHIFTS, "change", actions.change, permissions.PLAN, ChangeForm, form_takes="shift", keeps=True, told="Change a line of a rota")
Deed(SHIFTS, "remove", actions.remove, permissions.PLAN, told="Take a line off a rota")
not_offered("One press on the page of a week; a program puts each line where it belongs.", "shifts.copy_week")
not_offered(
    "One form for all that one leaves behind; a program adds a task and assigns the ticket.", "shifts.end_shift", "shifts.give_next_step"
)

APPOINTMENT = Shape(
    "Appointment",
    [
        Part("id", WHOLE),
        Part("ticket", TEXT, lambda row: row.ticket.reference),
        Part("kind", one_of(AppointmentKind)),
        Part("state", one_of(AppointmentState)),
        Part("person", NAMED),
        Part("starts_at", MOMENT),
        Part("ends_at", MOMENT),
        Part("place"),
        *(Part(f"safe_{item}") for item in ("power", "esd", "ladder", "tools")),
        Part("consent_how"),
        Part("consent_at", maybe(MOMENT)),
        Part("begun_by", maybe(NAMED)),
        Part("begun_at", maybe(MOMENT)),
        Part("ended_at", maybe(MOMENT)),
        Part("why"),
    ],
)
APPOINTMENTS = Thing(
    "appointments",
    "Appointments on tickets",
    APPOINTMENT,
    lambda actor: Appointment.objects.visible_to(actor).with_people(),
    room="shifts",
    may=permissions.SEE,
)
Deed(TICKETS, "arrange", actions.arrange, permissions.APPOINT, ArrangeForm, makes=APPOINTMENTS, told="Make an appointment")
_DEEDS = (
    ("reschedule", actions.reschedule, RescheduleForm, "Move it"),
    ("cancel", actions.cancel, CancelForm, "Call it off"),
    ("check_safety", actions.check_safety, SafetyForm, "Answer the safety checklist of a site visit"),
    ("record_consent", actions.record_consent, ConsentForm, "Record that the user agreed to a remote session"),
    ("start", actions.start, Form, "It begins now"),
    ("finish", actions.finish, Form, "It is over"),
)
for _word, _action, _form, _told in _DEEDS:
    Deed(APPOINTMENTS, _word, _action, permissions.APPOINT, _form, told=_told)
not_offered("The address is shown to its person, once.", "shifts.open_feed", "shifts.close_feed")
