"""An instruction as an agent writes it, for tests that need one."""

from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.instructions import actions
from vakdesk.instructions.models import Instruction
from vakdesk.records.store import Staged, stage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 40
WORDS: dict[str, Any] = {
    "title": "Connect to the Wi-Fi",
    "language": "en",
    "goal": "Your laptop is on the Wi-Fi.",
    "role": "Teachers",
    "level": "A2",
    "needs": ["Your password"],
    "risks": ["password"],
    "check": "Open a page. Do you see it?",
    "help": "Call 4455.",
}


def picture(name: str = "step.png", content: bytes = PNG) -> Staged:
    return stage(name, [content])


def write(by: Actor, **words: Any) -> Instruction:
    """A draft with two steps, one of them with a picture."""
    made = actions.add(by=by, **{**WORDS, **words})
    actions.add_step(made, by=by, text="Click the sign of the Wi-Fi.", picture=picture(), alt="The sign in the corner")
    actions.add_step(made, by=by, text="Choose the name of the school.")
    return made


def ask(made: Instruction, by: Actor) -> None:
    actions.add_question(
        made, by=by, words="Who may know your password?", choices=["The service desk", "Nobody"], right=1, why="Nobody ever needs it."
    )


def published(writer: Actor, reviewer: Actor, *, question: bool = False, **words: Any) -> Instruction:
    made = write(writer, **words)
    if question:
        ask(made, writer)
    actions.submit(made, by=writer)
    actions.publish(made, by=reviewer)
    return made
