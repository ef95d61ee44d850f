"""Mail of the sample company: what somebody in it writes, and the odd letters that every desk gets."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings

from vakdesk.kit import clock
from vakdesk.people.models import Person

FOLDER = Path(__file__).parent / "mail"


def written(*, sender: Person, subject: str, text: str, about: str) -> bytes:
    """A plain letter to the desk, now. `about` makes its Message-ID, so that the same letter is known the second time."""
    letter = EmailMessage()
    letter["From"] = f"{sender.name} <{sender.email}>"
    letter["To"] = settings.MAIL_FROM
    letter["Subject"] = subject
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = f"<{about}.{sender.pk}@mail.lindewaard.example>"
    letter.set_content(text)
    return letter.as_bytes()


def odd_files() -> list[Path]:
    return sorted(FOLDER.glob("*.eml"))


def dated(file: Path, at: datetime) -> bytes:
    """The letter's bytes as they are, with the moment in the place of `{DATE}`."""
    return file.read_bytes().replace(b"{DATE}", format_datetime(at).encode())
