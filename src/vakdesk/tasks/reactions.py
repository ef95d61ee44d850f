"""When the house gets its first administrator, it gets sets of tasks to choose from."""

from vakdesk.access.roles import Role
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.people.verbs import ROLE_GRANTED
from vakdesk.tasks import starting_set
from vakdesk.tasks.models import TaskSet
from vakdesk.tasks.permissions import ARRANGE


@react(ROLE_GRANTED)
def _give_a_starting_set(act: Act, entry: Entry) -> None:
    if entry.facts["role"] == Role.ADMINISTRATOR and act.actor.may(ARRANGE) and not TaskSet.objects.exists():
        starting_set.install(by=act.actor)
