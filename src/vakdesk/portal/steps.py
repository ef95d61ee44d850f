"""Which questions whoever reports goes through: ours, and between them those of the script they chose."""

from dataclasses import dataclass

from vakdesk.portal.models import Unsent
from vakdesk.scripts.fitting import choosable_for
from vakdesk.scripts.models import Edition
from vakdesk.scripts.questions import Question, asked
from vakdesk.tickets.kinds import TicketKind


@dataclass(frozen=True)
class Step:
    """`key` is that of the script's question, where it is one."""

    name: str
    key: str = ""


def steps_of(unsent: Unsent) -> list[Step]:
    """In their order, given the answers so far. A script is chosen by its name: whoever asks knows no categories."""
    about = [Step("about")] if unsent.kind and choosable_for(unsent.kind) else []
    whom = [Step("whom")] if unsent.kind == TicketKind.COMPLAINT else []
    return [
        Step("what"),
        Step("kind"),
        *whom,
        *about,
        *(Step("facts", one.key) for one in facts_of(unsent)),
        Step("details"),
        Step("files"),
    ]


def edition_of(unsent: Unsent) -> Edition | None:
    """What is asked, as it is published now; None where nothing was chosen, or what was chosen is not asked for that kind."""
    if not unsent.about_id:
        return None
    return next((one for one in choosable_for(unsent.kind) if one.script_id == unsent.about_id), None)


def facts_of(unsent: Unsent) -> list[Question]:
    edition = edition_of(unsent)
    return asked(edition.questions, unsent.given) if edition else []
