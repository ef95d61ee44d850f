"""The questions of a script as data: what holds for them, and which of them are asked, given what was answered so far.

Whatever comes from outside passes `read`; what it returns is sound. A condition names an earlier question, so that none can wait
for itself, not even by a detour.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.kit.errors import Refused, Sentence, require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import in_active_language
from vakdesk.scripts.kinds import YES_NO, AnswerKind

MOST_QUESTIONS = 40
MOST_CHOICES = 12
LONGEST_QUESTION = 300
LONGEST_ANSWER = 2000
KEY = re.compile(r"[a-z][0-9]{1,6}")
Words = dict[str, str]


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


Asked = TypeVar("Asked", bound=Keyed)


@dataclass(frozen=True)
class Choice:
    key: str
    words: Words

    def __str__(self) -> str:
        return in_active_language(self.words)


@dataclass(frozen=True)
class Question:
    """`only_if` is (key of an earlier question, the answer to it that makes this one asked); "" twice: always."""

    key: str
    kind: str
    words: Words
    hints: Words
    choices: tuple[Choice, ...] = ()
    only_if: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        return in_active_language(self.words)

    @property
    def hint(self) -> str:
        return in_active_language(self.hints)

    @property
    def answers(self) -> dict[str, Sentence]:
        """What can be chosen, by how it is kept; nothing where one answers in words."""
        if self.kind == AnswerKind.YES_NO:
            return dict(YES_NO)
        return {choice.key: str(choice) for choice in self.choices}

    def in_words(self, value: str) -> Sentence:
        return self.answers.get(value, value)

    def as_data(self) -> dict[str, Any]:
        choices = [{"key": choice.key, "words": choice.words} for choice in self.choices]
        return {
            "key": self.key,
            "kind": self.kind,
            "words": self.words,
            "hints": self.hints,
            "choices": choices,
            "only_if": list(self.only_if),
        }


def read(raw: Any) -> tuple[Question, ...]:
    """The questions, if they hold together. Refuses anything else in a sentence that names the question at fault."""
    require(isinstance(raw, list | tuple), _("A script is a list of questions."))
    require(
        len(raw) <= MOST_QUESTIONS, _("At most %(count)d questions. Nobody answers more before help begins.") % {"count": MOST_QUESTIONS}
    )
    found: dict[str, Question] = {}
    for number, one in enumerate(raw, 1):
        try:
            question = _question(one, found)
        except Refused as refusal:
            sentence = _("Question %(number)d: %(sentence)s") % {"number": number, "sentence": refusal.sentence}
            raise Refused(sentence, field=refusal.field) from None
        found[question.key] = question
    return tuple(found.values())


def loaded(data: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """From what `as_data` gave and the database kept."""
    return tuple(
        Question(
            one["key"],
            one["kind"],
            one["words"],
            one["hints"],
            tuple(Choice(choice["key"], choice["words"]) for choice in one["choices"]),
            (one["only_if"][0], one["only_if"][1]),
        )
        for one in data
    )


def asked(questions: Iterable[Question], given: Mapping[str, str]) -> list[Question]:
    """Those that are asked, given the answers so far: one whose condition is not asked itself is not asked either."""
    found: list[Question] = []
    keys: set[str] = set()
    for question in questions:
        key, answer = question.only_if
        if not key or (key in keys and given.get(key) == answer):
            found.append(question)
            keys.add(question.key)
    return found


def open_ones(questions: Iterable[Question], given: Mapping[str, str]) -> list[Question]:
    return [question for question in asked(questions, given) if not given.get(question.key)]


def cleaned(question: Question, value: Any) -> str:
    """The answer as it is kept; "" takes it back. Refuses what is no text, is too long, or cannot be chosen."""
    require(isinstance(value, str), _("An answer is text."), field=field_of(question))
    value = storable(value).strip()
    require(len(value) <= LONGEST_ANSWER, _("That is too long for an answer. Put the rest in a note."), field=field_of(question))
    known = question.kind == AnswerKind.TEXT or not value or value in question.answers
    require(known, _("Choose one of the answers."), field=field_of(question))
    return value


def field_of(question: Question) -> str:
    """What its field is called in forms."""
    return f"answer_{question.key}"


def moved(questions: tuple[Question, ...], key: str, *, up: bool) -> list[Question]:
    """With that question one place up or down. Refuses at the ends, and past the question it depends on."""
    turned, first, second = swapped(questions, key, up=up)
    dependent = second.only_if[0] == first.key
    require(not dependent, _("The one depends on the answer to the other, so it has to come after it."))
    return turned


def swapped(questions: Sequence[Asked], key: str, *, up: bool) -> tuple[list[Asked], Asked, Asked]:
    """With that one's place exchanged with its neighbour's, and the two as they stood before. Refuses at the ends."""
    at = next((place for place, one in enumerate(questions) if one.key == key), None)
    require(at is not None, _("That question is not there any more."))
    assert at is not None
    other = at - 1 if up else at + 1
    require(0 <= other < len(questions), _("It is at the top already.") if up else _("It is at the end already."))
    first, second = sorted((at, other))
    turned = list(questions)
    turned[at], turned[other] = turned[other], turned[at]
    return turned, questions[first], questions[second]


def without(questions: tuple[Question, ...], key: str) -> list[Question]:
    """Without that question; what depended on it is asked always."""
    require(any(one.key == key for one in questions), _("That question is not there any more."))
    return [replace(one, only_if=("", "")) if one.only_if[0] == key else one for one in questions if one.key != key]


def keyed(choices: Iterable[Mapping[str, str]], before: Iterable[Choice]) -> list[dict[str, Any]]:
    """What is chosen from, by its words, with keys: those the same English words had, else new ones."""
    before = list(before)
    had = {choice.words.get("en"): choice.key for choice in before}
    last = max([0, *(int(choice.key[1:]) for choice in before if KEY.fullmatch(choice.key))])
    found, used = [], set()
    for words in choices:
        key = had.get(words.get("en"))
        if key is None or key in used:
            last += 1
            key = f"c{last}"
        used.add(key)
        found.append({"key": key, "words": dict(words)})
    return found


def _question(one: Any, earlier: Mapping[str, Question]) -> Question:
    require(isinstance(one, dict), _("This is no question."))
    key, kind = one.get("key"), one.get("kind")
    require(isinstance(key, str) and KEY.fullmatch(key), _("Its key is no key."))
    require(key not in earlier, _("Its key is another question's."))
    require(isinstance(kind, str) and kind in AnswerKind.values, _("Say how it is answered."), field="kind")
    words = words_of(one.get("words"), LONGEST_QUESTION)
    require(words.get("en"), _("Write it in English; other languages may be missing."), field="words_en")
    choices = choices_of(one.get("choices", ())) if kind == AnswerKind.CHOICE else ()
    return Question(key, kind, words, words_of(one.get("hints", {}), LONGEST_QUESTION), choices, _only_if(one.get("only_if"), earlier))


def words_of(given: Any, at_most: int) -> Words:
    """Words by language as they are kept, one line each. Refuses what is no text by language."""
    sound = isinstance(given, dict) and all(isinstance(word, str) for word in given.values())
    require(sound, _("Its words are no text."))
    known = dict(settings.LANGUAGES)
    words = {language: one_line(storable(text), at_most=at_most) for language, text in given.items() if language in known}
    return {language: text for language, text in words.items() if text}


def choices_of(given: Any, *, at_most: int = MOST_CHOICES) -> tuple[Choice, ...]:
    """Two or more things to choose from, each with a key of its own and English words. Refuses anything else."""
    require(isinstance(given, list | tuple) and all(isinstance(one, dict) for one in given), _("Its choices are no list."), field="choices")
    require(2 <= len(given) <= at_most, _("Give two to %(count)d choices.") % {"count": at_most}, field="choices")
    found: dict[str, Choice] = {}
    for one in given:
        key, words = one.get("key"), words_of(one.get("words"), 120)
        require(isinstance(key, str) and KEY.fullmatch(key) and key not in found, _("A choice has no key of its own."), field="choices")
        require(words.get("en"), _("Write each choice in English first."), field="choices")
        found[key] = Choice(key, words)
    return tuple(found.values())


def _only_if(given: Any, earlier: Mapping[str, Question]) -> tuple[str, str]:
    if given in (None, "", [], ["", ""], ("", "")):
        return ("", "")
    sound = isinstance(given, list | tuple) and len(given) == 2 and all(isinstance(one, str) for one in given)
    require(sound, _("Its condition names one question and one answer."), field="only_if")
    key, answer = given
    require(key in earlier, _("It can only depend on a question that comes before it."), field="only_if")
    require(answer in earlier[key].answers, _("That is no answer to the question it depends on."), field="only_if")
    return (key, answer)
