"""Where the time of a month went: by client, team, kind or ticket, beside what was estimated. Never by person.

A stretch of time belongs to the month in which it ended, and to the team and the client with whom the record lay then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Expression, F, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.levels.reporting import Month
from vakdesk.people.models import Organisation, Team
from vakdesk.records.models import Record
from vakdesk.records.queries import staff_side
from vakdesk.tasks.bearers import bearers
from vakdesk.tasks.models import Spent

BY: dict[str, Sentence] = {
    "organisation": gettext_lazy("Client"),
    "team": gettext_lazy("Team"),
    "kind": gettext_lazy("Kind"),
    "ticket": gettext_lazy("Ticket"),
}


@dataclass(frozen=True)
class Row:
    """`part` is its share of the most. `estimated_minutes` and `spent_on_estimated` are of the records that have an estimate, whenever their time was spent."""

    label: str
    records: int
    spent_minutes: int
    estimated_records: int
    estimated_minutes: int
    spent_on_estimated: int
    reference: str = ""
    part: float = 0.0

    @property
    def spent(self) -> timedelta:
        return timedelta(minutes=self.spent_minutes)

    @property
    def estimated(self) -> timedelta:
        return timedelta(minutes=self.estimated_minutes)

    @property
    def percent(self) -> int | None:
        """What was spent of what was estimated."""
        return round(self.spent_on_estimated * 100 / self.estimated_minutes) if self.estimated_minutes else None


@dataclass(frozen=True)
class Report:
    by: str
    month: Month
    rows: tuple[Row, ...]
    whole: Row


def report_of(month: Month, by: str, actor: Actor) -> Report:
    """Five queries, whatever the month held."""
    seen = Spent.objects.over().filter(staff_side(actor, "record__"), ended_at__gte=month.begins, ended_at__lt=month.plus(1).begins)
    rows = seen.filter(seconds__gt=0).annotate(group=_group(by)).order_by()
    sums = {one["group"]: one for one in rows.values("group").annotate(records=Count("record", distinct=True), spent=Sum("seconds"))}
    estimates = list(rows.filter(record__estimate__isnull=False).values_list("group", "record", "record__estimate__minutes").distinct())
    ever = _ever_spent({record for _group_, record, _minutes in estimates})
    labels = _labels(by, [group for group in sums if group])
    made = [
        _row(labels.get(group, ("", str(_("none")))), one, {record: minutes for its, record, minutes in estimates if its == group}, ever)
        for group, one in sums.items()
    ]
    all_of_it = rows.aggregate(records=Count("record", distinct=True), spent=Sum("seconds"))
    whole = _row(("", str(_("All together"))), all_of_it, {record: minutes for _its, record, minutes in estimates}, ever)
    most = max((row.spent_minutes for row in made), default=0) or 1
    ordered = sorted(made, key=lambda row: (-row.spent_minutes, row.label))
    return Report(by, month, tuple(replace(row, part=row.spent_minutes / most) for row in ordered), whole)


def _group(by: str) -> Expression:
    if by == "kind":
        return Coalesce(*(F(f"record__{bearer.kind_path}") for bearer in bearers), Value(""))
    return Coalesce(F({"organisation": "organisation", "team": "team", "ticket": "record"}[by]), Value(0))


def _ever_spent(records: set[int]) -> dict[int, int]:
    sums = Spent.objects.over().filter(record__in=records).order_by().values("record").annotate(sum=Sum("seconds"))
    return {one["record"]: one["sum"] for one in sums}


def _labels(by: str, groups: list[Any]) -> Mapping[Any, tuple[str, str]]:
    """By group: its reference, where it has one, and its words."""
    if by == "kind":
        return {code: ("", str(label)) for bearer in bearers for code, label in bearer.kinds()}
    if by == "ticket":
        return {one.pk: (one.reference, one.title) for one in Record.objects.filter(pk__in=groups)}
    named: type[Organisation | Team] = Organisation if by == "organisation" else Team
    return {one.pk: ("", str(one)) for one in named.objects.filter(pk__in=groups)}


def _row(named: tuple[str, str], sums: Mapping[str, Any], estimates: Mapping[int, int], ever: Mapping[int, int]) -> Row:
    reference, label = named
    return Row(
        label=label,
        records=sums["records"],
        spent_minutes=(sums["spent"] or 0) // 60,
        estimated_records=len(estimates),
        estimated_minutes=sum(estimates.values()),
        spent_on_estimated=sum(ever[record] for record in estimates) // 60,
        reference=reference,
    )
