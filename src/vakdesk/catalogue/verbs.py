"""What can happen to the catalogue, and to what is asked for out of it. Read this first."""

from django.utils.translation import gettext_lazy as _

from vakdesk.catalogue.kinds import OFFERING
from vakdesk.logbook.verbs import PLAIN, Verb

SHELF_ADDED = Verb("shelf.added", _("added a category of the catalogue"), icon="folder-plus")
SHELF_EDITED = Verb("shelf.edited", _("changed a category of the catalogue"), icon="folder-pen")
ADDED = Verb("offering.added", _("added an offering to the catalogue"), icon="package-plus")
EDITED = Verb("offering.edited", _("changed what an offering says of itself"), icon="pencil")
FORM_EDITED = Verb(
    "offering.form_edited",
    _("edited the form of an offering: its draft has {fields} fields"),
    carries={"fields": PLAIN},
    icon="list-checks",
)
TASKS_SET = Verb("offering.tasks_set", _("set the tasks of an offering: {count}"), carries={"count": PLAIN}, icon="list-todo")
PUBLISHED = Verb(
    "offering.published",
    _("published edition {edition} of an offering: {fields} fields"),
    carries={"edition": PLAIN, "fields": PLAIN},
    icon="book-check",
)
WITHDRAWN = Verb("offering.withdrawn", _("took an offering out of the catalogue"), icon="book-x")
ORDERED = Verb(
    "offering.ordered",
    _("asked for {offering} out of the catalogue (edition {edition})"),
    carries={"offering": OFFERING, "edition": PLAIN, "fields": PLAIN},
    icon="package",
)
