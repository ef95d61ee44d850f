"""The form of a service."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.people.fields import PersonField
from vakdesk.people.models import Team
from vakdesk.services.models import Criticality, Stage
from vakdesk.suppliers.models import Supplier
from vakdesk.ui.forms import NamedForm


class ServiceForm(NamedForm):
    owner = PersonField(label=_("Owner"), required=False, help_text=_("Who answers for it."))
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Supporting team"), required=False, empty_label=_("none yet"))
    supplier = forms.ModelChoiceField(
        Supplier.objects.active(),
        label=_("Supplier"),
        required=False,
        empty_label=_("none: we deliver it ourselves"),
        help_text=_("Whose underpinning agreement counts while we wait for them."),
    )
    criticality = forms.ChoiceField(label=_("Criticality"), choices=Criticality.choices)
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=Stage.choices,
        initial=Stage.LIVE,
        help_text=_("Only what is live can be chosen for tickets and offerings."),
    )
