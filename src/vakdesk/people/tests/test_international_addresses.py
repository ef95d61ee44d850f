"""Addresses with letters beyond ASCII before the @ (RFC 6531) are typed in like others, at every form that asks for one."""

import pytest
from allauth.account.forms import AddEmailForm
from django.forms import EmailField, Form
from django.test import Client
from django.urls import reverse

from vakdesk.people import forms, sign_in_forms
from vakdesk.people.models import Person

pytestmark = pytest.mark.django_db
OWN = [forms.RegisterForm, forms.AddressForm, forms.WelcomeForm, sign_in_forms.ForgotForm, sign_in_forms.NewAddressForm]


def test_somebody_with_such_an_address_is_registered_by_hand(as_ada: Client) -> None:
    as_ada.post(reverse("people:register"), {"name": "Õie Tamm", "email": "Õie@näide.example"})
    assert Person.objects.get(name="Õie Tamm").email == "õie@näide.example"


def test_what_only_looks_like_another_address_is_refused_with_a_sentence(as_ada: Client) -> None:
    page = as_ada.post(reverse("people:register"), {"name": "Kai Post", "email": "\u212aai@lindewaard.example"}).content.decode()
    assert "That is not a mail address. Write it like name@example.org." in page and not Person.objects.filter(name="Kai Post").exists()


@pytest.mark.parametrize("form", OWN)
def test_no_form_of_ours_asks_in_a_field_that_browsers_close_to_them(form: type[Form], bo: Person) -> None:
    made = form(user=bo) if issubclass(form, AddEmailForm) else form()
    assert made["email"].field.clean("õie@näide.example") == "õie@näide.example"
    assert not isinstance(made["email"].field, EmailField) and 'type="text"' in str(made["email"])
