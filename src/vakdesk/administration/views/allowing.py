"""Who gets a page at all."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import NotAllowed


def allowed(request: HttpRequest, permission: Permission) -> Actor:
    """The one who asks, if they hold the permission for the whole house."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.reach(permission).house:
        raise NotAllowed(_("This page is not for your role: %(permission)s. Ask an administrator.") % {"permission": permission.sentence})
    return actor
