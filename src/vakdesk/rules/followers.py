"""Rules are asked once an act is committed, so that none can fail, or hold up, what a person does (decision 0048)."""

from vakdesk.logbook.followers import follow
from vakdesk.logbook.models import Entry
from vakdesk.rules.running import ask_rules
from vakdesk.rules.triggers import ALL_VERBS


@follow("rules.ask", *ALL_VERBS)
def _ask(entry: Entry) -> None:
    ask_rules(entry)
