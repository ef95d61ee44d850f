"""Which applications there are, and which rights each has."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.grants import permissions, verbs
from vakdesk.grants.models import Application, Right
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import act
from vakdesk.people.models import Person, Team
from vakdesk.services.models import Service
from vakdesk.tickets.models import IdentityWay


def add_application(
    *, by: Actor, names: dict[str, str], owner: Person, team: Team | None = None, service: Service | None = None, about: str = ""
) -> Application:
    """There is an application by these names. Refuses one without an English name, and an owner who has left."""
    application = Application()
    with act(by, may=permissions.ARRANGE, on=application) as log:
        _fill_application(application, names=names, owner=owner, team=team, service=service, about=about)
        application.save()
        log.record(verbs.APPLICATION_ADDED, application)
    return application


def edit_application(
    application: Application,
    *,
    by: Actor,
    names: dict[str, str],
    owner: Person,
    team: Team | None = None,
    service: Service | None = None,
    about: str = "",
    is_active: bool = True,
) -> None:
    """The application is as given; who has rights on it keeps them. Refuses as adding does."""
    with act(by, may=permissions.ARRANGE, on=application) as log:
        _fill_application(application, names=names, owner=owner, team=team, service=service, about=about)
        application.is_active = is_active
        application.save()
        log.record(verbs.APPLICATION_EDITED, application)


def add_right(
    application: Application,
    *,
    by: Actor,
    names: dict[str, str],
    allows: str = "",
    own_owner: Person | None = None,
    identity_needed: bool = False,
    way: IdentityWay | None = None,
    longest_days: int | None = None,
) -> Right:
    """The application has one right more. Refuses one without an English name, and an owner who has left."""
    with act(by, may=permissions.ARRANGE, on=application) as log:
        right = Right(application=application)
        _fill_right(
            right,
            names=names,
            allows=allows,
            own_owner=own_owner,
            identity_needed=identity_needed,
            way=way,
            longest_days=longest_days,
        )
        right.save()
        log.record(verbs.RIGHT_ADDED, application, right=right.pk)
    return right


def edit_right(
    right: Right,
    *,
    by: Actor,
    names: dict[str, str],
    allows: str = "",
    own_owner: Person | None = None,
    identity_needed: bool = False,
    way: IdentityWay | None = None,
    longest_days: int | None = None,
    is_active: bool = True,
) -> None:
    """The right is as given, from now on: what was given stays as it was. What waits for approval is looked at again."""
    with act(by, may=permissions.ARRANGE, on=right.application) as log:
        _fill_right(
            right,
            names=names,
            allows=allows,
            own_owner=own_owner,
            identity_needed=identity_needed,
            way=way,
            longest_days=longest_days,
        )
        right.is_active = is_active
        right.save()
        log.record(verbs.RIGHT_EDITED, right.application, right=right.pk)


def _fill_application(
    application: Application, *, names: dict[str, str], owner: Person, team: Team | None, service: Service | None, about: str
) -> None:
    require(owner.is_active, _("%(person)s has left.") % {"person": owner.name}, field="owner")
    application.names, application.owner, application.team, application.service = cleaned_names(names), owner, team, service
    application.about = one_line(storable(about), at_most=300)


def _fill_right(
    right: Right,
    *,
    names: dict[str, str],
    allows: str,
    own_owner: Person | None,
    identity_needed: bool,
    way: IdentityWay | None,
    longest_days: int | None,
) -> None:
    require(
        own_owner is None or own_owner.is_active, _("%(person)s has left.") % {"person": own_owner and own_owner.name}, field="own_owner"
    )
    require(longest_days is None or longest_days > 0, _("Give a number of days, or none."), field="longest_days")
    right.names, right.allows = cleaned_names(names), one_line(storable(allows), at_most=300)
    right.own_owner, right.identity_needed, right.way = own_owner, identity_needed or way is not None, way
    right.longest_days = longest_days
