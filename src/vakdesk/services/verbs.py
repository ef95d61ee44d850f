"""What can happen to a service."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import Verb

ADDED = Verb("service.added", _("added this service"), icon="layers")
EDITED = Verb("service.edited", _("changed this service"), icon="pencil")
