"""What can be done with services."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import act
from vakdesk.people.models import Person, Team
from vakdesk.services import permissions, verbs
from vakdesk.services.models import Criticality, Service, Stage
from vakdesk.suppliers.models import Supplier


def add_service(
    *,
    by: Actor,
    names: dict[str, str],
    owner: Person | None = None,
    team: Team | None = None,
    supplier: Supplier | None = None,
    criticality: str = Criticality.IMPORTANT,
    stage: str = Stage.LIVE,
    code: str = "",
) -> Service:
    """The portfolio has a service with these names by language. Refuses one without an English name, or with a code in use."""
    service = Service(owner=owner, team=team, supplier=supplier, criticality=Criticality(criticality), stage=Stage(stage))
    with act(by, may=permissions.ARRANGE, on=service) as log:
        service.names = cleaned_names(names)
        service.code = slugify(code or service.names["en"])[:60]
        require(service.code, _("Give a name with letters in it."), field="name_en")
        require(not Service.objects.filter(code=service.code).exists(), _("There is one by that name already."), field="name_en")
        service.save()
        log.record(verbs.ADDED, service)
    return service


def edit_service(
    service: Service,
    *,
    by: Actor,
    names: dict[str, str],
    owner: Person | None,
    team: Team | None,
    supplier: Supplier | None,
    criticality: str,
    stage: str,
) -> None:
    """The service is as given; what was measured for it stays as it was."""
    with act(by, may=permissions.ARRANGE, on=service) as log:
        service.names, service.owner, service.team, service.supplier = cleaned_names(names), owner, team, supplier
        service.criticality, service.stage = Criticality(criticality), Stage(stage)
        service.save()
        log.record(verbs.EDITED, service)
