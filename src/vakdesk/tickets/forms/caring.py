"""Forms for the care of trainees: how their words are looked after, and what becomes of those that wait."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.tickets.care import today
from vakdesk.tickets.forms.fields import explained
from vakdesk.tickets.kinds import EVERY_KIND, Care, TicketKind
from vakdesk.tickets.models import Release
from vakdesk.ui.forms import DateInput, Form, RadioCards, TextField


def _care_cards() -> list[tuple[str, SafeString]]:
    told = {
        Care.WATCHED: _("It goes at once, and the coach reads along."),
        Care.RELEASED: _("It waits until the coach releases it, as it is or edited."),
        Care.ALONE: _("It goes at once, and nobody is told."),
    }
    return [(care.value, explained(care.label, told[care])) for care in Care]


class CareForm(Form):
    care = forms.ChoiceField(label=_("What they write to requesters is"), choices=_care_cards, widget=RadioCards)
    kind = forms.ChoiceField(label=_("On tickets of"), required=False, choices=[("", EVERY_KIND), *TicketKind.choices])
    starts_on = forms.DateField(label=_("First day"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DateInput, help_text=_("Empty: until something else is set."))
    why = TextField(label=_("Why"), max_length=500, help_text=_("The trainee reads this too."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"starts_on": today(), **self.initial}


class ReleaseForm(Form):
    """Without a text, as one key sends it, the message goes as it was written."""

    text = TextField(label=_("What goes to the requester"), rows=8, strip=False)
    cause = TextField(label=_("Cause"), max_length=500)
    done = TextField(label=_("What was done"), rows=2)
    why = TextField(
        label=_("Your words to the trainee"), rows=2, required=False, help_text=_("Needed when you change something: they learn from it.")
    )

    def __init__(self, *args: Any, waiting: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {"text": waiting.message.text} | waiting.particulars
        for name in ("text", "cause", "done"):
            if name not in own:
                del self.fields[name]
                continue
            self.initial.setdefault(name, own[name])
            self.fields[name].required = bool(own[name]) and (not self.is_bound or name in self.data)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {name: value for name, value in given.items() if name == "why" or name in self.data}


class SendBackForm(Form):
    why = TextField(label=_("What is missing, or what to do otherwise"), rows=4)
