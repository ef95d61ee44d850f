"""The text of an instruction is written on its draft; whoever changes one that is in review takes it out of review."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.instructions import permissions, verbs
from vakdesk.instructions.content import LONGEST_STEP, MOST_QUESTIONS, MOST_STEPS, Content, Question, Step
from vakdesk.instructions.kinds import INSTRUCTION, Experience, Level, Stage
from vakdesk.instructions.models import Instruction, Medium
from vakdesk.instructions.risks import risks
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Organisation
from vakdesk.records.actions import make_record, touch
from vakdesk.records.models import LONGEST_TITLE
from vakdesk.records.sniffing import PICTURES
from vakdesk.records.store import Staged, blob_of

LANGUAGES = ("nl", "en", "et")


def add(
    *, by: Actor, title: str, language: str, organisation: Organisation | None = None, is_open: bool = False, **words: Any
) -> Instruction:
    """There is a draft with these words and without steps. Refuses an empty title and a language that we do not write in."""
    with act(by, may=permissions.WRITE) as log:
        require(language in LANGUAGES, _("Choose the language it is written in."), field="language")
        record = make_record(log, INSTRUCTION.name, title=title, language=language, organisation=organisation)
        draft = _worded(Content(), words).as_data()
        instruction = Instruction.objects.create(record=record, draft=draft, is_open=is_open, written_by_id=by.person_id)
        log.record(verbs.ADDED, instruction)
    return instruction


def edit(
    instruction: Instruction,
    *,
    by: Actor,
    title: str,
    language: str,
    organisation: Organisation | None = None,
    is_open: bool = False,
    **words: Any,
) -> None:
    """The draft has these words around its steps. Who finds the instruction changes at once, its text when it is published."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        require(language in LANGUAGES, _("Choose the language it is written in."), field="language")
        title = one_line(storable(title), at_most=LONGEST_TITLE)
        require(title, _("Say in a few words what it is about."), field="title")
        record = instruction.record
        record.title, record.language, record.organisation = title, language, organisation
        record.save(update_fields=["title", "language", "organisation"])
        instruction.is_open = is_open
        _keep(instruction, log, _worded(instruction.content, words), _("the words around the steps"))


def add_step(
    instruction: Instruction,
    *,
    by: Actor,
    text: str,
    alt: str = "",
    picture: Staged | None = None,
    video: Staged | None = None,
    captions: Staged | None = None,
) -> Step:
    """The draft has one step more, at its end. Refuses an empty text, a picture without words, a video without captions, and files
    that are something else."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        content = instruction.content
        require(len(content.steps) < MOST_STEPS, _("That is too long for one instruction. Make two of it."))
        step = Step(f"s{content.last_key + 1}", _step_text(text))
        step = _illustrated(instruction, step, alt, picture=picture, video=video, captions=captions)
        _keep(instruction, log, content.with_step(step), _("a step"))
    return step


def edit_step(
    instruction: Instruction,
    *,
    by: Actor,
    key: str,
    text: str,
    alt: str = "",
    picture: Staged | None = None,
    video: Staged | None = None,
    captions: Staged | None = None,
    without_picture: bool = False,
    without_video: bool = False,
) -> None:
    """The draft's step is as given; files that are not given stay, unless they are taken away. Refuses what `add_step` refuses."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        content = instruction.content
        step = replace(content.step(key), text=_step_text(text))
        if without_picture:
            step = replace(step, picture=None, alt="")
        if without_video:
            step = replace(step, video=None, captions=None)
        _keep(
            instruction,
            log,
            content.with_step(_illustrated(instruction, step, alt, picture=picture, video=video, captions=captions)),
            _("a step"),
        )


def move_step(instruction: Instruction, *, by: Actor, key: str, up: bool) -> None:
    """The draft's step stands one place higher or lower. Refuses at the ends."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        _keep(instruction, log, instruction.content.moved(key, up=up), _("the order of the steps"))


def remove_step(instruction: Instruction, *, by: Actor, key: str) -> None:
    """The draft has that step no more. Editions keep it."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        content = instruction.content
        gone = content.step(key)
        _keep(instruction, log, replace(content, steps=tuple(one for one in content.steps if one != gone)), _("a step"))


