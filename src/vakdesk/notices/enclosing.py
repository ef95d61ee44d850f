"""Files that go along with a mail, so that its reader need not come to the desk for them."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage

from vakdesk.notices.models import Notice
from vakdesk.records import store
from vakdesk.records.models import Attachment


def may_go_along(files: Sequence[Attachment]) -> bool:
    """Whether they are together small enough for a mail; as mail they are a third larger."""
    return sum(file.blob.size_bytes for file in files) <= settings.MAIL_FILES_LIMIT_BYTES


def enclose(notice: Notice, message: EmailMessage) -> None:
    """The notice's files are in the message. Raises ValueError where one of them is gone."""
    for file in notice.files.select_related("blob").order_by("pk"):
        try:
            with store.open_blob(file.blob) as stored:
                message.attach(file.name, stored.read(), file.blob.content_type)
        except OSError as fault:
            raise ValueError(f"the file {file.name} that goes along cannot be read ({type(fault).__name__})") from fault
