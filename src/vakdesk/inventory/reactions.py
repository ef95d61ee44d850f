"""When the house gets its first administrator, it gets the types of devices that most houses have."""

from vakdesk.access.roles import Role
from vakdesk.inventory import starting_set
from vakdesk.inventory.models import ItemType
from vakdesk.inventory.permissions import ARRANGE
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.people.verbs import ROLE_GRANTED


@react(ROLE_GRANTED)
def _give_a_starting_set(act: Act, entry: Entry) -> None:
    if entry.facts["role"] == Role.ADMINISTRATOR and act.actor.may(ARRANGE) and not ItemType.objects.exists():
        starting_set.install(by=act.actor)
