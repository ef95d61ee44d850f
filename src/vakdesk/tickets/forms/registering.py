"""Forms by which tickets begin, with somebody known or somebody new."""

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.inventory.fields import ItemField
from vakdesk.kit.errors import Refused
from vakdesk.kit.text import fold
from vakdesk.people.fields import MailAddressField, PersonField
from vakdesk.people.models import Organisation
from vakdesk.records.kinds import Via
from vakdesk.tasks.durations import DurationField
from vakdesk.tickets.actions.registering import Newcomer
from vakdesk.tickets.forms.fields import explained
from vakdesk.tickets.forms.working import CategoryField
from vakdesk.tickets.kinds import PLAIN_KINDS, TicketKind
from vakdesk.tickets.models import CallTemplate, IdentityWay
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import Form, LookupField, RadioCards, Segments, TextField


class RequesterForm(Form):
    """Who asks: somebody found by name, address or phone, or somebody new, who is registered with the ticket."""

    requester = PersonField(label=_("Who asks"), help_text=_("Part of a name, address or phone number."))
    new_name = TextField(label=_("Name"), required=False, max_length=120)
    new_email = MailAddressField(label=_("Mail address"), required=False)
    new_phone = TextField(label=_("Phone"), required=False, max_length=40)
    new_organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("None"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.actor is not None:
            self.fields["new_organisation"].queryset = Organisation.objects.visible_to(self.actor).active()  # type: ignore[attr-defined]
        self.fields["requester"].required = not (self.is_bound and self.data.get("new_name"))
        shown_beside = {"hx-get": reverse("tickets:theirs"), "hx-target": "#theirs", "hx-trigger": "change"}
        self.fields["requester"].widget.attrs |= {"autofocus": True, **shown_beside}

    @property
    def is_new(self) -> bool:
        """Whether the part for a new person is filled in or at fault, and so must be open."""
        return any(self[name].value() or self[name].errors for name in ("new_name", "new_email", "new_phone"))

    def refuse(self, refusal: Refused) -> None:
        """What is refused about a new person belongs to the fields of that person."""
        field = f"new_{refusal.field}" if f"new_{refusal.field}" in self.fields else refusal.field
        super().refuse(Refused(refusal.sentence, field=field))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "requester" in self.errors or "new_name" in self.errors:
            return given
        if given.get("requester") and given.get("new_name"):
            self.add_error("new_name", _("Either somebody known, or somebody new: empty one of the two."))
        new = {name: given.pop(f"new_{name}", None) for name in ("name", "email", "phone", "organisation")}
        return given | ({} if given.get("requester") else {"requester": Newcomer(**new)})


class RegisterForm(RequesterForm):
    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=RadioCards,
        choices=lambda: [(kind.value, explained(kind.label, PLAIN_KINDS[kind])) for kind in TicketKind],
        initial=TicketKind.INCIDENT,
    )
    title = TextField(label=_("Subject"), max_length=200)
    text = TextField(label=_("What they said"), rows=6)
    category = CategoryField(required=False, empty_label=_("Later"))
    device = ItemField(label=_("Device"), required=False, help_text=_("Its tag, number or serial number."))
    via = forms.ChoiceField(
        label=_("How it came in"),
        widget=Segments,
        choices=[(via.value, via.label) for via in (Via.PHONE, Via.VISIT, Via.MAIL, Via.WEB)],
        initial=Via.PHONE,
    )
    estimate = DurationField(label=_("Takes about"), required=False)
    files = StagedField()

    field_order = (
        "requester",
        "new_name",
        "new_email",
        "new_phone",
        "new_organisation",
        "kind",
        "title",
        "text",
        "category",
        "device",
        "via",
        "estimate",
        "files",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = {
            "hx-post": reverse("tickets:alike"),
            "hx-target": "#alike",
            "hx-trigger": "input changed delay:350ms",
            "hx-sync": "closest form:replace",
        }
        for name in ("title", "text"):
            self.fields[name].widget.attrs |= beside


def find_templates(text: str, actor: Actor | None) -> list[CallTemplate]:
    """Templates in use with a word in any language that begins with what is typed."""
    words = fold(text).split()
    templates = CallTemplate.objects.filter(is_active=True).select_related("category")
    return [template for template in templates if all(_has(template, word) for word in words)][:8]


def _has(template: CallTemplate, word: str) -> bool:
    return any(own.startswith(word) for name in template.names.values() for own in fold(name).split())


class QuickCallForm(RequesterForm):
    template = LookupField(
        find=find_templates,
        label_of=str,
        url=lambda: reverse("tickets:templates"),
        label=_("What it was about"),
        help_text=_("Begin a word of the template."),
    )
    text = TextField(label=_("What they said"), rows=2, required=False, help_text=_("Empty: as the template."))
    done = TextField(label=_("What was done"), rows=2, required=False, help_text=_("Empty: as the template."))

    identity = forms.ModelChoiceField(
        IdentityWay.objects.active(),
        label=_("How do you know that it is them?"),
        required=False,
        empty_label=_("not checked"),
        help_text=_("Needed where a secret is given out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Who somebody is is asked where any template gives a secret out."""
        super().__init__(*args, **kwargs)
        if not CallTemplate.objects.filter(Q(reveals_secret=True) | Q(category__reveals_secret=True), is_active=True).exists():
            del self.fields["identity"]

    field_order = ("requester", "template", "identity", "text", "done", "new_name", "new_email", "new_phone", "new_organisation")
