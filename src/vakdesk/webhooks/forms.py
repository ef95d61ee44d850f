"""What is asked about a webhook: where to, which acts, read by whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import Verb
from vakdesk.ui.forms import Checks, Form, RadioCards, TextField
from vakdesk.webhooks.kinds import Reach
from vakdesk.webhooks.models import LONGEST_URL, Endpoint


class EndpointForm(Form):
    name = TextField(label=_("Which system is told?"), max_length=80)
    url = TextField(
        label=_("Its address"), max_length=LONGEST_URL, help_text=_("Such as https://monitor.example.org/hook. It takes a POST with JSON.")
    )
    reach = forms.ChoiceField(label=_("It speaks for"), choices=Reach.choices, widget=RadioCards, initial=Reach.STAFF)
    chosen = forms.MultipleChoiceField(
        label=_("Of which acts"), required=False, widget=Checks, help_text=_("None ticked: of every act that may be read.")
    )

    def __init__(self, *args: Any, thing: Endpoint | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(name, name) for name in sorted(verb.name for verb in Verb.registry)]  # type: ignore[attr-defined]
        if thing is not None:
            self.initial = {"name": thing.name, "url": thing.url, "reach": thing.reach, "chosen": thing.verbs} | self.initial
