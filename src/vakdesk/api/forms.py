"""What is asked about a token: for what program, how far it reaches, how long it lasts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from vakdesk.access.roles import Role
from vakdesk.api import scopes
from vakdesk.people.forms import GrantForm
from vakdesk.ui.forms import Checks, Form, Segments, TextField

DAYS = (7, 30, 90, 365)
NOTHING = "nothing"


class TokenForm(Form):
    """Each room is a row of the table: not at all, to read, to write. Cleans to `reach` as the action takes it."""

    name = TextField(label=_("Which program uses it?"), max_length=80, help_text=_("So that you know later what to revoke."))
    days = forms.TypedChoiceField(label=_("How long it lasts"), coerce=int, initial=90, widget=Segments, choices=[])
    acts = forms.MultipleChoiceField(
        label=_("Single acts"),
        required=False,
        widget=Checks,
        help_text=_("Instead of writing everywhere in a room. What your roles do not allow, the token does not either."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(days, ngettext_lazy("%(count)d day", "%(count)d days", "count") % {"count": days}) for days in DAYS]  # type: ignore[attr-defined]
        may = self.actor.may if self.actor is not None else (lambda permission: True)
        self.fields["acts"].choices = [(name, one.sentence) for name, one in scopes.acts().items() if self.asks_for_role or may(one)]  # type: ignore[attr-defined]
        for room in (scopes.EVERYWHERE, *scopes.rooms()):
            label = _("Everything") if room == scopes.EVERYWHERE else room
            choices = [(NOTHING, _("nothing")), (scopes.READ, _("read")), (scopes.WRITE, _("read and write"))]
            self.fields[f"in-{room}"] = forms.ChoiceField(label=label, choices=choices, initial=NOTHING, widget=Segments)

    @property
    def asks_for_role(self) -> bool:
        return "role" in self.base_fields

    @property
    def rooms(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("in-")]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith("in-") and name != "acts"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        reach = [f"{name.removeprefix('in-')}:{what}" for name, what in given.items() if name.startswith("in-") and what != NOTHING]
        own = {name: value for name, value in given.items() if not name.startswith("in-") and name != "acts"}
        return own | {"reach": [*reach, *given.get("acts", [])]}


class MachineForm(TokenForm, GrantForm):
    """The machine's name is the token's; it holds one role, in one place."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[("", ""), *((role.value, role.label) for role in Role)], help_text=_("What the machine may do at all.")
    )
    until = None  # type: ignore[assignment]
    field_order = ("name", "role", "scope", "days")
