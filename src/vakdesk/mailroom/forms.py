"""What is asked of somebody who tends the mail that waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.mailroom.models import Arrival
from vakdesk.people.fields import PersonField
from vakdesk.people.forms import OrganisationChoice
from vakdesk.ui.forms import Form, TextField


class DiscardForm(Form):
    why = TextField(
        label=_("Why"),
        max_length=Arrival._meta.get_field("detail").max_length,
        help_text=_("One line for whoever looks for this message later."),
    )


class ApproveForm(Form):
    name = TextField(label=_("Name"), max_length=120)
    organisation = OrganisationChoice(required=False)


class AdoptForm(Form):
    requester = PersonField(label=_("Who wrote it"))
    is_their_address = forms.BooleanField(
        label=_("This address is theirs"), required=False, help_text=_("Mail from it counts as theirs from now on. Be sure: ask them.")
    )
