"""Mailboxes are added, edited, paused, tested; and the worker writes down how it goes with them."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock, secrets
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.mailroom import permissions, verbs
from vakdesk.mailroom.models import Mailbox, Watch
from vakdesk.mailroom.speaking import MAILROOM
from vakdesk.mailroom.transport.kinds import NEEDS_A_PERSON, TRIES, Afterwards, MailboxKind, Security, SignIn, Trouble
from vakdesk.mailroom.transport.places import is_this_machine

SECRETS = ("password", "client_secret", "refresh_token")
SETTINGS = (
    "name", "address", "host", "port", "security", "username", "sign_in", "token_url", "client_id", "scope", "folder",
    "afterwards", "moved_to", "path", "default_team", "default_kind", "default_organisation", "default_language",
)  # fmt: skip
OUT_AFTER = timedelta(minutes=5)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 120, 300))


def add_mailbox(*, by: Actor, kind: str, **values: Any) -> Mailbox:
    """The mailbox exists and the worker reads it. Refuses what cannot be signed in to, and a name that is taken."""
    with act(by, may=permissions.ARRANGE) as log:
        mailbox = Mailbox(kind=MailboxKind(kind))
        _set(mailbox, values)
        mailbox.save()
        Watch.objects.create(mailbox=mailbox)
        log.record(verbs.MAILBOX_ADDED, mailbox)
    return mailbox


def edit_mailbox(mailbox: Mailbox, *, by: Actor, **values: Any) -> None:
    """The mailbox is as these values say; an empty secret leaves the stored one. It is tried again at once.

    When it is another mailbox on the server now, it is read from the beginning.
    """
    with act(by, may=permissions.ARRANGE, on=mailbox) as log:
        changed = _set(mailbox, values)
        if not changed:
            return
        mailbox.revision += 1
        mailbox.save()
        fresh: dict[str, Any] = (
            {"uid_validity": "", "last_uid": 0, "read_at": None} if {"host", "username", "folder"} & set(changed) else {}
        )
        if {"secrets", "token_url", "client_id", "scope", "username"} & set(changed):
            fresh["tokens"] = ""
        Watch.objects.filter(mailbox=mailbox).update(tries=0, next_at=None, **fresh)
        log.record(verbs.MAILBOX_EDITED, mailbox, fields=", ".join(changed))


def pause(mailbox: Mailbox, *, by: Actor) -> None:
    """Nothing is taken from the mailbox; what comes waits on its server. Refuses one that is paused."""
    with act(by, may=permissions.ARRANGE, on=mailbox) as log:
        require(mailbox.is_active, _("This mailbox is paused already."))
        _switch(mailbox, is_active=False)
        log.record(verbs.MAILBOX_PAUSED, mailbox)


def resume(mailbox: Mailbox, *, by: Actor) -> None:
    """The mailbox is read again, from where it was left. Refuses one that is not paused."""
    with act(by, may=permissions.ARRANGE, on=mailbox) as log:
        require(not mailbox.is_active, _("This mailbox is not paused."))
        _switch(mailbox, is_active=True)
        log.record(verbs.MAILBOX_RESUMED, mailbox)


def note_tested(mailbox: Mailbox, *, by: Actor) -> None:
    """Somebody found that the mailbox can be read; the worker tries it again at once."""
    with act(by, may=permissions.ARRANGE, on=mailbox) as log:
        Watch.objects.filter(mailbox=mailbox).update(tries=0, next_at=None)
        log.record(verbs.MAILBOX_TESTED, mailbox)


def note_read(mailbox: Mailbox) -> None:
    """The mailbox was read to its end just now; if it had failed before, the logbook says that it works again."""
    watch = Watch.objects.get(mailbox=mailbox)
    well: dict[str, Any] = {"fault": "", "said": "", "tries": 0, "failing_since": None, "next_at": None, "is_out": False}
    well["read_at"] = clock.now()
    if not watch.fault:
        Watch.objects.filter(mailbox=mailbox).update(**well)
        return
    with act(MAILROOM, may=permissions.WATCH, on=mailbox) as log:
        Watch.objects.filter(mailbox=mailbox).update(**well)
        log.record(verbs.MAILBOX_RECOVERED, mailbox)


def note_trouble(mailbox: Mailbox, trouble: Trouble) -> None:
    """The mailbox could not be read; it is tried again after a pause, or by a person. A new fault is in the logbook, once."""
    watch = Watch.objects.get(mailbox=mailbox)
    tries = watch.tries + 1 if watch.fault == trouble.fault else 1
    pause = None if trouble.fault in NEEDS_A_PERSON and tries >= TRIES else PAUSES[min(tries, len(PAUSES)) - 1]
    ill = {
        "fault": trouble.fault,
        "said": one_line(storable(trouble.said)),
        "tries": tries,
        "failing_since": watch.failing_since or clock.now(),
        "next_at": clock.now() + pause if pause else None,
    }
    if watch.fault == trouble.fault:
        Watch.objects.filter(mailbox=mailbox).update(**ill)
        return
    with act(MAILROOM, may=permissions.WATCH, on=mailbox) as log:
        Watch.objects.filter(mailbox=mailbox).update(**ill)
        log.record(verbs.MAILBOX_FAILED, mailbox, fault=trouble.fault)


def note_outages() -> None:
    """Every mailbox in use that has failed for OUT_AFTER, or waits for a person, is out, once until it works again.

    A server that hangs up and answers again within minutes is no outage.
    """
    failing = Watch.objects.filter(mailbox__is_active=True, is_out=False).exclude(fault="")
    for watch in failing.select_related("mailbox").order_by("pk"):
        assert watch.failing_since is not None
        if watch.waits_for_a_person or clock.now() - watch.failing_since >= OUT_AFTER:
            with act(MAILROOM, may=permissions.WATCH, on=watch.mailbox) as log:
                if Watch.objects.filter(pk=watch.pk, is_out=False).exclude(fault="").update(is_out=True):
                    log.record(verbs.MAILBOX_OUT, watch.mailbox, fault=watch.fault)


def _switch(mailbox: Mailbox, *, is_active: bool) -> None:
    mailbox.is_active = is_active
    mailbox.save(update_fields=["is_active"])
    Watch.objects.filter(mailbox=mailbox).update(tries=0, next_at=None)


def _set(mailbox: Mailbox, values: dict[str, Any]) -> list[str]:
    """Sets the values, without saving; answers which differ."""
    given = {name: values.pop(name) for name in SECRETS if name in values}
    assert set(values) <= set(SETTINGS), set(values) - set(SETTINGS)
    changed = [name for name, value in values.items() if getattr(mailbox, name) != value]
    for name in changed:
        setattr(mailbox, name, values[name])
    own = _own_secrets(mailbox)
    new = {name: value for name, value in given.items() if value and own.get(name) != value}
    if new:
        mailbox.sealed = secrets.seal(own | new)
        changed.append("secrets")
    _require_sound(mailbox, own | new)
    return changed


def _own_secrets(mailbox: Mailbox) -> dict[str, str]:
    try:
        return secrets.unseal(mailbox.sealed)
    except secrets.Unreadable:
        return {}


def _require_sound(mailbox: Mailbox, own: dict[str, str]) -> None:
    mailbox.name = one_line(storable(mailbox.name), at_most=80)
    require(mailbox.name, _("Give the mailbox a name."), field="name")
    taken = Mailbox.objects.filter(name=mailbox.name).exclude(pk=mailbox.pk).exists()
    require(not taken, _("There is already a mailbox of that name."), field="name")
    if mailbox.kind == MailboxKind.MAILDIR:
        require(Path(mailbox.path).is_absolute(), _("Give the whole path of the maildir, such as /var/mail/desk."), field="path")
    if mailbox.kind == MailboxKind.IMAP:
        _require_server(mailbox, own)


def _require_server(mailbox: Mailbox, own: dict[str, str]) -> None:
    require(mailbox.host and mailbox.host == one_line(mailbox.host).replace(" ", ""), _("Name the mail server."), field="host")
    plain = mailbox.security == Security.PLAIN
    require(not plain or is_this_machine(mailbox.host), _("Without encryption only a server on this machine is read."), field="security")
    require(mailbox.username, _("Name the user to sign in as."), field="username")
    require(mailbox.folder, _("Name the folder to read; it is mostly INBOX."), field="folder")
    if mailbox.afterwards == Afterwards.MOVE:
        require(mailbox.moved_to, _("Name the folder to which messages are moved."), field="moved_to")
        require(mailbox.moved_to != mailbox.folder, _("Move messages to another folder than the one that is read."), field="moved_to")
    if mailbox.sign_in == SignIn.PASSWORD:
        require(own.get("password"), _("Enter the password."), field="password")
        return
    secure = mailbox.token_url.startswith("https://") or _is_local(mailbox.token_url)
    require(secure, _("The token endpoint begins with https://"), field="token_url")
    require(mailbox.client_id, _("Enter the client that was registered for the desk."), field="client_id")
    require(own.get("refresh_token") or own.get("client_secret"), _("Enter a refresh token or a client secret."), field="refresh_token")


def _is_local(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "http" and is_this_machine(parts.hostname or "")
