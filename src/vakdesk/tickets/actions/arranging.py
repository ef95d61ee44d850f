"""What the desk chooses from: categories with the team where their work starts, and templates for calls."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import act
from vakdesk.people.models import Team
from vakdesk.services.models import Service
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import CallTemplate, Category, IdentityWay


def add_category(
    *,
    by: Actor,
    names: dict[str, str],
    team: Team | None = None,
    service: Service | None = None,
    reveals_secret: bool = False,
    code: str = "",
) -> Category:
    """There is a category with these names by language. Refuses one without an English name, or with a code in use.

    Where it `reveals_secret`, nothing goes to a requester before somebody has recorded how they know who it is.
    """
    with act(by, may=permissions.ARRANGE) as log:
        _for_the_house(by)
        names = cleaned_names(names)
        category = Category.objects.create(
            code=_code(Category, code, names), names=names, team=team, service=service, reveals_secret=reveals_secret
        )
        log.record(verbs.CATEGORY_ADDED, category)
    return category


def edit_category(
    category: Category,
    *,
    by: Actor,
    names: dict[str, str],
    team: Team | None,
    is_active: bool,
    service: Service | None = None,
    reveals_secret: bool = False,
) -> None:
    """The category is as given; tickets keep one that is out of use."""
    with act(by, may=permissions.ARRANGE, on=category) as log:
        _change(category, names=cleaned_names(names), team=team, service=service, is_active=is_active, reveals_secret=reveals_secret)
        log.record(verbs.CATEGORY_EDITED, category)


def add_call_template(
    *,
    by: Actor,
    names: dict[str, str],
    kind: str,
    category: Category,
    cause: str,
    done: str,
    reveals_secret: bool = False,
    code: str = "",
) -> CallTemplate:
    """There is a template for a call that comes every day, with its cause and solution. Refuses missing words."""
    with act(by, may=permissions.ARRANGE) as log:
        _for_the_house(by)
        names = cleaned_names(names)
        template = CallTemplate(code=_code(CallTemplate, code, names), names=names, category=category)
        _change(template, kind=TicketKind(kind), reveals_secret=reveals_secret, **_solution(cause, done))
        log.record(verbs.CALL_TEMPLATE_ADDED, template)
    return template


def edit_call_template(
    template: CallTemplate,
    *,
    by: Actor,
    names: dict[str, str],
    kind: str,
    category: Category,
    cause: str,
    done: str,
    is_active: bool,
    reveals_secret: bool = False,
) -> None:
    """The template is as given."""
    with act(by, may=permissions.ARRANGE, on=template) as log:
        named = {"names": cleaned_names(names), "kind": TicketKind(kind), "category": category}
        _change(template, is_active=is_active, reveals_secret=reveals_secret, **named, **_solution(cause, done))
        log.record(verbs.CALL_TEMPLATE_EDITED, template)


def add_identity_way(*, by: Actor, names: dict[str, str], by_phone: bool = False) -> IdentityWay:
    """There is a way to make sure who somebody is. Refuses one without an English name."""
    with act(by, may=permissions.ARRANGE) as log:
        _for_the_house(by)
        way = IdentityWay.objects.create(names=cleaned_names(names), by_phone=by_phone)
        log.record(verbs.IDENTITY_WAY_ADDED, way)
    return way


def edit_identity_way(way: IdentityWay, *, by: Actor, names: dict[str, str], by_phone: bool, is_active: bool) -> None:
    """The way is as given; what was checked in it stays checked."""
    with act(by, may=permissions.ARRANGE, on=way) as log:
        _change(way, names=cleaned_names(names), by_phone=by_phone, is_active=is_active)
        log.record(verbs.IDENTITY_WAY_EDITED, way)


def _for_the_house(by: Actor) -> None:
    if not by.reach(permissions.ARRANGE).house:
        raise NotAllowed(_("Only those who arrange things for the whole house may add to what everybody chooses from."))


def _change(thing: Category | CallTemplate | IdentityWay, **values: Any) -> None:
    for field, value in values.items():
        setattr(thing, field, value)
    thing.save()


def _code(model: type[Category] | type[CallTemplate], wanted: str, names: dict[str, str]) -> str:
    code = slugify(wanted or names["en"])[:60]
    require(code, _("Give a name with letters in it."), field="name_en")
    require(not model.objects.filter(code=code).exists(), _("There is one by that name already."), field="name_en")
    return code


def _solution(cause: str, done: str) -> dict[str, str]:
    require(cause.strip(), _("Say what the cause usually is."), field="cause")
    require(done.strip(), _("Say what is done."), field="done")
    return {"cause": one_line(storable(cause), at_most=500), "done": storable(done).strip()}
