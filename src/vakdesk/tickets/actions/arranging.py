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
from vakdesk.tickets.models import CallTemplate, Category


def add_category(*, by: Actor, names: dict[str, str], team: Team | None = None, service: Service | None = None, code: str = "") -> Category:
    """There is a category with these names by language. Refuses one without an English name, or with a code in use."""
    with act(by, may=permissions.ARRANGE) as log:
        _for_the_house(by)
        names = cleaned_names(names)
        category = Category.objects.create(code=_code(Category, code, names), names=names, team=team, service=service)
        log.record(verbs.CATEGORY_ADDED, category)
    return category


def edit_category(
    category: Category, *, by: Actor, names: dict[str, str], team: Team | None, is_active: bool, service: Service | None = None
) -> None:
    """Names, team, service and whether it can be chosen are as given; tickets keep a category that is out of use."""
    with act(by, may=permissions.ARRANGE, on=category) as log:
        _change(category, names=cleaned_names(names), team=team, service=service, is_active=is_active)
        log.record(verbs.CATEGORY_EDITED, category)


def add_call_template(
    *, by: Actor, names: dict[str, str], kind: str, category: Category, cause: str, done: str, code: str = ""
) -> CallTemplate:
    """There is a template for a call that comes every day, with its cause and solution. Refuses missing words."""
    with act(by, may=permissions.ARRANGE) as log:
        _for_the_house(by)
        names = cleaned_names(names)
        template = CallTemplate(code=_code(CallTemplate, code, names), names=names, category=category)
        _change(template, kind=TicketKind(kind), **_solution(cause, done))
        log.record(verbs.CALL_TEMPLATE_ADDED, template)
    return template


def edit_call_template(
    template: CallTemplate, *, by: Actor, names: dict[str, str], kind: str, category: Category, cause: str, done: str, is_active: bool
) -> None:
    """The template is as given."""
    with act(by, may=permissions.ARRANGE, on=template) as log:
        _change(
            template, names=cleaned_names(names), kind=TicketKind(kind), category=category, is_active=is_active, **_solution(cause, done)
        )
        log.record(verbs.CALL_TEMPLATE_EDITED, template)


def _for_the_house(by: Actor) -> None:
    if not by.reach(permissions.ARRANGE).house:
        raise NotAllowed(_("Only those who arrange things for the whole house may add to what everybody chooses from."))


def _change(thing: Category | CallTemplate, **values: Any) -> None:
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
