"""Versions of agreements with all that a clock needs of them. A version that was recorded does not change, so a process keeps what it read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from vakdesk.kit.prepared import prepared_values
from vakdesk.levels.models import AgreementVersion

#: A version as it is recorded, and the newest version its calendar had.
Stamp = tuple[int, datetime, int | None]
#: More than this is a house with thousands of agreements, which reads anew now and then.
KEPT_AT_MOST = 2_000
_kept: dict[Stamp, AgreementVersion] = {}


def versions_of(keys: Collection[int], at: datetime) -> dict[int, AgreementVersion]:
    """The versions by key, for whoever reads clocks at `at`. One query when all were read before, four otherwise."""
    if not keys:
        return {}
    stamp_of: dict[int, Stamp] = {
        row[0]: (row[0], row[1], row[2]) for row in prepared_values("levels.stamps", _stamps_of, keys=sorted(keys))
    }
    found = {pk: _kept[stamp] for pk, stamp in stamp_of.items() if stamp in _kept}
    for row in AgreementVersion.objects.filter(pk__in=stamp_of.keys() - found.keys()).whole() if len(found) < len(stamp_of) else ():
        found[row.pk] = row
        if _was_there(row, at):
            _keep(stamp_of[row.pk], row)
    return found


def _stamps_of(keys: Sequence[int]) -> QuerySet[AgreementVersion, Any]:
    versions = AgreementVersion.objects.filter(pk__in=keys)  # anyone: what clocks are read from
    return versions.annotate(newest=Max("calendar__versions")).values_list("pk", "recorded_at", "newest")


def forget() -> None:
    """Nothing was read yet: for tests, which take back what they recorded."""
    _kept.clear()


def _was_there(row: AgreementVersion, at: datetime) -> bool:
    """Recorded by an earlier act. What the act at hand records may be taken back, and its keys given to something else."""
    return row.recorded_at < at and all(one.recorded_at < at for one in row.calendar.versions.all())


def _keep(stamp: Stamp, row: AgreementVersion) -> None:
    if len(_kept) >= KEPT_AT_MOST:
        _kept.clear()
    _kept[stamp] = row
