"""Answers read from a mail: by the number or the words of the question, as the letter that asked them had them.

Nothing is guessed. A line that names no question that was asked, or an answer that cannot be chosen, stays what it is: part of
a message that somebody reads.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from vakdesk.kit.text import fold
from vakdesk.scripts.kinds import AnswerKind
from vakdesk.scripts.questions import LONGEST_ANSWER, Question

#: What people call a question before its number, in the languages of the desk.
CALLED = "question|vraag|antwoord|answer|ad|k[uü]simus|vastus|q|v|a"
NUMBERED = re.compile(rf"(?:(?:{CALLED})\s*)?(\d{{1,2}})\s*(?:[.):=]|[-–—](?=\s))\s*(.*)", re.IGNORECASE)
QUOTED = re.compile(r"^[\s>|]+")
YES = frozenset(("yes", "y", "yep", "ja", "j", "jawel", "jah", "jaa"))
NO = frozenset(("no", "n", "nope", "nee", "neen", "ei"))
WORD = re.compile(r"\w+")
#: Longer than a choice's words: no answer by choosing is looked for in more.
LONGEST_CHOSEN = 160


def numbered_in(letter: str, questions: Iterable[Question]) -> dict[int, Question]:
    """Which number stands for which question in a letter that asks some of them; nothing in any other text."""
    words = {_alike(text): question for question in questions for text in question.words.values()}
    found = {}
    for line in letter.splitlines():
        if (numbered := NUMBERED.fullmatch(line.strip())) and (question := words.get(_alike(numbered[2]))):
            found[int(numbered[1])] = question
    return found


def answers_in(text: str, numbers: Mapping[int, Question]) -> dict[str, str]:
    """The answers by key of the question, each as it is kept. Where one question was asked, its answer alone is enough."""
    found: dict[str, str] = {}
    for question, said in _parts(text, numbers):
        value = _value(question, said)
        if value and question.key not in found:
            found[question.key] = value
    return found or _only_answer(text, list(numbers.values()))


def _parts(text: str, numbers: Mapping[int, Question]) -> Iterable[tuple[Question, str]]:
    """Each question that a line names, with what stands beside it and below it until an empty line or the next question.

    What is quoted can name a question and is never an answer.
    """
    asked: Question | None = None
    lines: list[str] = []
    waits = False
    for whole in [*text.splitlines(), ""]:
        line, is_quoted = QUOTED.sub("", whole).strip(), whole.lstrip()[:1] in {">", "|"}
        named = _named(line, numbers)
        if asked and (named or (lines and not line)):
            yield asked, "\n".join(lines)
            asked, lines = None, []
        if named:
            (asked, beside), waits = named, is_quoted
            lines = [beside] if beside else []
        elif not line:
            asked = asked if waits else None
        elif asked and not is_quoted and not _is_choices(line, asked):
            lines.append(line)


def _named(line: str, numbers: Mapping[int, Question]) -> tuple[Question, str] | None:
    """The question a line begins with, by number or by its words, and the rest of the line."""
    numbered = NUMBERED.fullmatch(line)
    question = numbers.get(int(numbered[1])) if numbered else None
    rest = numbered[2] if numbered and question else line
    for one in [question] if question else numbers.values():
        for words in one.words.values():
            if words and fold(rest[: len(words)]) == fold(words):
                return one, rest[len(words) :].lstrip(" :=-–—").strip()
    return (question, rest.strip()) if question else None


def _value(question: Question, said: str) -> str:
    """The answer as it is kept; "" where it is none."""
    if question.kind == AnswerKind.TEXT:
        return said if len(said) <= LONGEST_ANSWER else ""
    said = said[:LONGEST_CHOSEN]
    if question.kind == AnswerKind.YES_NO:
        first = next(iter(WORD.findall(fold(said))), "")
        return "yes" if first in YES else "no" if first in NO else ""
    meant = [choice.key for choice in question.choices if _alike(said) in {_alike(words) for words in choice.words.values()}]
    return meant[0] if len(meant) == 1 else ""


def _only_answer(text: str, asked: Sequence[Question]) -> dict[str, str]:
    """Of one question that is answered by choosing, in the first line: whoever writes prose has not chosen."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len({one.key for one in asked}) != 1 or asked[0].kind == AnswerKind.TEXT:
        return {}
    value = _value(asked[0], first)
    return {asked[0].key: value} if value else {}


def _is_choices(line: str, question: Question) -> bool:
    """Whether it is the line of a letter that lists what can be chosen."""
    return bool(question.answers) and line.startswith("(") and line.endswith(")") and " / " in line


def _alike(words: str) -> str:
    return " ".join(WORD.findall(fold(words)))
