"""The form of a canned answer: a name, a text per language, and whose it is."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vakdesk.people.models import Team
from vakdesk.tickets.models import CannedAnswer
from vakdesk.tickets.permissions import SHARE_CANNED
from vakdesk.ui.forms import Form, TextField


class CannedForm(Form):
    """Cleans to `texts` by language."""

    name = TextField(label=_("Name"), max_length=80, help_text=_("You find it by this after / in the composer."))

    def __init__(self, *args: Any, thing: CannedAnswer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = thing.texts if thing else {}
        for code, language in settings.LANGUAGES:
            self.fields[f"text_{code}"] = TextField(label=language, rows=4, required=False, max_length=10_000, initial=texts.get(code, ""))
            self.fields[f"text_{code}"].widget.attrs["lang"] = code
        if thing is not None:
            self.initial = {"name": thing.name, "is_active": thing.is_active, **self.initial}
            self.fields["is_active"] = forms.BooleanField(label=_("In use: it is offered"), required=False)
        elif self.actor is not None and (scope := self.actor.reach(SHARE_CANNED)):
            active = Team.objects.active()  # anyone: whoever shares answers chooses among all teams they lead
            teams = active if scope.house else active.filter(pk__in=scope.teams)
            self.fields["whose"] = forms.ChoiceField(
                label=_("Whose"),
                choices=[
                    ("mine", _("My own")),
                    *([("house", _("Everybody's"))] if scope.house else []),
                    *((str(team.pk), str(team)) for team in teams),
                ],
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        texts = {code: given.pop(f"text_{code}", "") for code, _language in settings.LANGUAGES}
        whose = given.pop("whose", "mine")
        place: dict[str, Any] = {}
        if "whose" in self.fields and whose != "mine":
            place = {"shared": True, "team": Team.objects.get(pk=whose) if whose != "house" else None}  # anyone: one of the choices above
        return {**given, **place, "texts": texts}
