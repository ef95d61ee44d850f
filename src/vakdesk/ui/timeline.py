"""What happened on a record, as its page tells it: messages, notes and logbook entries in one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.safestring import SafeString

from vakdesk.kit.errors import Sentence

ItemKind = Literal["message", "reply", "note", "unsent", "entry"]


@dataclass(frozen=True)
class ItemAct:
    """Something to do with an item: `posts` does it with one press, otherwise the address asks first or shows more. `key` presses it."""

    label: Sentence
    url: str
    icon: str
    posts: bool = False
    key: str = ""


@dataclass(frozen=True)
class File:
    """A file to download. `picture` shows it small."""

    name: str
    url: str
    size_bytes: int
    picture: bool = False


@dataclass(frozen=True)
class Item:
    """`message` came from the requester's side, `reply` is ours, `note` is internal, `unsent` is ours and has not gone yet,
    `entry` is an act in one sentence.

    `body` is safe HTML (for an entry: its sentence without the actor); `about` is the quiet words behind the name
    ("by mail"); `history` is quoted text to fold away; `frame_url` shows an HTML message in a sandboxed frame, and
    `pictures_url` the same with pictures from elsewhere, which tell their sender that it was read. `corrected` says by whom and
    when, and folds the body; `folded` folds it under these words; `correct_url` is where its writer corrects it. `state` is said in a pill, `words` is what somebody
    says about it, `changed` says what `changes` (safe HTML) unfolds, `acts` are buttons below it. `key` names it for a page that
    takes over what is new, `leaves_at` is when it is sent unless somebody takes it back.
    """

    kind: ItemKind
    who: str
    at: datetime
    body: SafeString | str
    about: Sentence = ""
    icon: str = ""
    anchor: str = ""
    files: Sequence[File] = ()
    history: SafeString | str = ""
    frame_url: str = ""
    pictures_url: str = ""
    unverified: bool = False
    corrected: Sentence = ""
    folded: Sentence = ""
    correct_url: str = ""
    state: Sentence = ""
    state_tone: str = "plain"
    words: SafeString | str = ""
    words_by: str = ""
    changed: Sentence = ""
    changes: SafeString | str = ""
    acts: Sequence[ItemAct] = ()
    key: str = ""
    leaves_at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """One step of the process a record goes through. `state` is done, now or open; `hint` tells a learner what it means."""

    label: Sentence
    state: Literal["done", "now", "open"]
    hint: Sentence = ""
    url: str = ""


@dataclass(frozen=True)
class Mode:
    """One way of writing in the composer. `tone` is "reply" or "note" and decides how it looks, `language` how it is spelt."""

    value: str
    label: Sentence
    tone: Literal["reply", "note"]
    warning: Sentence = ""
    language: str = ""


@dataclass(frozen=True)
class Send:
    """A button of the composer: its name and value are posted with the text."""

    label: Sentence
    name: str = "then"
    value: str = ""
    main: bool = False
    only_for: str = ""
