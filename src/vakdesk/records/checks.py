"""What the logbook vouches for in this room: the bytes of every attachment, and that its row still names them."""

from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import witness
from vakdesk.records import store, verbs
from vakdesk.records.models import Attachment


@witness(verbs.ATTACHED.name)
def attachment_is_what_was_attached(entry: Entry) -> str:
    """The attachment still names the recorded digest, and its file has it; erased attachments are gone from both."""
    attachment = Attachment.objects.filter(pk=entry.facts["attachment"]).first()
    if attachment is None:
        return ""
    if attachment.blob_id != entry.facts["sha256"]:
        return "another file was put in the place of the attachment"
    return store.holds(attachment.blob_id)
