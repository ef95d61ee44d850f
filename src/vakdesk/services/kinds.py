"""Who can be asked to approve what is about a service: whoever owns it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from vakdesk.approvals.steps import ApproverKind, Chair
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.services.models import Service


def _owner(record: Record, requester: Person | None, key: str) -> Sequence[Chair]:
    """`key` is the service's code."""
    service = Service.objects.select_related("owner").filter(code=key).first()
    return [Chair(person=service.owner if service else None)]


ApproverKind("service_owner", _("Whoever owns the service"), _owner, lambda: [(one.code, str(one)) for one in Service.objects.active()])
