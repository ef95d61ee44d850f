"""What programs may read and do with major incidents. What is done to a ticket is offered where the ticket is."""

from typing import Any

from django import forms

from vakdesk.majors import actions, permissions
from vakdesk.majors.forms import DeclareForm, DutyForm, EndForm, NewsForm, StandDownForm, TextsForm
from vakdesk.majors.kinds import MajorState
from vakdesk.majors.models import Duty, Major
from vakdesk.majors.views import Majors
from vakdesk.tickets.offers import TICKETS
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Hanging, Part, Shape, Thing, maybe, not_offered, one_of

TEXTS = {"type": "object", "additionalProperties": TEXT}

MAJOR = Shape(
    "MajorIncident",
    [
        Part("id", WHOLE, lambda row: row.pk),
        Part("reference", TEXT, lambda row: row.ticket.reference, told="That of its ticket."),
        Part("headlines", TEXTS, told="By language."),
        Part("state", one_of(MajorState)),
        Part("why"),
        Part("lead", NAMED),
        Part("declared_at", MOMENT),
        Part("ended_at", maybe(MOMENT)),
        Part("why_ended"),
        Part("next_news_at", maybe(MOMENT), told="When those affected were promised more."),
        Part("is_shown", TRUTH),
        Part("for_everybody", TRUTH),
    ],
)
NEWS = Shape(
    "MajorNews",
    [
        Part("id", WHOLE),
        Part("texts", TEXTS, told="By language."),
        Part("author", NAMED),
        Part("at", MOMENT),
        Part("next_at", maybe(MOMENT)),
        Part("is_last", TRUTH),
    ],
)
DUTY = Shape("MajorDuty", [Part("id", WHOLE), Part("person", NAMED), Part("what"), Part("at", MOMENT)])

MAJORS = Thing(
    "majors",
    "Major incidents",
    MAJOR,
    lambda actor: Major.objects.visible_to(actor).with_people(),
    room="majors",
    key="ticket__record__reference",
    may=permissions.SEE,
    page=lambda actor: Majors(),
)
Hanging(MAJORS, "news", "What everybody affected was told", NEWS, lambda row, actor: row.news.select_related("author"))
Hanging(MAJORS, "duties", "Who does what", DUTY, lambda row, actor: row.duties.select_related("person"))


class AnyLanguageForm(TextsForm):
    """A program has no language of its own to begin with: any one will do, and the action refuses none at all."""

    def languages(self, name: str, label: Any, **more: Any) -> dict[str, forms.Field]:
        found = super().languages(name, label, **more)
        for field in found.values():
            field.required = False
        return found


class TellForm(AnyLanguageForm, NewsForm):
    pass


class DeclareOneForm(AnyLanguageForm, DeclareForm):
    pass


class SolvedForm(AnyLanguageForm, EndForm):
    pass


class StandDownOneForm(AnyLanguageForm, StandDownForm):
    pass


SOON = "Unless next_at says otherwise, more is promised in half an hour"
Deed(MAJORS, "tell", actions.tell, permissions.TELL, TellForm, told=f"Tell everybody affected. {SOON}")
Deed(MAJORS, "end", actions.end, permissions.DECLARE, SolvedForm, told="Solve it and tell everybody")
Deed(MAJORS, "stand_down", actions.stand_down, permissions.DECLARE, StandDownOneForm, told="Say that it is no major incident any more")
Deed(MAJORS, "give_duty", actions.give_duty, permissions.TELL, DutyForm, told="Say who does what")
Deed(MAJORS, "end_duty", actions.end_duty, permissions.TELL, also={"duty": Duty}, told="End what somebody does")

Deed(
    TICKETS,
    "declare_major",
    actions.declare,
    permissions.DECLARE,
    DeclareOneForm,
    makes=MAJORS,
    told=f"Declare it a major incident. {SOON}",
)
Deed(
    TICKETS,
    "answer_with_major",
    actions.answer,
    permissions.ANSWER,
    also={"major": Major},
    told="Join it to a major incident, and answer it with the news of that",
)
Deed(TICKETS, "decline_major", actions.decline, permissions.ANSWER, told="Say that it is not about the major incident proposed")

not_offered("Begins with what was selected in the queue; a program declares one ticket and joins the others to it.", "majors.declare_of")
not_offered("A press on the portal's banner; a program of theirs reports what is the matter, in `reports`.", "majors.me_too")
not_offered("The timekeeper's alone.", "majors.propose", "majors.pass_on", "majors.warn")
