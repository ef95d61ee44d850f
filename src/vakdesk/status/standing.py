"""How each service is: it works, is disturbed, or is being worked on. From major incidents that are shown, and planned maintenance."""

from dataclasses import dataclass, field
from datetime import datetime

from vakdesk.majors.models import Major
from vakdesk.people.models import Person
from vakdesk.services.models import Service
from vakdesk.status.models import Maintenance


@dataclass
class Standing:
    """`majors` disturb it now, `now` is maintenance that goes on, `to_come` what is announced."""

    service: Service
    majors: list[Major] = field(default_factory=list)
    now: list[Maintenance] = field(default_factory=list)
    to_come: list[Maintenance] = field(default_factory=list)

    @property
    def state(self) -> str:
        return "disturbed" if self.majors else "maintenance" if self.now else "works"


@dataclass(frozen=True)
class Overview:
    """`other` are major incidents of no service."""

    services: list[Standing]
    other: list[Major]
    maintenance: list[Maintenance]

    @property
    def is_well(self) -> bool:
        return not self.other and all(one.state == "works" for one in self.services)


def overview(person: Person | None, now: datetime) -> Overview:
    """What that person may know; without one, what everybody may. Five queries at most."""
    known = Major.objects.known_to(person) if person else Major.objects.going_on().filter(is_shown=True, for_everybody=True)
    majors = list(known.select_related("ticket__record", "ticket__category").prefetch_related("news"))
    planned = list(Maintenance.objects.announced(now).prefetch_related("services"))  # anyone: it is announced to everybody
    rows = [Standing(service) for service in Service.objects.active()]  # anyone: which services there are is no secret
    by_service = {row.service.pk: row for row in rows}
    other = []
    for major in majors:
        category = major.ticket.category
        row = by_service.get(category.service_id) if category and category.service_id else None
        (row.majors if row else other).append(major)
    for one in planned:
        for service in one.services.all():
            if (row := by_service.get(service.pk)) is not None:
                (row.now if one.is_going_on(now) else row.to_come).append(one)
    return Overview(rows, other, planned)