def add_question(instruction: Instruction, *, by: Actor, words: str, choices: Iterable[str], right: int, why: str) -> Question:
    """The draft asks this before one is counted as instructed. Refuses fewer than two answers, one that is not there, and no reason."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        content = instruction.content
        require(len(content.questions) < MOST_QUESTIONS, _("At most %(count)d questions.") % {"count": MOST_QUESTIONS})
        offered = tuple(filter(None, (one_line(storable(choice), at_most=200) for choice in choices)))
        words, why = one_line(storable(words), at_most=300), one_line(storable(why), at_most=500)
        require(words, _("Write the question."), field="words")
        require(len(set(offered)) == len(offered) >= 2, _("Give at least two different answers, each on a line."), field="choices")
        require(0 <= right < len(offered), _("Say which of the answers is right."), field="right")
        require(why, _("Explain the right answer: whoever chooses another one reads it."), field="why")
        question = Question(f"q{content.last_key + 1}", words, offered, right, why)
        changed = replace(content, questions=(*content.questions, question), last_key=content.last_key + 1)
        _keep(instruction, log, changed, _("a question"))
    return question


def remove_question(instruction: Instruction, *, by: Actor, key: str) -> None:
    """The draft asks it no more."""
    with act(by, may=permissions.WRITE, on=instruction) as log:
        content = instruction.content
        left = tuple(one for one in content.questions if one.key != key)
        require(len(left) < len(content.questions), _("That question is not there any more."))
        _keep(instruction, log, replace(content, questions=left), _("a question"))


def _keep(instruction: Instruction, log: Act, content: Content, what: str) -> None:
    instruction.draft, instruction.stage, instruction.written_by_id = content.as_data(), Stage.DRAFT, log.actor.person_id
    instruction.save(update_fields=["draft", "stage", "written_by", "is_open"])
    touch(instruction.record, log)
    log.record(verbs.EDITED, instruction, what=what)


def _worded(content: Content, words: dict[str, Any]) -> Content:
    """`words` are those of Content that stand around the steps. Refuses codes we do not know."""
    level, experience = words.pop("level", content.level), words.pop("experience", content.experience)
    require(level in Level.values, _("Choose a language level."), field="level")
    require(experience in Experience.values, _("Choose how much they work with computers."), field="experience")
    named = tuple(words.pop("risks", content.risks))
    require(set(named) <= set(risks()), _("Choose risks of the list."), field="risks")
    changed: dict[str, Any] = {"level": level, "experience": experience, "risks": named}
    changed |= {name: _lines(words.pop(name, getattr(content, name))) for name in ("needs", "measures")}
    changed |= {name: one_line(storable(words.pop(name, getattr(content, name))), at_most=80) for name in ("role", "device")}
    changed |= {name: storable(words.pop(name, getattr(content, name))).strip()[:LONGEST_STEP] for name in ("goal", "check", "help")}
    assert not words, f"an instruction has no {words}"
    return replace(content, **changed)


def _lines(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, (one_line(storable(one), at_most=300) for one in given)))[:20]


def _step_text(text: str) -> str:
    words = storable(text).strip()
    require(words, _("Write what is to be done in this step."), field="text")
    require(len(words) <= LONGEST_STEP, _("That is too much for one step. Make two of it."), field="text")
    return words


def _illustrated(
    instruction: Instruction, step: Step, alt: str, *, picture: Staged | None, video: Staged | None, captions: Staged | None
) -> Step:
    alt = one_line(storable(alt), at_most=300)
    if picture is not None:
        require(picture.content_type in PICTURES, _("That is no picture we can show. Use PNG, JPEG, GIF or WebP."), field="picture")
        step = replace(step, picture=_medium(instruction, picture))
    if video is not None:
        require(video.content_type == "video/mp4", _("That is no video we can show. Use MP4."), field="video")
        step = replace(step, video=_medium(instruction, video))
    if captions is not None:
        is_text = captions.content_type == "text/plain" and captions.name.lower().endswith(".vtt")
        require(is_text, _("Captions are a file in WebVTT, whose name ends in .vtt."), field="captions")
        step = replace(step, captions=_medium(instruction, captions))
    require(step.picture is None or alt, _("Describe the picture for whoever cannot see it."), field="alt")
    require(step.video is None or step.captions is not None, _("Add captions for whoever cannot hear the video."), field="captions")
    return replace(step, alt=alt if step.picture is not None else "")


def _medium(instruction: Instruction, staged: Staged) -> int:
    return Medium.objects.create(instruction=instruction, blob=blob_of(staged), name=staged.name).pk
