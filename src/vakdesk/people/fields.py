"""Form fields that name somebody: one person the desk knows, or a mail address."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.prepared import prepared
from vakdesk.kit.text import storable
from vakdesk.people.actions import is_mail_address
from vakdesk.people.models import Person
from vakdesk.ui.forms import LookupField, TextField

SUGGESTED = 8


def find_people(text: str, actor: Actor | None) -> Iterable[Person]:
    """The people `text` may mean, whom the actor sees and who have not left: by label, name, address or phone. At most a handful."""
    if actor is None:
        return []
    seen = Person.objects.visible_to(actor).active().select_related("organisation")
    sight = (actor.person_id, actor.grants)
    text = storable(text)[:200]
    if by_address := re.search(r"<([^<>]+@[^<>]+)>\s*$", text):
        return prepared("people.with_address", seen.with_address, depends_on=sight, email=by_address[1].strip().lower())
    if by_number := re.search(r"\(#(\d{1,15})\)\s*$", text):
        return prepared("people.numbered", lambda pk: seen.filter(pk=pk), depends_on=sight, pk=int(by_number[1]))
    return seen.prefetch_related("emailaddress_set").named_like(text)[:SUGGESTED] if text.strip() else []


def label_of(person: Person) -> str:
    """The text that finds exactly this person again."""
    return f"{person.name} <{person.email}>" if person.email else f"{person.name} (#{person.pk})"


class MailAddressField(TextField):
    """A mail address, also with letters beyond ASCII before the @; browsers would refuse those in a field of type email."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        attrs = {"inputmode": "email", "spellcheck": "false"}
        super().__init__(validators=[_is_address], widget=forms.TextInput(attrs=attrs), **kwargs)


def _is_address(text: str) -> None:
    if not is_mail_address(text):
        raise ValidationError(_("That is not a mail address. Write it like name@example.org."))


class PersonField(LookupField):
    """Somebody the desk knows; cleans to a Person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(find=find_people, label_of=label_of, url=lambda: str(reverse_lazy("people:lookup")), **kwargs)
