"""Kinds of mailbox, how to sign in to one, what becomes of a message there once we have it, and faults in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import Words


class MailboxKind(models.TextChoices):
    IMAP = "imap", _("IMAP")
    MAILDIR = "maildir", _("Maildir")
    PIPE = "pipe", _("Local delivery")


class Security(models.TextChoices):
    TLS = "tls", _("TLS (port 993)")
    STARTTLS = "starttls", _("STARTTLS (port 143)")
    PLAIN = "plain", _("None (this machine only)")


class SignIn(models.TextChoices):
    PASSWORD = "password", _("Password")
    OAUTH = "oauth", _("OAuth 2.0 (Microsoft 365, Google)")


class Afterwards(models.TextChoices):
    LEAVE = "leave", _("Leave it and mark it as read")
    MOVE = "move", _("Move it to a folder")
    DELETE = "delete", _("Delete it")


class Fault(models.TextChoices):
    """Why mail does not come in, as a sentence that says what to do."""

    HOST = "host", _("No server of this name is known. Check the name of the server.")
    REFUSED = "refused", _("The server takes no connections at this port. Check server and port, and whether a firewall stands between.")
    SILENT = "silent", _("The server does not answer. Check server and port, and whether a firewall stands between.")
    CERTIFICATE = (
        "certificate",
        _(
            "The server's certificate is not trusted. Use the name that the certificate bears, or have its authority trusted on this machine."
        ),
    )
    ENCRYPTION = "encryption", _("No encrypted connection could be made. TLS usually belongs to port 993 and STARTTLS to port 143.")
    PASSWORD = (
        "password",
        _("The server refuses this user name and password. Type the password again; many providers want an app password or OAuth 2.0."),
    )
    TOKEN = (
        "token",
        _(
            "The server does not accept the access token. Check the user name and the scope, or give consent again and enter a new refresh token."
        ),
    )
    CONSENT = (
        "consent",
        _("The sign-in service gives no access token. Check the client, or give consent again and enter a new refresh token."),
    )
    SIGN_IN_AWAY = "sign_in_away", _("The sign-in service does not answer. Check the address of its token endpoint.")
    FOLDER = "folder", _("The mailbox has no such folder. Check how it is written.")
    TARGET = "target", _("The folder for messages that were taken in is not there. Make it on the server, or choose another.")
    SECRET = "secret", _("The stored password cannot be read with this desk's key, as after a restore elsewhere. Enter it again.")
    PATH = "path", _("This is no maildir that the desk may change: it needs the folders new, cur and tmp. Check path and rights.")
    SERVER = "server", _("The mail server cannot serve us now. It is tried again.")
    OURS = "ours", _("Reading the mailbox failed. This is a fault of ours; it is tried again.")


#: Trying these again and again would lock the account: after a few tries they wait for a person.
NEEDS_A_PERSON = frozenset({Fault.PASSWORD, Fault.TOKEN, Fault.CONSENT, Fault.SECRET})
TRIES = 3


class Trouble(Exception):
    """The mailbox cannot be read now. `said` is what the server said, "" where that tells nothing."""

    def __init__(self, fault: Fault, said: str = "") -> None:
        super().__init__(fault)
        self.fault, self.said = fault, said


FIELD_WORDS: dict[str, Words] = {
    "name": _("name"),
    "address": _("mail address"),
    "host": _("server"),
    "port": _("port"),
    "security": _("encryption"),
    "username": _("user name"),
    "sign_in": _("way of signing in"),
    "secrets": _("password"),
    "token_url": _("token endpoint"),
    "client_id": _("client"),
    "scope": _("scope"),
    "folder": _("folder"),
    "afterwards": _("what becomes of messages"),
    "moved_to": _("folder for messages taken in"),
    "path": _("path"),
    "default_team": _("team"),
    "default_kind": _("kind"),
    "default_organisation": _("organisation"),
    "default_language": _("language"),
}


def fields_in_words(values: Iterable[Any]) -> Mapping[Any, Words]:
    return {value: ", ".join(str(FIELD_WORDS.get(name, name)) for name in value.split(", ")) for value in values}
