"""What the acts of sorting have to know of kept messages: each is read and judged here, before anything is locked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from vakdesk.mailroom.classifying import Verdict, as_written, classify
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.parsing import Letter, Unreadable, parse
from vakdesk.mailroom.threads import own_among
from vakdesk.mailroom.wording import Wording, content_of, wording_of
from vakdesk.people.actions import is_mail_address


@dataclass(frozen=True)
class Judged:
    """A message that can be read and, where it is real mail, answered."""

    arrival: Arrival
    letter: Letter
    verdict: Verdict

    @cached_property
    def content(self) -> str:
        return content_of(self.letter)

    @cached_property
    def wording(self) -> Wording | None:
        """What real mail says; its files are put into the store when this is first asked. None of all other mail."""
        return wording_of(self.letter) if self.verdict.is_real else None


@dataclass(frozen=True)
class Unfit:
    """A message of which nothing can come by itself, and the code of why."""

    arrival: Arrival
    reason: str
    detail: str = ""
    letter: Letter | None = None


def judge(arrivals: Sequence[Arrival], *, own_addresses: Collection[str]) -> Iterator[Judged | Unfit]:
    """The judgement on each message, in their order. One query for all."""
    read = [_read(arrival) for arrival in arrivals]
    own_ids = own_among([one.message_id for one in read if isinstance(one, Letter)])
    for arrival, letter in zip(arrivals, read, strict=True):
        if isinstance(letter, Unreadable):
            yield Unfit(arrival, letter.reason, letter.detail)
            continue
        verdict = classify(letter, own_ids=own_ids, own_addresses=own_addresses, own_lists=settings.MAIL_OWN_LISTS)
        if verdict.is_real and (reason := _unanswerable(letter)):
            yield Unfit(arrival, reason, letter=letter)
        else:
            yield Judged(arrival, letter, verdict)


def _read(arrival: Arrival) -> Letter | Unreadable:
    try:
        letter = parse(arrival.read())
    except OSError as fault:
        return Unreadable("fault", f"{type(fault).__name__}: {fault.strerror}")
    return letter if isinstance(letter, Unreadable) else as_written(letter, own_lists=settings.MAIL_OWN_LISTS)


def _unanswerable(letter: Letter) -> str:
    """Why no ticket could have this sender as its requester, or ""."""
    if letter.sender_is_ambiguous and letter.sender is not None:
        return "authors"
    return "" if letter.sender is not None and is_mail_address(letter.sender.address) else "sender"
