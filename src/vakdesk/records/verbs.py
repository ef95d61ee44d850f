"""What can happen to any record."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb, choice
from vakdesk.records.kinds import RECORD, LinkKind, Side, Via

LINK_KIND = choice(LinkKind)
VIA = choice(Via)
SIDE = choice(Side)

REPLIED = Verb(
    "record.replied",
    _("replied by {via}"),
    carries={"message": PLAIN, "via": VIA},
    audience=Audience.REQUESTER,
    icon="message-circle",
)
NOTED = Verb("record.noted", _("wrote an internal note"), carries={"message": PLAIN, "via": VIA}, icon="sticky-note")
CORRECTED = Verb(
    "record.corrected", _("corrected a message"), carries={"message": PLAIN, "corrects": PLAIN}, audience=Audience.REQUESTER, icon="pencil"
)
ATTACHED = Verb(
    "record.attached",
    _("attached a file ({size} bytes)"),
    carries={"attachment": PLAIN, "sha256": PLAIN, "size": PLAIN, "side": SIDE},
    seals=("name",),
    icon="paperclip",
)
LINKED = Verb("record.linked", _("linked: {kind} {target}"), carries={"kind": LINK_KIND, "target": RECORD}, icon="link")
UNLINKED = Verb("record.unlinked", _("removed the link: {kind} {target}"), carries={"kind": LINK_KIND, "target": RECORD}, icon="unlink")
TAGGED = Verb("record.tagged", _("tagged it {tag}"), carries={"tag": PLAIN}, icon="tag")
UNTAGGED = Verb("record.untagged", _("took off the tag {tag}"), carries={"tag": PLAIN}, icon="tag")
WATCHED = Verb("record.watched", _("put {person} among the watchers"), carries={"person": PERSON}, icon="eye")
UNWATCHED = Verb("record.unwatched", _("took {person} off the watchers"), carries={"person": PERSON}, icon="eye-off")
SHARED = Verb(
    "record.shared",
    _("shared it with {person} ({side})"),
    carries={"person": PERSON, "side": SIDE, "until": PLAIN},
    seals=("why",),
    icon="share-2",
)
UNSHARED = Verb("record.unshared", _("no longer shares it with {person}"), carries={"person": PERSON}, icon="share-2")
