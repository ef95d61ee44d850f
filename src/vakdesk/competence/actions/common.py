"""What several acts check: that the activities are known ones, that the reflection is whole, that the actor coaches the person."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.competence.models import LONGEST_TEXT
from vakdesk.competence.queries import coached_by
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import storable
from vakdesk.people.models import Person
from vakdesk.standards.crosswalk import activities as known

#: In the order in which they are told.
STARR = ("situation", "task", "action", "result", "reflection")


def checked_activities(codes: Iterable[str]) -> list[str]:
    """In the order of the crosswalk. Refuses none, and one that is not there."""
    chosen = set(codes)
    require(chosen, _("Choose what it shows."), field="activities")
    require(chosen <= known().keys(), _("Choose from the list."), field="activities")
    return [code for code in known() if code in chosen]


def checked_words(told: dict[str, str]) -> dict[str, str]:
    """The five parts of a reflection. Refuses one that is missing."""
    words = {name: storable(told.get(name, "")).strip()[:LONGEST_TEXT] for name in STARR}
    for name in STARR:
        require(words[name], _("Write something here; a sentence is enough."), field=name)
    return words


def must_coach(by: Actor, person: Person) -> None:
    if not coached_by(by).filter(pk=person.pk).exists():
        raise NotAllowed(_("You do not coach this person. Ask whoever grants roles."))
