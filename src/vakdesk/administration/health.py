"""Is the house well? One answer per part, for the page and for monitors. Holds no names, addresses or secrets."""

import platform
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

import django
from django.conf import settings
from django.db import connection
from django.utils import formats
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from vakdesk import __version__
from vakdesk.administration.models import Verification
from vakdesk.jobs.models import Job, Turn, Worker
from vakdesk.kit.errors import Sentence
from vakdesk.kit.timetable import timetable
from vakdesk.logbook import triggers
from vakdesk.logbook.models import Parked
from vakdesk.notices.models import Notice
from vakdesk.records.models import Record
from vakdesk.search.models import Document
from vakdesk.search.registry import indexes
from vakdesk.ui.components import in_words

MAIL_LATE_AFTER = timedelta(minutes=30)
VERIFIED_LATELY = timedelta(days=30)
LITTLE_SPACE, NO_SPACE = 2_000_000_000, 200_000_000  # bytes
GOOD, WARN, BAD = "good", "warn", "bad"


@dataclass(frozen=True)
class Part:
    """`state` is good, warn (look when you can) or bad (look now); `said` is what was seen, `doing` what to do about it."""

    name: str
    label: Sentence
    state: str
    said: Sentence
    doing: Sentence = ""
    icon: str = "circle"


def parts(at: datetime) -> list[Part]:
    """Each part of the house as it is at that moment, in a fixed number of queries."""
    return [
        _database(),
        _append_only(),
        _verification(at),
        _search(),
        _worker(at),
        _timetable(),
        _jobs(),
        _followers(),
        _outbox(at),
        _disk(),
    ]


def state_of(house: list[Part]) -> str:
    """The worst of them."""
    states = {part.state for part in house}
    return BAD if BAD in states else WARN if WARN in states else GOOD


def versions() -> dict[str, str]:
    return {
        "Vakdesk": __version__,
        "Python": platform.python_version(),
        "Django": django.__version__,
        _database_name(): _database_version(),
    }


def _database_name() -> str:
    return "PostgreSQL" if settings.ON_POSTGRESQL else "SQLite"


def _database_version() -> str:
    if not settings.ON_POSTGRESQL:
        return sqlite3.sqlite_version
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0]).split()[0]


def _database() -> Part:
    return Part("database", _("Database"), GOOD, format_lazy("{} {}", _database_name(), _database_version()), icon="database")


def _append_only() -> Part:
    label, icon = _("Logbook is guarded"), "lock"
    if triggers.installed():
        return Part("triggers", label, GOOD, _("The database refuses to change or delete entries."), icon=icon)
    return Part(
        "triggers",
        label,
        BAD,
        _("The database would let entries be changed."),
        _("Start the desk again: it sets the guard at its start."),
        icon,
    )


def _verification(at: datetime) -> Part:
    label, icon = _("Logbook is whole"), "shield-check"
    last = Verification.objects.exclude(finished_at=None).first()
    if last is None:
        return Part("verification", label, WARN, _("It has not been verified yet."), _("Have it verified on the page Logbook."), icon)
    assert last.finished_at is not None
    if not last.ok:
        said = format_lazy(_("First bad entry: {}: {}."), last.first_bad, last.why)
        return Part("verification", label, BAD, said, _("Keep the database as it is, and compare with a backup."), icon)
    said = format_lazy(_("{} entries held, {}."), last.entries, in_words(last.finished_at))
    late = at - last.finished_at > VERIFIED_LATELY
    return Part("verification", label, WARN if late else GOOD, said, _("Have it verified again.") if late else "", icon)


def _search() -> Part:
    label, icon = _("Search index"), "search"
    indexed = [index.name for index in indexes]
    newest = Record.objects.filter(type__in=indexed).order_by("-pk").values_list("pk", flat=True).first()
    if newest is None or Document.objects.filter(pk=newest).exists():
        return Part("search", label, GOOD, _("The newest record can be found."), icon=icon)
    return Part("search", label, BAD, _("The newest record is not in it."), _("Run: vakdesk search rebuild"), icon)


def _worker(at: datetime) -> Part:
    alive = Worker.objects.alive(at).count()
    if alive:
        said = ngettext_lazy("%(count)d worker is alive.", "%(count)d workers are alive.", alive) % {"count": alive}
        return Part("worker", _("Worker"), GOOD, said, icon="cog")
    return Part("worker", _("Worker"), BAD, _("None: mail waits and nothing happens by itself."), _("Run: vakdesk worker"), "cog")


def _timetable() -> Part:
    known = [each.name for each in timetable]
    faulty = sorted(Turn.objects.filter(name__in=known).exclude(fault="").values_list("name", flat=True))
    if not faulty:
        return Part("timetable", _("Timetable"), GOOD, _("The last turn of every round went well."), icon="calendar-clock")
    said = format_lazy(_("The last turn went wrong: {}."), ", ".join(faulty))
    return Part("timetable", _("Timetable"), WARN, said, _("Look at the page Background jobs."), "calendar-clock")


def _jobs() -> Part:
    failed, waiting = Job.objects.failed().count(), Job.objects.waiting().count()
    said = format_lazy(_("{} failed, {} waiting."), failed, waiting)
    doing = _("Try the failed jobs again, or discard them.") if failed else ""
    return Part("jobs", _("Background jobs"), WARN if failed else GOOD, said, doing, "timer")


def _followers() -> Part:
    parked = Parked.objects.count()
    if not parked:
        return Part("followers", _("Followers"), GOOD, _("They have dealt with all they have read."), icon="footprints")
    said = ngettext_lazy("%(count)d entry waits.", "%(count)d entries wait.", parked) % {"count": parked}
    return Part("followers", _("Followers"), WARN, said, _("Look at the page Background jobs."), "footprints")


def _outbox(at: datetime) -> Part:
    label, icon = _("Outbox"), "send"
    oldest = Notice.objects.late(at - MAIL_LATE_AFTER).order_by("at").values_list("at", flat=True).first()
    if settings.SMTP is None:
        return Part("outbox", label, WARN, _("No mail server is set, so mail waits."), _("Set VAKDESK_SMTP."), icon)
    if oldest:
        return Part(
            "outbox", label, BAD, format_lazy(_("Mail waits since {}."), in_words(oldest)), _("See the outbox for the fault."), icon
        )
    if troubled := Notice.objects.troubled().count():
        said = ngettext_lazy("%(count)d mail did not arrive.", "%(count)d mails did not arrive.", troubled) % {"count": troubled}
        return Part("outbox", label, WARN, said, _("Send it again or give it up, in the outbox."), icon)
    return Part("outbox", label, GOOD, _("Mail leaves in time."), icon=icon)


def _disk() -> Part:
    free = shutil.disk_usage(settings.DATA).free
    state = BAD if free < NO_SPACE else WARN if free < LITTLE_SPACE else GOOD
    doing = "" if state == GOOD else _("Make room where the data folder lies.")
    return Part("disk", _("Space for data"), state, format_lazy(_("{} free."), _gigabytes(free)), doing, "hard-drive")


def _gigabytes(size: int) -> str:
    return f"{formats.number_format(size / 1_000_000_000, 1)} GB"
