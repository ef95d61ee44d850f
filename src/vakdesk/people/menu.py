"""Where people are found in the navigation, and what the palette offers about them. Keeps what a person chose about their desk."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.people import actions, permissions
from vakdesk.people.models import Person
from vakdesk.ui.preferences import keepers
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction

MenuItem("people", _("People"), "people:people", "users", permission=permissions.SEE, section="desk", keys="g p")
MenuItem("organisations", _("Organisations"), "people:organisations", "building-2", permission=permissions.ARRANGE, section="house")
MenuItem("teams", _("Teams"), "people:teams", "users-round", permission=permissions.ARRANGE, section="house")
MenuItem("groups", _("Groups"), "people:groups", "graduation-cap", permission=permissions.ARRANGE, section="house")
NewItem("people.register", _("Person"), "people:register", "user-plus", permission=permissions.REGISTER)
PaletteAction("people.import", _("Import people"), "upload", url_name="people:import", permission=permissions.IMPORT)
MenuItem("people.profile", _("Your account"), "people:profile", "circle-user", section="own")


def keep_choice(request: HttpRequest, name: str, value: str) -> None:
    """Theme, density, undoing and language of somebody signed in stay with them, in every browser."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is not None and name in ("theme", "density", "undo", "language"):
        actions.edit_self(Person.objects.get(pk=actor.person_id), by=actor, **{name: value})


keepers.append(keep_choice)
