"""Forms for what every record has: files, links, watchers, shares."""

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.people.fields import PersonField
from vakdesk.records.kinds import Side
from vakdesk.tickets.forms.fields import explained
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import Form, MomentField, RadioCards, TextField


def _sides() -> list[tuple[str, SafeString]]:
    return [
        (Side.STAFF, explained(_("The desk only"), _("It stays internal."))),
        (Side.PUBLIC, explained(_("The requester too"), _("They see it with their report."))),
    ]


class AttachForm(Form):
    files = StagedField()
    side = forms.ChoiceField(label=_("Who sees it"), choices=_sides, initial=Side.STAFF, widget=RadioCards)


class PersonForm(Form):
    person = PersonField(label=_("Person"), help_text=_("Part of a name, address or phone number."))

    def clean(self) -> dict[str, object]:
        """Cleans to person_id, as the action takes it."""
        given = super().clean() or {}
        person = given.pop("person", None)
        return given | ({"person_id": person.pk} if person else {})


class ShareForm(PersonForm):
    side = forms.ChoiceField(
        label=_("What they see"), choices=[(Side.PUBLIC, _("What the requester sees")), (Side.STAFF, _("Everything, internal notes too"))]
    )
    why = TextField(label=_("Why they need to see it"), max_length=200)
    until = MomentField(label=_("Until"), required=False, help_text=_("Empty: until somebody ends it."))
