"""What an administrator says about a mailbox. One form for each way in, so that nothing is asked that does not matter."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Sentence
from vakdesk.mailroom.models import Mailbox
from vakdesk.mailroom.transport.kinds import Afterwards, MailboxKind, Security, SignIn
from vakdesk.people.models import Organisation, Team
from vakdesk.tickets.kinds import TicketKind
from vakdesk.ui.forms import Form, RadioCards, Segments, TextField

Sections = tuple[tuple[Sentence, tuple[tuple[str, ...], ...]], ...]


def _long(model_field: str) -> int:
    length = Mailbox._meta.get_field(model_field).max_length
    assert length
    return length


class SecretField(forms.CharField):
    """Is never shown again: empty leaves what is stored."""

    def __init__(self, **words: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False)
        super().__init__(widget=widget, max_length=5000, strip=False, **words)


class TicketsForm(Form):
    """What every mailbox sets for the tickets that begin with mail from it."""

    name = TextField(label=_("Name"), max_length=_long("name"), help_text=_("How colleagues call this mailbox."))
    address = forms.EmailField(label=_("Mail address"), max_length=254, help_text=_("To which people write."))
    default_team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("The first line"))
    default_kind = forms.ChoiceField(label=_("Kind"), choices=TicketKind.choices, initial=TicketKind.INCIDENT)
    default_organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("As the sender's mail domain says")
    )
    default_language = forms.ChoiceField(
        label=_("Language of new people"), choices=[("", _("As their organisation")), *settings.LANGUAGES], required=False
    )

    sections: ClassVar[Sections] = ()
    _first: ClassVar[Sections] = ((_("The mailbox"), (("name", "address"),)),)
    _last: ClassVar[Sections] = (
        (_("Tickets from its mail"), (("default_team", "default_kind"), ("default_organisation", "default_language"))),
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.actor is not None:
            self.fields["default_team"].queryset = Team.objects.visible_to(self.actor).active()  # type: ignore[attr-defined]
            self.fields["default_organisation"].queryset = Organisation.objects.visible_to(self.actor).active()  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, SecretField) and not is_new:
                field.required = False
                field.help_text = _("It is stored and never shown. Leave empty to keep it.")

    def parts(self) -> Iterator[tuple[Sentence, list[list[BoundField]]]]:
        """The fields in their sections and rows."""
        for title, rows in (*self._first, *self.sections, *self._last):
            yield title, [[self[name] for name in row] for row in rows]


class ServerForm(TicketsForm):
    host = TextField(label=_("Server"), max_length=_long("host"), help_text=_("Such as imap.example.org."))
    security = forms.ChoiceField(label=_("Encryption"), choices=Security.choices, initial=Security.TLS, widget=Segments)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    username = TextField(label=_("User name"), max_length=_long("username"), help_text=_("Mostly the mail address."))
    folder = TextField(label=_("Folder to read"), max_length=_long("folder"), initial="INBOX")
    afterwards = forms.ChoiceField(
        label=_("Once a message is stored here"),
        choices=Afterwards.choices,
        initial=Afterwards.LEAVE,
        widget=RadioCards,
        help_text=_("The original is kept by the desk in any case. Left: only unread mail is taken in at first. Else: all that is there."),
    )
    moved_to = TextField(label=_("Folder to move to"), max_length=_long("moved_to"), required=False, help_text=_("It must exist."))


_SERVER: Sections = ((_("The server"), (("host", "port"), ("security",))),)
_AFTERWARDS: Sections = ((_("The messages"), (("folder",), ("afterwards",), ("moved_to",))),)


class PasswordForm(ServerForm):
    password = SecretField(label=_("Password"), help_text=_("Many providers want an app password here."))
    sections = (*_SERVER, (_("Signing in"), (("username", "password"),)), *_AFTERWARDS)


class OAuthForm(ServerForm):
    token_url = forms.URLField(
        label=_("Token endpoint"),
        max_length=_long("token_url"),
        assume_scheme="https",
        help_text=_(
            "Microsoft 365: https://login.microsoftonline.com/TENANT/oauth2/v2.0/token · Google: https://oauth2.googleapis.com/token"
        ),
    )
    client_id = TextField(label=_("Client"), max_length=_long("client_id"), help_text=_("The identifier of the registered application."))
    client_secret = SecretField(label=_("Client secret"), required=False)
    refresh_token = SecretField(
        label=_("Refresh token"), required=False, help_text=_("Not needed where the application may read the mailbox by itself.")
    )
    scope = TextField(
        label=_("Scope"),
        max_length=_long("scope"),
        required=False,
        help_text=_("Microsoft 365: https://outlook.office365.com/.default · Google: https://mail.google.com/"),
    )
    sections = (
        *_SERVER,
        (_("Signing in"), (("username", "client_id"), ("token_url",), ("scope",), ("client_secret",), ("refresh_token",))),
        *_AFTERWARDS,
    )


class MaildirForm(TicketsForm):
    path = TextField(
        label=_("Path of the maildir"),
        max_length=_long("path"),
        help_text=_("On the machine of the desk's worker, such as /var/mail/desk."),
    )
    afterwards = forms.ChoiceField(
        label=_("Once a message is stored here"),
        choices=[(Afterwards.LEAVE, _("Put it into cur, marked as read")), (Afterwards.DELETE, Afterwards.DELETE.label)],
        initial=Afterwards.LEAVE,
        widget=RadioCards,
    )
    sections = ((_("The folder"), (("path",), ("afterwards",))),)


class PipeForm(TicketsForm):
    sections = ()


#: Each way in by its word in the address: the form, the kind, and how it signs in.
WAYS: dict[str, tuple[type[TicketsForm], MailboxKind, SignIn]] = {
    "password": (PasswordForm, MailboxKind.IMAP, SignIn.PASSWORD),
    "oauth": (OAuthForm, MailboxKind.IMAP, SignIn.OAUTH),
    "maildir": (MaildirForm, MailboxKind.MAILDIR, SignIn.PASSWORD),
    "pipe": (PipeForm, MailboxKind.PIPE, SignIn.PASSWORD),
}


def way_of(mailbox: Mailbox) -> str:
    """The word of the way in that the mailbox has."""
    return next(word for word, (_form, kind, sign_in) in WAYS.items() if kind == mailbox.kind and sign_in == mailbox.sign_in)


def initial_of(mailbox: Mailbox, form: type[TicketsForm]) -> dict[str, Any]:
    shown = [name for name, field in form.base_fields.items() if not isinstance(field, SecretField)]  # type: ignore[attr-defined]
    return {name: getattr(mailbox, name) for name in shown}
