"""Forms for the work on a ticket: whose, what, how urgent, waiting, with whom, and how it ended."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.people.fields import PersonField
from vakdesk.people.models import Person, Team
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.tickets.forms.fields import DraftForm, SeenForm, explained
from vakdesk.tickets.kinds import (
    CLOSURES_OF_RESOLVED,
    IMPACT_WORDS,
    URGENCY_WORDS,
    Level,
    OpenTasks,
    Priority,
    TicketKind,
    Verification,
    WaitingFor,
)
from vakdesk.tickets.models import Category, IdentityWay, Ticket
from vakdesk.tickets.permissions import TAKE
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import Form, MomentField, RadioCards, Segments, TextField


class CategoryField(forms.ModelChoiceField):
    """One of the categories in use."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Category.objects.active(), **{"label": _("Category"), "empty_label": _("Choose…"), **kwargs})


class AssignForm(Form):
    assignee = forms.ModelChoiceField(Person.objects.none(), label=_("Assign to"), empty_label=_("Choose…"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["assignee"].queryset = Person.objects.visible_to(actor).active().holding(TAKE)  # type: ignore[attr-defined]


class TeamForm(Form):
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Team"), empty_label=_("Choose…"))


class HandOverForm(TeamForm):
    found = TextField(label=_("What you found"), rows=3, help_text=_("What is the matter, as far as you know. Only the desk reads this."))
    tried = TextField(label=_("What you tried"), rows=2)
    expected = TextField(label=_("What you expect next"), rows=2, help_text=_("What the next team should do, and by when."))


class EscalateForm(Form):
    reason = TextField(label=_("Why you ask the lead"), rows=2)
    asked = TextField(
        label=_("What you ask"), rows=2, help_text=_("A decision, a person, a word with the client: whatever you cannot do yourself.")
    )


class SettleForm(Form):
    text = TextField(label=_("Your answer"), rows=4, help_text=_("A note that the desk reads. The requester does not."))


class HandBackForm(TeamForm):
    tried = TextField(label=_("What you tried"), rows=3)
    needed = TextField(label=_("What is needed"), rows=3, help_text=_("A right, a skill, a part: whatever you do not have."))


class HoldForm(Form):
    waiting_for = forms.ChoiceField(label=_("We wait for"), choices=WaitingFor.choices, widget=RadioCards, initial=WaitingFor.REQUESTER)
    reason = TextField(label=_("What we wait for"), max_length=500)
    until = MomentField(label=_("Until"), required=False, help_text=_("It resumes by itself then. Needed for an agreed moment."))


def _level_field(label: Sentence, words: Mapping[int, Sentence]) -> forms.TypedChoiceField:
    def cards() -> list[tuple[int, SafeString]]:
        return [(level.value, explained(level.label, words[level])) for level in Level]

    return forms.TypedChoiceField(label=label, coerce=int, widget=RadioCards, choices=cards)


class ClassifyForm(SeenForm):
    category = CategoryField()
    impact = _level_field(_("Impact"), IMPACT_WORDS)
    urgency = _level_field(_("Urgency"), URGENCY_WORDS)
    priority = forms.TypedChoiceField(
        label=_("Priority"), required=False, coerce=int, empty_value=None, choices=[("", _("As impact and urgency say")), *Priority.choices]
    )
    override_reason = TextField(label=_("Why it differs"), required=False, max_length=500)
    affected = TextField(label=_("Who is affected"), required=False, max_length=500)
    systems = TextField(label=_("Which systems"), required=False, max_length=500)
    criticality = TextField(label=_("How critical"), required=False, max_length=500)
    workaround = TextField(label=_("Is there another way to work"), required=False, max_length=500)

    def initial_of(self, ticket: Ticket) -> dict[str, Any]:
        named = ("category", "impact", "urgency", "override_reason", "affected", "systems", "criticality", "workaround")
        return {name: getattr(ticket, name) for name in named} | {"priority": ticket.priority if ticket.is_overridden else None}


class EditForm(SeenForm):
    title = TextField(label=_("Subject"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=TicketKind.choices)
    requester = PersonField(label=_("Requester"))

    def initial_of(self, ticket: Ticket) -> dict[str, Any]:
        return {"title": ticket.title, "kind": ticket.kind, "requester": ticket.record.requester}


class WriteForm(Form):
    text = TextField(label=_("Text"), rows=6, strip=False)
    files = StagedField()


class TextForm(Form):
    text = TextField(label=_("Text"), rows=5)


class OptionalTextForm(Form):
    text = TextField(label=_("Message to the requester"), rows=3, required=False)


def _verification_cards() -> list[tuple[str, SafeString]]:
    told = {
        Verification.REQUESTER: _("They tried it and told you so."),
        Verification.SEEN: _("You looked at it working, at their place or remotely."),
        Verification.TEST: _("A test of the thing itself came back good."),
        Verification.ASKED: _("Not verified yet. They get “works now / not yet”."),
    }
    return [(way.value, explained(way.label, words)) for way, words in told.items()]


class ResolveForm(DraftForm):
    cause = TextField(label=_("Cause"), max_length=500, help_text=_("Why it happened, in one line."))
    done = TextField(label=_("What was done"), rows=2)
    verification = forms.ChoiceField(label=_("How do you know that it works"), choices=_verification_cards, widget=RadioCards)
    text = TextField(label=_("Tell the requester"), rows=4, required=False, help_text=_("Sent as a message. Empty: nothing is sent now."))
    open_tasks = forms.ChoiceField(label=_("Open tasks"), choices=OpenTasks.choices, widget=RadioCards)

    def __init__(self, *args: Any, about_tasks: Sentence, **kwargs: Any) -> None:
        """`about_tasks` says which tasks are open, "" for none."""
        super().__init__(*args, **kwargs)
        if about_tasks:
            self.fields["open_tasks"].help_text = about_tasks
        else:
            del self.fields["open_tasks"]


class CheckIdentityForm(Form):
    way = forms.ModelChoiceField(IdentityWay.objects.active(), label=_("How did you make sure?"), empty_label=None, widget=RadioCards)
    holds = forms.TypedChoiceField(
        label=_("What came of it"),
        coerce=lambda value: value == "yes",
        widget=Segments,
        choices=[("yes", _("It is them")), ("no", _("I could not be sure"))],
        initial="yes",
    )


class VerifyForm(Form):
    verification = forms.ChoiceField(
        label=_("How do you know that it works"),
        widget=RadioCards,
        choices=lambda: [card for card in _verification_cards() if card[0] != Verification.ASKED],
    )


class CloseForm(Form):
    closure = forms.ChoiceField(label=_("How it ends"), widget=RadioCards, choices=[(one.value, one.label) for one in CLOSURES_OF_RESOLVED])


class TagForm(Form):
    name = TextField(label=_("Tag"), max_length=40)


class PlainForm(Form):
    """For what needs no words: a press of the button is all."""


class ComposerForm(DraftForm):
    """What the composer of the ticket's page posts: besides the message, to whom it is. Cleans to the message."""

    text = TextField(label=_("Text"), rows=6, strip=False)
    mode = forms.ChoiceField(choices=Side.choices, required=False, initial=Side.PUBLIC)
    last = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ticket: Ticket, last: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        self.initial["last"] = last

    @property
    def is_note(self) -> bool:
        return self["mode"].value() == Side.STAFF

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given.pop("mode", None)
        seen = given.pop("last", None)
        if seen is not None and not self.is_note:
            self._heed_colleagues(seen)
        return given

    def _heed_colleagues(self, seen: int) -> None:
        """What a colleague sent while this was written is read before both go; sending once more is deliberate."""
        assert self.actor is not None
        mine = [pk for pk in (self.actor.person_id, self.ticket.requester_id) if pk is not None]
        others = Message.objects.visible_to(self.actor).public().filter(record=self.ticket.pk, pk__gt=seen)
        newest = others.exclude(author=None).exclude(author__in=mine).select_related("author").order_by("-pk").first()
        if newest is not None and newest.author is not None:
            self.add_error(
                "text",
                _("%(person)s answered while you were writing. Read it, then send yours if it is still needed.")
                % {"person": newest.author},
            )
            self.data = self.data.copy()
            self.data["last"] = newest.pk
