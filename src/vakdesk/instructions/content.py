"""What an instruction says, as data: kept on the draft, and copied into an edition when it is published."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.instructions.kinds import Experience, Level
from vakdesk.instructions.risks import Risk, risks
from vakdesk.kit.errors import require

MOST_STEPS = 40
MOST_QUESTIONS = 5
LONGEST_STEP = 2_000


@dataclass(frozen=True)
class Step:
    """`picture`, `video` and `captions` are keys of the instruction's files; a picture has its words (`alt`), a video its captions."""

    key: str
    text: str
    picture: int | None = None
    alt: str = ""
    video: int | None = None
    captions: int | None = None


@dataclass(frozen=True)
class Question:
    """`right` is the place of the right answer; `why` explains it to whoever chose another."""

    key: str
    words: str
    choices: tuple[str, ...]
    right: int
    why: str

    @property
    def field(self) -> str:
        return f"answer_{self.key}"


@dataclass(frozen=True)
class Content:
    """For whom it is (`role`, `level`, `experience`, `device`), what it needs, the steps, what can go wrong, and how one checks it."""

    goal: str = ""
    role: str = ""
    level: str = Level.B1
    experience: str = Experience.SOME
    device: str = ""
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    risks: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    check: str = ""
    help: str = ""
    questions: tuple[Question, ...] = ()
    last_key: int = 0

    @property
    def known_risks(self) -> list[Risk]:
        return [risks()[key] for key in self.risks if key in risks()]

    @property
    def text(self) -> str:
        """Everything its reader reads, a paragraph to a line."""
        return "\n".join([self.goal, *self.needs, *(step.text for step in self.steps), *self.measures, self.check, self.help])

    @property
    def level_words(self) -> str:
        return str(Level(self.level).label)

    @property
    def experience_words(self) -> str:
        return str(Experience(self.experience).label)

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    def step(self, key: str) -> Step:
        """Refuses one that is not there."""
        found = next((one for one in self.steps if one.key == key), None)
        require(found, _("That step is not there any more. Look at the instruction again."))
        assert found is not None
        return found

    def with_step(self, step: Step) -> "Content":
        """In its place where there is one of that key, else at the end."""
        if any(one.key == step.key for one in self.steps):
            return replace(self, steps=tuple(step if one.key == step.key else one for one in self.steps))
        return replace(self, steps=(*self.steps, step), last_key=self.last_key + 1)

    def moved(self, key: str, *, up: bool) -> "Content":
        """With that step one place higher or lower. Refuses at the ends."""
        at = self.steps.index(self.step(key))
        other = at - 1 if up else at + 1
        require(0 <= other < len(self.steps), _("It is at the top already.") if up else _("It is at the end already."))
        turned = list(self.steps)
        turned[at], turned[other] = turned[other], turned[at]
        return replace(self, steps=tuple(turned))


def loaded(data: Mapping[str, Any]) -> Content:
    """From what `as_data` gave and the database kept."""
    tuples = {name: tuple(data.get(name, ())) for name in ("needs", "risks", "measures")}
    steps = tuple(Step(**one) for one in data.get("steps", ()))
    questions = tuple(Question(**{**one, "choices": tuple(one["choices"])}) for one in data.get("questions", ()))
    return Content(**{**data, **tuples, "steps": steps, "questions": questions})


def check_complete(content: Content) -> None:
    """Refuses, in a sentence, whatever a reader would miss."""
    require(content.goal, _("Say what one can do afterwards: the goal."), field="goal")
    require(content.steps, _("Add a step first."))
    for number, step in enumerate(content.steps, 1):
        require(step.picture is None or step.alt, _("Step %(number)d: describe its picture in words.") % {"number": number})
        captions = step.video is None or step.captions is not None
        require(captions, _("Step %(number)d: add captions to its video, for whoever cannot hear it.") % {"number": number})
    require(content.check, _("Say how one checks that it worked."), field="check")
    require(content.help, _("Say where one gets help."), field="help")
