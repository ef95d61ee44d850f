"""Forms of a major incident. What everybody affected reads is asked for in each of their languages, one of which is enough."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.people.fields import PersonField
from vakdesk.tickets.forms.working import VerifyForm
from vakdesk.ui.forms import Form, MomentField, TextField

#: What is proposed for the next news: silence longer than this brings new calls.
NEWS_EVERY_MINUTES = 30


class TextsForm(Form):
    """`text_en`, `text_nl`, …: cleans to `texts` by language. The writer's own language comes first and is needed; the rest may stay empty."""

    makes_fields = True
    label = _("What they read")
    rows = 4

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = self.ahead() | self.languages("text", self.label, rows=self.rows) | self.fields

    def ahead(self) -> dict[str, forms.Field]:
        return {}

    def languages(self, name: str, label: Any, *, rows: int = 0, max_length: int = 10_000) -> dict[str, forms.Field]:
        own = self.actor.language if self.actor and self.actor.language else "en"
        ordered = sorted(settings.LANGUAGES, key=lambda one: one[0] != own)
        return {
            f"{name}_{code}": TextField(
                label=_("%(what)s, in %(language)s") % {"what": label, "language": language},
                required=code == own,
                rows=rows,
                max_length=max_length,
            )
            for code, language in ordered
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return self.gathered("text", "texts", given)

    def gathered(self, name: str, into: str, given: dict[str, Any]) -> dict[str, Any]:
        texts = {code: given.pop(f"{name}_{code}", "") for code, _language in settings.LANGUAGES}
        return {into: texts, **given}

    def refuse(self, refusal: Any) -> None:
        """What is wrong with the texts is said at the first of them."""
        if refusal.field in ("text", "headline"):
            refusal.field = next(name for name in self.fields if name.startswith(f"{refusal.field}_"))
        super().refuse(refusal)


def _soon() -> datetime:
    return clock.now() + timedelta(minutes=NEWS_EVERY_MINUTES)


class NewsForm(TextsForm):
    next_at = MomentField(label=_("They hear more at"), required=False, help_text=_("You are warned shortly before."), initial=_soon)


class DeclareForm(NewsForm):
    label = _("What everybody affected reads now")
    why = TextField(
        label=_("Why is this a major incident?"),
        max_length=500,
        help_text=_("Who cannot work, and how many they are. Only the desk reads this."),
    )
    is_shown = forms.BooleanField(
        label=_("Show it on the portal"), required=False, initial=True, help_text=_("Whoever is about to report it reads that it is known.")
    )
    for_everybody = forms.BooleanField(
        label=_("Show it to all clients"), required=False, help_text=_("Otherwise to those who have reported it.")
    )

    def ahead(self) -> dict[str, forms.Field]:
        return {"why": self.fields.pop("why"), **self.languages("headline", _("Headline"), max_length=120)}

    def clean(self) -> dict[str, Any]:
        return self.gathered("headline", "headlines", super().clean())


class EndForm(TextsForm):
    label = _("What everybody affected reads")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        solution = {
            "cause": TextField(label=_("Cause"), max_length=500, help_text=_("Why it happened, in one line.")),
            "done": TextField(label=_("What was done"), rows=2),
            "verification": VerifyForm.base_fields["verification"].__class__(  # type: ignore[call-arg]
                label=_("How do you know that it works"),
                widget=VerifyForm.base_fields["verification"].widget,
                choices=VerifyForm.base_fields["verification"].choices,  # type: ignore[attr-defined]
            ),
        }
        self.fields = solution | self.fields


class StandDownForm(TextsForm):
    label = _("What everybody affected reads")
    why = TextField(label=_("Why it is no major incident any more"), max_length=500)


class DutyForm(Form):
    person = PersonField(label=_("Who"))
    what = TextField(label=_("What they do"), max_length=200)
