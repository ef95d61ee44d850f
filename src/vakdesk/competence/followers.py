"""What is suggested as work happens, and what the past holds once a passport opens or a client allows it."""

from vakdesk.competence.deriving import VERBS
from vakdesk.competence.suggesting import BOOKS, catch_up, suggest_from
from vakdesk.competence.verbs import OPENED, SWITCHED_ON
from vakdesk.logbook.followers import follow
from vakdesk.logbook.models import Entry


@follow("competence.suggest", *VERBS, books=BOOKS)
def suggest(entry: Entry) -> None:
    suggest_from([entry])


@follow("competence.catch_up", OPENED, SWITCHED_ON)
def look_back(entry: Entry) -> None:
    """What was done before the follower knew that it counts."""
    if entry.verb == OPENED.name:
        catch_up(person=entry.facts["person"])
    else:
        catch_up(organisation=entry.subject_id)
