"""What programs may read of instructions, and do with them. Writing one is done where its pictures are seen."""

from vakdesk.instructions import actions, permissions
from vakdesk.instructions.forms import GiveForm
from vakdesk.instructions.kinds import Progress, Stage
from vakdesk.instructions.lists import Instructions, Register
from vakdesk.instructions.models import Giving, Instruction
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Part, Shape, Thing, many, maybe, not_offered, one_of

INSTRUCTIONS = Thing(
    "instructions",
    "Instructions that the actor works with",
    Shape(
        "Instruction",
        [
            Part("reference"),
            Part("title"),
            Part("language", TEXT, lambda row: row.record.language),
            Part("stage", one_of(Stage)),
            Part("is_open", TRUTH),
            Part("edition", maybe(WHOLE), lambda row: row.current.number if row.current else None),
            Part("goal", TEXT, lambda row: row.content.goal),
            Part("level", TEXT, lambda row: row.content.level, told="Language level of its readers, of the Common European Framework."),
            Part("steps", many(TEXT), lambda row: [step.text for step in row.content.steps], told="Of the draft."),
            Part("risks", many(TEXT), lambda row: row.content.risks),
        ],
    ),
    lambda actor: Instruction.objects.visible_to_staff(actor).with_words().counted(),
    room="instructions",
    key="record__reference",
    may=permissions.SEE,
    page=lambda actor: Instructions(),
)
GIVINGS = Thing(
    "instructions-given",
    "Who was instructed about what, and who not yet",
    Shape(
        "InstructionGiven",
        [
            Part("id", WHOLE),
            Part("instruction", TEXT, lambda row: row.instruction.reference),
            Part("edition", WHOLE, lambda row: row.edition.number),
            Part("person", NAMED),
            Part("record", maybe(TEXT), lambda row: row.record.reference if row.record else None),
            Part("progress", one_of(Progress)),
            Part("given_at", MOMENT),
            Part("instructed_at", maybe(MOMENT)),
            Part("was_present", maybe(TRUTH), told="At an oral session; null where none was held."),
            Part("worked", maybe(TRUTH), told="What the person said; null before they did."),
        ],
    ),
    lambda actor: Giving.objects.visible_to(actor).standing().with_words(),
    room="instructions",
    may=permissions.SEE_REGISTER,
    page=lambda actor: Register(),
)
Deed(INSTRUCTIONS, "give", actions.give, permissions.GIVE, GiveForm, told="Give the current edition to people")
Deed(GIVINGS, "remind", actions.remind, permissions.GIVE, told="Remind somebody of what they have not read yet")
Deed(GIVINGS, "take_back", actions.take_back, permissions.GIVE, told="Take back what somebody has not read yet")
_WRITTEN = "An instruction is written and reviewed where one sees its pictures."
not_offered(_WRITTEN, *(f"instructions.{verb}" for verb in ("add", "edit", "add_step", "edit_step", "move_step", "remove_step")))
not_offered(
    _WRITTEN, *(f"instructions.{verb}" for verb in ("add_question", "remove_question", "submit", "send_back", "publish", "withdraw"))
)
not_offered("Who was there is written by whoever was there.", "instructions.hold_session")
_OWN = "A person says for themselves that they read it and whether it worked."
not_offered(_OWN, *(f"instructions.{verb}" for verb in ("begin", "acknowledge", "say_it_worked", "say_it_failed")))
