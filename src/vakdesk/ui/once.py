"""The same form sent twice acts once: which submissions have been taken, and what was their answer?

A submission is a rendered form's token with exactly its content, so going back and sending something else still
acts. The claim is its own short transaction, because acts are durable; the act's entries carry the submission's
number as their correlation, so that a claim left by a killed server is decided by what the logbook says.
"""

import hashlib
import secrets
import time
import uuid
from datetime import timedelta

from django.http import HttpRequest

from vakdesk.kit import clock
from vakdesk.kit.rows import insert_once
from vakdesk.logbook.models import Entry
from vakdesk.ui.models import Submission

FIELD = "_once"
WAIT_SECONDS = 10.0
ABANDONED_AFTER = timedelta(seconds=30)


def new_token() -> str:
    return secrets.token_urlsafe(12)


def number_of(request: HttpRequest) -> uuid.UUID | None:
    """The number of this submission: person, place, token and content. None when the form carries no token."""
    if not request.POST.get(FIELD):
        return None
    total = hashlib.sha256()
    parts = [str(request.actor.person_id if request.actor else ""), request.path]
    parts += [f"{name}={value}" for name, values in sorted(request.POST.lists()) if name != "csrfmiddlewaretoken" for value in values]
    parts += [f"{name}:{file.name}:{file.size}" for name, files in sorted(request.FILES.lists()) for file in files]
    for part in parts:
        total.update(part.encode("utf-8", "replace") + b"\0")
    return uuid.UUID(bytes=total.digest()[:16])


def claim(number: uuid.UUID) -> bool:
    """True for the first to come, who must `settle` or `release` it; False when another has taken it."""
    made = insert_once(Submission(number=number, at=clock.now()))
    return made or _take_over(number)


def _take_over(number: uuid.UUID) -> bool:
    """An unsettled claim that is old belonged to a killed server; it is free unless its act was recorded."""
    before = clock.now() - ABANDONED_AFTER
    abandoned = Submission.objects.filter(number=number, answer="", at__lt=before)
    if not abandoned.exists() or Entry.objects.filter(correlation=number).exists():
        return False
    return abandoned.update(at=clock.now()) == 1


def settle(number: uuid.UUID, answer: str) -> None:
    """Remembers where the first submission's answer is."""
    Submission.objects.filter(number=number).update(answer=answer)


def release(number: uuid.UUID) -> None:
    """The act did not happen; the same submission may come again."""
    Submission.objects.filter(number=number).delete()


def answer_of(number: uuid.UUID) -> str:
    """The answer of the submission that came first, waited for while that one is still at work; "" if it does not come."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        answer = Submission.objects.filter(number=number).values_list("answer", flat=True).first()
        if answer or answer is None:
            return answer or ""
        time.sleep(0.05)
    return ""
