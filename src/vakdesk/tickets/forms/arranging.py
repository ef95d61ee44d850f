"""Forms for what the desk chooses from: a name per language, and what goes with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.people.models import Team
from vakdesk.services.models import Service
from vakdesk.tickets.forms.working import CategoryField
from vakdesk.tickets.kinds import TicketKind
from vakdesk.ui.forms import NamedForm, TextField


def _reveals_secret() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("A secret may be given out"),
        required=False,
        help_text=_("Nothing goes to the requester before somebody has recorded how they know who it is; afterwards it is changed."),
    )


class CategoryForm(NamedForm):
    team = forms.ModelChoiceField(
        Team.objects.active(),
        label=_("Team"),
        required=False,
        empty_label=_("The first line"),
        help_text=_("Where work of this category starts."),
    )
    service = forms.ModelChoiceField(
        Service.objects.active(),
        label=_("Service"),
        required=False,
        empty_label=_("none"),
        help_text=_("Agreed times can differ per service."),
    )
    reveals_secret = _reveals_secret()
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)


class IdentityWayForm(NamedForm):
    by_phone = forms.BooleanField(
        label=_("By phone"), required=False, help_text=_("Only for people whose number we hold; it is shown to whoever calls.")
    )
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)


class CallTemplateForm(NamedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=TicketKind.choices)
    category = CategoryField()
    cause = TextField(label=_("Usual cause"), max_length=500)
    done = TextField(label=_("What is done"), rows=3, help_text=_("Also what the caller reads afterwards."))
    reveals_secret = _reveals_secret()
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)
