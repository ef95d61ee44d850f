"""What is recorded about the logbook itself being looked at, and about everything being taken out."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, Verb

VERIFICATION_ASKED = Verb("logbook.verification_asked", _("asked for the logbook to be verified"), icon="shield-question-mark")
VERIFIED = Verb(
    "logbook.verified",
    _("verified {entries} entries of the logbook; first bad one: {first_bad}"),
    carries={"entries": PLAIN, "ok": PLAIN, "first_bad": PLAIN},
    icon="shield-check",
)
EXPORT_ASKED = Verb("export.asked", _("asked for everything to be taken out"), icon="package-open")
EXPORTED = Verb(
    "export.made",
    _("took everything out: {rows} rows and {files} files"),
    carries={"rows": PLAIN, "files": PLAIN, "size": PLAIN},
    icon="package-open",
)
EXPORT_FAILED = Verb("export.failed", _("could not take everything out: {fault}"), carries={"fault": PLAIN}, icon="triangle-alert")
EXPORT_FETCHED = Verb("export.downloaded", _("downloaded what was taken out"), icon="download")
EXPORT_DELETED = Verb("export.deleted", _("deleted the file with what was taken out"), icon="trash-2")
