"""The language that texts of mails are written in: flat named placeholders and conditions, nothing else.

    Dear reader,{% if promise %} we answer {{ promise }}.{% else %} we look at it soon.{% endif %}

A placeholder is a name out of a fixed list and stands for a string. There are no attributes, filters, calls or loops, and
what is filled in is never read as a template, so a text can show nothing but the strings it was given.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from vakdesk.kit.errors import Refused, Sentence

DEEPEST = 5

_TAG = re.compile(r"\{\{(?P<value>.*?)\}\}|\{%(?P<tag>.*?)%\}", re.DOTALL)
#: A condition alone on its line takes the line with it.
_LONE_TAG = re.compile(r"^[ \t]*(\{%[^\n%]*%\})[ \t]*\n", re.MULTILINE)
_IF = re.compile(r"if\s+(?P<no>not\s+)?(?P<name>\S+)")
_MANY_BREAKS = re.compile(r"\n{3,}")


class Broken(Refused):
    """A text that cannot be read; `line` counts from 1."""

    def __init__(self, line: int, sentence: Sentence, *, field: str = "body") -> None:
        super().__init__(_("Line %(line)d: %(fault)s") % {"line": line, "fault": sentence}, field=field)
        self.line = line


@dataclass(frozen=True)
class Value:
    name: str


@dataclass
class Choice:
    name: str
    negated: bool
    line: int
    then: "list[Node]" = field(default_factory=list)
    otherwise: "list[Node] | None" = None


Node = str | Value | Choice
#: Makes a fault of a position in the text and a sentence.
Faulty = Callable[[int, Sentence], Broken]


def parse(text: str, known: Collection[str], *, field: str = "body") -> list[Node]:
    """The parts of a text. Raises Broken, with the line, for anything that is no known placeholder or condition."""
    root: list[Node] = []
    open_choices: list[Choice] = []
    here, position = root, 0

    def broken(at: int, sentence: Sentence) -> Broken:
        return Broken(text.count("\n", 0, at) + 1, sentence, field=field)

    for found in _TAG.finditer(text):
        _literal(text, position, found.start(), here, broken)
        position = found.end()
        if found["value"] is not None:
            here.append(Value(_known(found["value"].strip(), known, broken, found.start())))
            continue
        tag = found["tag"].strip()
        if condition := _IF.fullmatch(tag):
            if len(open_choices) == DEEPEST:
                raise broken(found.start(), _("conditions stand at most %(count)d deep.") % {"count": DEEPEST})
            name = _known(condition["name"], known, broken, found.start())
            choice = Choice(name, bool(condition["no"]), text.count("\n", 0, found.start()) + 1)
            here.append(choice)
            open_choices.append(choice)
            here = choice.then
        elif tag == "else" and open_choices and open_choices[-1].otherwise is None:
            here = open_choices[-1].otherwise = []
        elif tag == "endif" and open_choices:
            open_choices.pop()
            here = _innermost(root, open_choices)
        else:
            raise broken(found.start(), _("“{%% %(tag)s %%}” does not fit here. There are if, if not, else and endif.") % {"tag": tag})
    _literal(text, position, len(text), here, broken)
    if open_choices:
        raise Broken(open_choices[-1].line, _("the condition has no endif."), field=field)
    return root


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in; a condition holds where its value is not empty."""
    filled = "".join(_filled(parse(_LONE_TAG.sub(r"\1", text), values), values))
    return _MANY_BREAKS.sub("\n\n", filled).strip()


def _filled(nodes: list[Node], values: Mapping[str, str]) -> list[str]:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, Value):
            parts.append(values[node.name])
        else:
            holds = bool(values[node.name]) != node.negated
            parts += _filled(node.then if holds else node.otherwise or [], values)
    return parts


def _literal(text: str, start: int, end: int, here: list[Node], broken: Faulty) -> None:
    piece = text[start:end]
    for sign in ("{{", "{%", "}}", "%}"):
        if sign in piece:
            raise broken(start + piece.index(sign), _("“%(sign)s” has no counterpart.") % {"sign": sign})
    if piece:
        here.append(piece)


def _known(name: str, known: Collection[str], broken: Faulty, at: int) -> str:
    if name not in known:
        offered = ", ".join(sorted(known))
        raise broken(at, _("“%(name)s” is no placeholder of this text. There are: %(known)s.") % {"name": name[:60], "known": offered})
    return name


def _innermost(root: list[Node], open_choices: list[Choice]) -> list[Node]:
    if not open_choices:
        return root
    last = open_choices[-1]
    return last.then if last.otherwise is None else last.otherwise
