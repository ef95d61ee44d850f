"""An administrator changes what mails say. Every version is kept."""

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import storable
from vakdesk.logbook.act import Act, act
from vakdesk.notices import permissions, verbs
from vakdesk.notices.models import TextVersion
from vakdesk.notices.texts import MailText
from vakdesk.notices.wording import parse

LONGEST_SUBJECT, LONGEST_BODY = 300, 20_000


def reword_text(text: MailText, *, by: Actor, language: str, subject: str, body: str) -> TextVersion:
    """Mails of this sort say this in that language from now on. Refuses what cannot be read, with the line."""
    with act(by, may=permissions.EDIT_TEXTS) as log:
        subject, body = storable(subject).strip(), storable(body).replace("\r\n", "\n").strip()
        check(text, subject, body)
        version = _next(text, language, log, subject=subject, body=body)
        log.record(verbs.REWORDED, version, number=version.number)
    return version


def reset_text(text: MailText, *, by: Actor, language: str) -> TextVersion:
    """Mails of this sort say again what came with the house. Refuses where they do already."""
    with act(by, may=permissions.EDIT_TEXTS) as log:
        newest = TextVersion.objects.newest(text.name, language)
        require(newest is not None and not newest.is_shipped, _("This is the shipped text already."))
        version = _next(text, language, log, is_shipped=True)
        log.record(verbs.RESET, version, number=version.number)
    return version


def check(text: MailText, subject: str, body: str) -> None:
    """Refuses a text that cannot be read, is empty or too long."""
    require(subject, _("Give a subject."), field="subject")
    require(body, _("Write a text."), field="body")
    require(
        "\n" not in subject and len(subject) <= LONGEST_SUBJECT, _("The subject is one line of at most 300 characters."), field="subject"
    )
    require(len(body) <= LONGEST_BODY, _("The text is too long: at most 20,000 characters."), field="body")
    parse(subject, text.placeholders, field="subject")
    parse(body, text.placeholders)


def _next(text: MailText, language: str, log: Act, **values: object) -> TextVersion:
    require(language in dict(settings.LANGUAGES), _("That language is not known here."))
    newest = TextVersion.objects.newest(text.name, language)
    return TextVersion.objects.create(text=text.name, language=language, number=newest.number + 1 if newest else 1, at=log.at, **values)
