"""What can happen to a supplier."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import Verb

ADDED = Verb("supplier.added", _("added this supplier"), icon="truck")
EDITED = Verb("supplier.edited", _("changed this supplier"), icon="pencil")
