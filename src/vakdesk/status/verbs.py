"""What can happen to planned maintenance."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import Verb

PLANNED = Verb("maintenance.planned", _("planned this maintenance"), icon="calendar-plus")
CHANGED = Verb("maintenance.changed", _("changed this maintenance"), icon="pencil")
CANCELLED = Verb("maintenance.cancelled", _("cancelled this maintenance: {why}"), seals=("why",), icon="calendar-x")
