"""What programs may read of the catalogue. What was asked for hangs on the ticket."""

from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.catalogue import permissions
from vakdesk.catalogue.lists import Offerings
from vakdesk.catalogue.models import Offering, Submission
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.offers import TICKETS
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Hanging, Part, Shape, Thing, maybe, not_offered, one_of

TEXTS = {"type": "object", "additionalProperties": TEXT}


def _submissions(row: Any, actor: Actor) -> Any:
    return Submission.objects.visible_to(actor).filter(record=row.pk).select_related("offering", "edition", "by")


Thing(
    "catalogue",
    "Offerings of the service catalogue",
    Shape(
        "Offering",
        [
            Part("id", WHOLE),
            Part("code"),
            Part("names", TEXTS, told="By language."),
            Part("about", TEXTS, told="By language."),
            Part("kind", one_of(TicketKind)),
            Part("service", maybe(NAMED)),
            Part("team", maybe(NAMED)),
            Part("price_cents", maybe(WHOLE)),
            Part("per"),
            Part("takes_days", maybe(WHOLE), told="Working days."),
            Part("for_everyone", TRUTH),
            Part("edition", maybe(WHOLE), lambda row: row.current and row.current.number, told="null while it is not in the catalogue."),
        ],
    ),
    lambda actor: Offering.objects.visible_to(actor).select_related("current", "shelf", "service", "category", "team", "task_set"),
    room="catalogue",
    may=permissions.ARRANGE,
    page=lambda actor: Offerings(),
)
SUBMISSION = Shape(
    "Submission",
    [
        Part("id", WHOLE, lambda row: row.pk),
        Part("offering", NAMED),
        Part("edition", WHOLE, lambda row: row.edition.number),
        Part("answers", {"type": "object", "additionalProperties": True}, told="By the keys of the edition's fields."),
        Part("by", NAMED),
        Part("at", MOMENT),
    ],
)
Hanging(TICKETS, "submission", "What was asked for out of the catalogue, with its answers", SUBMISSION, _submissions)

not_offered(
    "Offerings are arranged by people who see them as those who ask do; whole ones go out and come in as files.",
    *(
        f"catalogue.{verb}"
        for verb in (
            "add_offering", "edit_offering", "set_fields", "add_field", "edit_field", "move_field", "remove_field", "set_tasks", "publish",
            "withdraw", "install", "take_in", "add_shelf", "edit_shelf",
        )
    ),
)  # fmt: skip
not_offered(
    "A form that is another one after each answer is filled in at the portal.",
    *(f"catalogue.{verb}" for verb in ("begin", "answer", "add_files", "remove_file", "throw_away", "send")),
)
