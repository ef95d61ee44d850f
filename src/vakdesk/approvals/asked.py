"""Who is asked now, by name: for mails and reminders, and for the page that says whom we wait for."""

from collections.abc import Iterator

from vakdesk.approvals.kinds import Answer
from vakdesk.approvals.models import Approval, Deputy, Seat
from vakdesk.kit import clock
from vakdesk.people.models import Membership, Person, RoleGrant


def open_seats(approval: Approval) -> list[Seat]:
    """Of the present step, without an answer; none when nothing is asked any more."""
    if not approval.is_asked:
        return []
    seats = Seat.objects.filter(stage__approval=approval, stage__position=approval.step, answer=Answer.OPEN)
    return list(seats.select_related("person", "team"))


def people_asked(approval: Approval) -> list[Person]:
    """Everybody who may answer now, each once; never those whose wish it is, nor who has answered in this step."""
    keys = {key for seat in open_seats(approval) for key in _sitting(seat, approval)} - approval.outsiders
    spoken = Seat.objects.filter(stage__approval=approval, stage__position=approval.step, decided_by__isnull=False).values("decided_by")
    return list(Person.objects.active().filter(pk__in=keys).exclude(pk__in=spoken).select_related("organisation").order_by("pk"))


def _sitting(seat: Seat, approval: Approval) -> Iterator[int]:
    if seat.person_id is not None:
        if seat.person_id not in approval.outsiders:  # nobody stands in for them in their own matter
            yield seat.person_id
            yield from Deputy.objects.in_force().filter(person=seat.person_id).values_list("deputy", flat=True)
    elif seat.team_id is not None:
        yield from Membership.objects.filter(team=seat.team_id).values_list("person", flat=True)
    elif seat.role:
        held = RoleGrant.objects.in_force(clock.now()).filter(role=seat.role)
        here = held.filter(scope="house") | held.filter(scope="organisation", organisation=approval.record.organisation_id)
        yield from here.values_list("person", flat=True)
