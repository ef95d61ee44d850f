"""What programs may read and do with question scripts. What was answered hangs on the ticket."""

from typing import Any

from vakdesk.access.actors import Actor, Door
from vakdesk.scripts import permissions
from vakdesk.scripts.models import Answer, Script
from vakdesk.scripts.views.arranging import ScriptList
from vakdesk.tickets.offers import TICKETS
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, WHOLE, Hanging, Part, Shape, Thing, maybe, not_offered, one_of

TEXTS = {"type": "object", "additionalProperties": TEXT}


def _answers(row: Any, actor: Actor) -> Any:
    return Answer.objects.visible_to(actor).holding().filter(record=row.pk).exclude(value="").select_related("by")


Thing(
    "scripts",
    "Question scripts",
    Shape(
        "Script",
        [
            Part("id", WHOLE),
            Part("names", TEXTS, told="By language."),
            Part("kind", TEXT, told="Empty for every kind."),
            Part("category", maybe(TEXT), lambda row: row.category and row.category.code),
            Part("edition", maybe(WHOLE), lambda row: row.current and row.current.number, told="What is asked now; null while nothing is."),
        ],
    ),
    lambda actor: Script.objects.visible_to(actor).select_related("current", "category"),
    room="scripts",
    may=permissions.ARRANGE,
    page=lambda actor: ScriptList(),
)
ANSWER = Shape(
    "Answer",
    [
        Part("id", WHOLE, lambda row: row.pk),
        Part("script", WHOLE, lambda row: row.script_id),
        Part("question", TEXT, told="Its key in the script."),
        Part("value", TEXT, told="yes or no, the key of a choice, or words."),
        Part("by", NAMED),
        Part("at", MOMENT),
        Part("door", one_of(Door)),
    ],
)
Hanging(TICKETS, "answers", "What was answered to the questions of scripts", ANSWER, _answers)

not_offered(
    "Scripts are arranged by people, on pages where they see them as those who answer do.",
    "scripts.add_script",
    "scripts.edit_script",
    "scripts.set_questions",
    "scripts.add_question",
    "scripts.edit_question",
    "scripts.move_question",
    "scripts.remove_question",
    "scripts.publish",
    "scripts.withdraw",
)
not_offered("Asked in a form that is another one after each answer.", "scripts.answer", "scripts.answer_own")
not_offered("A person compares the mail with what was read from it.", "scripts.answer_by_mail", "scripts.take_back")
