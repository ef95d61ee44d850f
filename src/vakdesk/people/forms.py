"""What people, teams, organisations and roles are asked about."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.text import storable
from vakdesk.people.fields import MailAddressField, PersonField
from vakdesk.people.models import Group, Line, Organisation, Person, ScopeKind, Team
from vakdesk.people.sign_in_forms import GOOD_PASSWORD
from vakdesk.ui.forms import DateInput, Form, MomentField, Segments, TextField

LANGUAGES = [("", _("As the organisation")), *settings.LANGUAGES]


class ZoneField(forms.CharField):
    """A time zone by its name in the tz database, with suggestions."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            label=_("Time zone"),
            help_text=_("Such as Europe/Amsterdam. Empty: as the organisation."),
            max_length=40,
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        zone = super().clean(value)
        if zone and zone not in clock.zones():
            raise forms.ValidationError(_("That time zone is not known. Write it like Europe/Amsterdam."))
        return zone


class DomainsField(forms.CharField):
    """Mail domains, one per line or separated by spaces or commas; cleans to a tuple."""

    def __init__(self) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(
            required=False,
            label=_("Mail domains"),
            help_text=_("One per line. Mail from these belongs to this organisation."),
            widget=widget,
            max_length=5000,
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(storable(super().clean(value)).replace(",", " ").replace(";", " ").split())


class OrganisationChoice(forms.ModelChoiceField):
    """Those the actor serves; the form that holds it narrows the query."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Organisation.objects.active(), label=_("Organisation"), empty_label=_("None"), **kwargs)


class RegisterForm(Form):
    name = TextField(label=_("Name"), max_length=120)
    email = MailAddressField(label=_("Mail address"), required=False)
    phone = TextField(label=_("Phone"), required=False, max_length=40)
    job_title = TextField(label=_("Job title"), required=False, max_length=120)
    organisation = OrganisationChoice(required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)


class EditForm(Form):
    name = TextField(label=_("Name"), max_length=120)
    called = TextField(label=_("How to address them"), required=False, max_length=60)
    phone = TextField(label=_("Phone"), required=False, max_length=40)
    job_title = TextField(label=_("Job title"), required=False, max_length=120)
    organisation = OrganisationChoice(required=False)
    lead = PersonField(
        label=_("Led by"), required=False, help_text=_("Who is asked when something needs the approval of whoever leads them.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    zone = ZoneField()


class ProfileForm(Form):
    called = TextField(
        label=_("How to address you"), required=False, max_length=60, help_text=_("In mails and greetings. Empty: your first name.")
    )
    phone = TextField(label=_("Phone"), required=False, max_length=40)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    zone = ZoneField()
    theme = forms.ChoiceField(
        label=_("Theme"),
        required=False,
        widget=Segments,
        choices=[
            ("", _("As this browser")),
            ("auto", _("As the device")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        ],
    )
    density = forms.ChoiceField(
        label=_("Rows"),
        required=False,
        widget=Segments,
        choices=[("", _("As this browser")), ("compact", _("Compact")), ("comfortable", _("Comfortable"))],
    )


class AddressForm(Form):
    email = MailAddressField(label=_("Mail address"))


class AccountForm(Form):
    username = TextField(
        label=_("User name"), max_length=80, help_text=_("Letters, digits, dots, hyphens. People can also sign in with their mail address.")
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty: they choose one themselves with “Forgot your password?”."),
    )

    def clean_password(self) -> str | None:
        return self.cleaned_data["password"] or None


class GrantForm(Form):
    role = forms.ChoiceField(label=_("Role"), choices=[("", "")] + [(role.value, role.label) for role in Role])
    scope = forms.ChoiceField(label=_("Holds for"))
    until = MomentField(label=_("Until"), required=False, help_text=_("Empty: until somebody ends it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = self.actor
        assert actor is not None
        places = [
            (_("Organisation"), Organisation.objects.visible_to(actor).active()),
            (_("Team"), Team.objects.visible_to(actor).active()),
            (_("Group"), Group.objects.visible_to(actor)),
        ]
        grouped = [(label, [(f"{one._meta.model_name}:{one.pk}", str(one)) for one in rows]) for label, rows in places]
        self.fields["scope"].choices = [("house", ScopeKind.HOUSE.label), *[(label, rows) for label, rows in grouped if rows]]  # type: ignore[attr-defined]

    def clean_scope(self) -> Organisation | Team | Group | None:
        """The place itself; None for the whole house."""
        kind, _colon, pk = self.cleaned_data["scope"].partition(":")
        models: dict[str, type[Organisation | Team | Group]] = {"organisation": Organisation, "team": Team, "group": Group}
        return models[kind].objects.get(pk=pk) if pk else None


class LeaveForm(Form):
    on = forms.DateField(label=_("Last day"), required=False, widget=DateInput, help_text=_("Empty: today."))


class TeamForm(Form):
    name = TextField(label=_("Name"), max_length=80)
    line = forms.ChoiceField(label=_("Line"), choices=Line.choices, widget=Segments, initial=Line.FIRST)


class EditTeamForm(TeamForm):
    is_active = forms.BooleanField(label=_("In use: work can be given to it"), required=False)


class MemberForm(Form):
    person = PersonField(label=_("Person"), help_text=_("Part of a name, address or phone number."))


class OrganisationForm(Form):
    name = TextField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="nl")
    zone = ZoneField()
    domains = DomainsField()


class EditOrganisationForm(OrganisationForm):
    is_active = forms.BooleanField(label=_("In use: people can be put in it"), required=False)


class GroupForm(Form):
    name = TextField(label=_("Name"), max_length=80)
    external_id = TextField(label=_("Key in the student system"), required=False, max_length=80, help_text=_("Empty: its name."))


class WelcomeForm(Form):
    code = TextField(
        label=_("Code"),
        max_length=40,
        help_text=_("It was printed where the desk was started, and stands in the file first-code in the data folder."),
    )
    name = TextField(label=_("Your name"), max_length=120)
    email = MailAddressField(label=_("Mail address"))
    username = TextField(label=_("User name"), max_length=80)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class UploadForm(Form):
    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}), max_length=200)
    organisation = OrganisationChoice(required=False, help_text=_("For lines that name none."))
    columns = TextField(
        label=_("Columns"),
        rows=3,
        required=False,
        max_length=2000,
        help_text=_("Only where headings are not understood by themselves, one per line, such as name=Roepnaam."),
    )
    leavers = forms.BooleanField(
        label=_("This is the full list: whoever came from an earlier list and is missing has left"), required=False
    )


def initial_of(person: Person, form: type[forms.Form]) -> dict[str, Any]:
    """The person's present values for a form's fields of the same name."""
    return {name: getattr(person, name) for name in form.base_fields}
