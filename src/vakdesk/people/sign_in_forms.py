"""The sign-in framework's forms in our words: labels that say what to type, nothing that vanishes while one types."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm, SetPasswordForm
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vakdesk.people.actions import proof_for
from vakdesk.people.fields import MailAddressField

#: What AUTH_PASSWORD_VALIDATORS ask.
GOOD_PASSWORD = _("At least 10 characters, and not one that many people use.")


def _say(form: forms.Form, **labels: Any) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=_("User name or mail address"), password=_("Password"))


class ForgotForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = MailAddressField(label=_("Mail address"))


class NewAddressForm(AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = MailAddressField(label=_("Mail address"))

    def save(self, request: HttpRequest) -> EmailAddress:
        """A mail asks for the proof; the address is stored when it is given. Whether it is somebody's already stays unsaid."""
        email = self.cleaned_data["email"]
        taken = EmailAddress.objects.filter(email=email).exists()
        adapter = get_adapter()
        if ratelimit.consume(request, action="confirm_email", key=email) and not taken:
            url = request.build_absolute_uri(reverse("people:prove_address", args=[proof_for(self.user, email)]))
            adapter.send_mail("account/email/email_confirmation", email, {"user": self.user, "activate_url": url})
        adapter.add_message(request, messages.INFO, "account/messages/email_confirmation_sent.txt", {"email": email})
        return EmailAddress(user=self.user, email=email)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code"))


class ChangeForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, oldpassword=_("Present password"))
        _say_new_password(self)


class ChooseForm(SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_password(self)


class ChooseByLinkForm(ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_password(self)


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code"))


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name"), passwordless=_("Passwordless"))


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name"))


def _say_new_password(form: forms.Form) -> None:
    _say(form, password1=_("New password"), password2=_("New password, once more"))
    form.fields["password1"].help_text = GOOD_PASSWORD
