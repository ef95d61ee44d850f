"""Where the pages of the house stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.administration.permissions import AUDIT, EXPORT, SEE_HEALTH, VERIFY
from vakdesk.jobs.models import Job
from vakdesk.jobs.permissions import MANAGE
from vakdesk.logbook.redaction import REDACT
from vakdesk.ui.registry import MenuItem, PaletteAction


def _failed(actor: Actor) -> int | None:
    return Job.objects.visible_to(actor).failed()[:100].count() or None


MenuItem("audit", _("Logbook"), "administration:audit", "scroll-text", permission=AUDIT, section="house", order=80)
MenuItem("jobs", _("Background jobs"), "administration:jobs", "timer", permission=MANAGE, count=_failed, section="house", order=81)
MenuItem("health", _("Health"), "administration:health", "heart-pulse", permission=SEE_HEALTH, section="house", order=82)
MenuItem("exports", _("Take everything out"), "administration:exports", "package-open", permission=EXPORT, section="house", order=85)
MenuItem("redaction", _("Erase personal data"), "administration:redaction", "eraser", permission=REDACT, section="house", order=83)
PaletteAction("administration.verify", _("Verify the logbook"), "shield-check", url_name="administration:verify", permission=VERIFY)
