"""Rooms say here who hears about which verb, and in which words. One follower writes the notices after commit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from vakdesk.kit import clock
from vakdesk.logbook.followers import Follower, followers
from vakdesk.logbook.models import Book, Entry
from vakdesk.logbook.verbs import Verb
from vakdesk.notices.actions.posting import post
from vakdesk.notices.kinds import Kind, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText
from vakdesk.people.models import Person
from vakdesk.records.models import Attachment, Record


@dataclass(frozen=True)
class Words:
    """A text with what is filled in, in one language. `url` is a path of the desk, `author` who wrote what it passes on.

    `secret_url` is a path with a secret of the reader's own, for the button of a mail that is sent by itself: such a mail is
    shown to nobody in the outbox, and erased once it is sent.

    `hint` stands at the foot of the mail: what becomes of an answer to it. `files` go along with a mail that is sent by itself
    and may be so large; anywhere else the placeholder `files` says how many there are. `calendar` is an invitation (RFC 6047), which goes along with a mail by itself too.
    """

    text: MailText
    values: Mapping[str, str]
    url: str = ""
    secret_url: str = ""
    author: str = ""
    hint: str = ""
    files: Sequence[Attachment] = ()
    calendar: str = ""


@dataclass(frozen=True)
class Telling:
    """One person hears it, in the way they chose for this sort of news; `words` is called with their language and zone active.

    Nobody is told of their own act, unless it is a receipt. Where several rules tell one person of one act about one
    record, the heaviest `weight` speaks.
    """

    person: Person
    news: News
    words: Callable[[], Words]
    why: Why
    record: Record | None = None
    kind: Kind = Kind.NOTICE
    weight: int = 0


Author = Callable[[Entry], Iterable[Telling]]
authors: dict[str, list[Author]] = {}
_spoken_of: set[str] = set()


def about(*verbs: Verb) -> Callable[[Author], Author]:
    """The decorated function answers who hears of an entry of these verbs; called once or more, so it only answers."""

    def declare(author: Author) -> Author:
        for verb in verbs:
            authors.setdefault(verb.name, []).append(author)
            _spoken_of.add(verb.name)
        return author

    return declare


#: The demo makes eight weeks of past within a minute; what lies further back than this is no news to anybody in it.
NEWS_IN_DEMO_FOR = timedelta(hours=20)


def _tell(entry: Entry) -> None:
    """Tells of the whole act at its first entry about this subject, so that nobody hears of one act twice."""
    if settings.DEMO and clock.now() - entry.at > NEWS_IN_DEMO_FOR:
        return
    entries = _of_the_act(entry)
    if entries[0].pk == entry.pk:
        for telling, told_of in _told(entries):
            post(telling, entry=told_of)


def _of_the_act(entry: Entry) -> list[Entry]:
    """The entries of the same act about the same subject that somebody speaks of, in order. Acts have one moment."""
    same = Entry.objects.filter(
        book=entry.book, correlation=entry.correlation, at=entry.at, subject_id=entry.subject_id, verb__in=_spoken_of
    )
    return list(same.order_by("position"))


def _told(entries: list[Entry]) -> Iterable[tuple[Telling, Entry]]:
    """One telling per person and record, with what it tells of: the heaviest, of equals the first."""
    heard: dict[tuple[int, int | None], tuple[Telling, Entry]] = {}
    for entry in entries:
        for author in authors[entry.verb]:
            for telling in author(entry):
                if not telling.person.is_active or (telling.person.pk == entry.actor_id and telling.kind != Kind.RECEIPT):
                    continue
                key = (telling.person.pk, telling.record.pk if telling.record else None)
                if key not in heard or telling.weight > heard[key][0].weight:
                    heard[key] = (telling, entry)
    return heard.values()


followers.add(Follower("notices", _tell, _spoken_of, (Book.MAIN,)))
