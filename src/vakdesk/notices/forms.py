"""How and when somebody wants to hear; why a mail is given up; what mails say."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Sentence
from vakdesk.notices.actions.rewording import LONGEST_BODY, LONGEST_SUBJECT
from vakdesk.notices.kinds import How
from vakdesk.notices.news import News
from vakdesk.ui.forms import Form, Segments, TextField

#: As short as they stand side by side.
WAYS: Iterable[tuple[str, Sentence]] = ((How.AT_ONCE, _("At once")), (How.DIGEST, _("Digest")), (How.INBOX, _("Inbox only")))


class ClockField(forms.TimeField):
    """A time of day to the minute."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    input_formats = ("%H:%M", "%H:%M:%S")


class PreferencesForm(Form):
    digest_at = ClockField(label=_("Digest at"))
    digest_again_at = ClockField(label=_("And again at"), required=False)
    quiet_from = ClockField(label=_("Quiet from"), required=False)
    quiet_until = ClockField(label=_("Until"), required=False)
    quiet_weekends = forms.BooleanField(label=_("Quiet all weekend"), required=False)

    def __init__(self, *args: Any, news: Iterable[News] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.news = {f"news-{one.name}": one for one in news}
        for name, one in self.news.items():
            self.fields[name] = forms.ChoiceField(label=one.label, choices=WAYS, widget=Segments)

    def clean(self) -> Mapping[str, Any]:
        """What the action `choose` takes."""
        given = super().clean() or {}
        times = {name: value for name, value in given.items() if name not in self.news}
        return times | {"ways": {one.name: given[name] for name, one in self.news.items() if name in given}}

    def rows(self, *, for_staff: bool) -> list[tuple[News, Any]]:
        """Each sort of news with its field."""
        return [(one, self[name]) for name, one in self.news.items() if one.for_staff == for_staff]


class GiveUpForm(Form):
    reason = TextField(label=_("Reason"), max_length=500, rows=2, help_text=_("It stands in the logbook."))


class WordingForm(Form):
    subject = TextField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    body = TextField(label=_("Text"), max_length=LONGEST_BODY, rows=14, help_text=_("Markdown. Placeholders stand in double braces."))
