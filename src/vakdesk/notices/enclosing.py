"""Files that go along with a mail, so that its reader need not come to the desk for them."""

import re
from collections.abc import Sequence
from email.mime.text import MIMEText

from django.conf import settings
from django.core.mail import EmailMessage

from vakdesk.notices.models import Notice
from vakdesk.records import store
from vakdesk.records.models import Attachment


def may_go_along(files: Sequence[Attachment]) -> bool:
    """Whether they are together small enough for a mail; as mail they are a third larger."""
    return sum(file.blob.size_bytes for file in files) <= settings.MAIL_FILES_LIMIT_BYTES


def enclose(notice: Notice, message: EmailMessage) -> None:
    """The notice's files and its invitation are in the message. Raises ValueError where a file is gone."""
    if notice.calendar:
        message.attach(_invitation(notice.calendar))
    for file in notice.files.select_related("blob").order_by("pk"):
        try:
            with store.open_blob(file.blob) as stored:
                message.attach(file.name, stored.read(), file.blob.content_type)
        except OSError as fault:
            raise ValueError(f"the file {file.name} that goes along cannot be read ({type(fault).__name__})") from fault


def _invitation(calendar: str) -> MIMEText:
    """As mail programs know one: its method stands in the type of the part too (RFC 6047, 2.4)."""
    part = MIMEText(calendar, "calendar", "utf-8")
    if method := re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE):
        part.set_param("method", method[1])
    part.add_header("Content-Disposition", "attachment", filename="invite.ics")
    return part
