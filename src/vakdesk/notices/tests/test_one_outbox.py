"""Mail leaves by one door. Whoever adds a second one is told here."""

import re
from pathlib import Path

import vakdesk

SOURCE = Path(vakdesk.__file__).parent
#: What allauth's adapter sends goes by Django's mail backend, which is our outbox.
WAYS_OUT = re.compile(
    r"\bsmtplib\b|\bget_connection\(|(?<!adapter\.)\bsend_mail\(|EmailMultiAlternatives\(|\bNotice\.objects\.(create|get_or_create|bulk_create)\("
)


def test_only_this_room_writes_and_sends_mail() -> None:
    found = {
        str(path.relative_to(SOURCE)) for path in SOURCE.glob("**/*.py") if "tests" not in path.parts and WAYS_OUT.search(path.read_text())
    }
    assert found == {"notices/actions/posting.py", "notices/digests.py", "notices/outbox.py", "notices/sending.py"}
