"""What programs may read and write of rotas."""

from django import forms

from vakdesk.people.models import Person, Team
from vakdesk.shifts import actions, permissions
from vakdesk.shifts.forms import ChangeForm, WhenForm
from vakdesk.shifts.kinds import ShiftKind
from vakdesk.shifts.models import Shift
from vakdesk.ui.offering import MOMENT, NAMED, WHOLE, Deed, Part, Shape, Thing, not_offered, one_of

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
