"""Offerings are arranged as drafts. Publishing makes an edition of the form, which never changes; withdrawing offers it no more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.catalogue import permissions, verbs
from vakdesk.catalogue.fields import OPTIONAL, Field, read, without
from vakdesk.catalogue.files import Described, described, ready
from vakdesk.catalogue.kinds import CHOOSING, Per, Whom
from vakdesk.catalogue.models import Asker, Edition, Offering, Shelf
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Group, Organisation, Team
from vakdesk.scripts.questions import keyed, swapped, words_of
from vakdesk.services.models import Service
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.actions.arranging import Line
from vakdesk.tasks.kinds import Occasion
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Category
from vakdesk.ui.icons import exists

LONGEST_ABOUT, LONGEST_FOUND_BY = 600, 300


@dataclass(frozen=True)
class Askers:
    """Who may ask where not everybody may: whoever belongs to any of these."""

    organisations: Sequence[Organisation] = ()
    teams: Sequence[Team] = ()
    groups: Sequence[Group] = ()
    roles: Sequence[str] = ()

    def rows(self, offering: Offering) -> list[Asker]:
        return [
            *(Asker(offering=offering, whom=Whom.ORGANISATION, organisation=one) for one in self.organisations),
            *(Asker(offering=offering, whom=Whom.TEAM, team=one) for one in self.teams),
            *(Asker(offering=offering, whom=Whom.GROUP, group=one) for one in self.groups),
            *(Asker(offering=offering, whom=Whom.ROLE, role=Role(one)) for one in self.roles),
        ]


def add_shelf(*, by: Actor, names: Mapping[str, str], icon: str = "package", position: int = 0) -> Shelf:
    """The catalogue has this category. Refuses one without an English name."""
    with act(by, may=permissions.ARRANGE) as log:
        shelf = Shelf.objects.create(names=cleaned_names(dict(names)), icon=_icon(icon), position=position)
        log.record(verbs.SHELF_ADDED, shelf)
    return shelf


def edit_shelf(shelf: Shelf, *, by: Actor, names: Mapping[str, str], icon: str, position: int) -> None:
    """The category is called so and stands there."""
    with act(by, may=permissions.ARRANGE, on=shelf) as log:
        shelf.names, shelf.icon, shelf.position = cleaned_names(dict(names)), _icon(icon), position
        shelf.save()
        log.record(verbs.SHELF_EDITED, shelf)


def add_offering(*, by: Actor, names: Mapping[str, str], code: str = "", **said: Any) -> Offering:
    """There is an offering with an empty form, which nobody can ask for yet. `said` as for `edit_offering`, all of it optional.

    Refuses one without an English name, and a code in use; without a code it is made of the name, and differs by a number."""
    offering = Offering(team=said.get("team"))
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        english = cleaned_names(dict(names))["en"]
        offering.code = slugify(code)[:50] if code else _free_code(slugify(english)[:50] or "offering")
        require(not Offering.objects.filter(code=offering.code).exists(), _("There is one by that code already."), field="code")
        _say(offering, names=names, **said)
        log.record(verbs.ADDED, offering)
    return offering


def edit_offering(
    offering: Offering,
    *,
    by: Actor,
    names: Mapping[str, str],
    about: Mapping[str, str],
    found_by: Mapping[str, str],
    icon: str,
    shelf: Shelf | None,
    service: Service | None,
    kind: str,
    category: Category | None,
    team: Team | None,
    price_cents: int | None,
    per: str,
    takes_days: int | None,
    one_at_a_time: bool,
    askers: Askers | None,
) -> None:
    """The offering says this of itself from now on; `askers` is None where everybody may ask. What was asked for stays as it was."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        _say(
            fresh,
            names=names,
            about=about,
            found_by=found_by,
            icon=icon,
            shelf=shelf,
            service=service,
            kind=kind,
            category=category,
            team=team,
            price_cents=price_cents,
            per=per,
            takes_days=takes_days,
            one_at_a_time=one_at_a_time,
            askers=askers,
        )
        log.record(verbs.EDITED, fresh)


def set_fields(offering: Offering, *, by: Actor, fields: Any) -> None:
    """The draft has these fields, given as data. Refuses whatever does not hold together (`fields.read`)."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        _keep(_locked(offering), log, read(fields))


def add_field(
    offering: Offering, *, by: Actor, kind: str, words: Mapping[str, str], choices: Iterable[Mapping[str, str]] = (), **more: Any
) -> str:
    """The draft has one field more, at its end; answers its key. `more` is what `fields.Field` knows besides."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        key = f"f{fresh.last_key + 1}"
        _keep(fresh, log, read([*fresh.draft, _as_data(key, kind=kind, words=words, choices=choices, before=(), more=more)]))
    return key


def edit_field(
    offering: Offering, *, by: Actor, key: str, kind: str, words: Mapping[str, str], choices: Iterable[Mapping[str, str]] = (), **more: Any
) -> None:
    """The draft's field is so. Refuses one that is gone, and what another field's condition would miss."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        before = next((one for one in fresh.fields if one.key == key), None)
        require(before, _("That field is not there any more."))
        assert before is not None
        edited = _as_data(key, kind=kind, words=words, choices=choices, before=before.choices, more=more)
        _keep(fresh, log, read([edited if old["key"] == key else old for old in fresh.draft]))


def move_field(offering: Offering, *, by: Actor, key: str, up: bool) -> None:
    """The draft's field stands one place higher or lower. Refuses at the ends, and past the field it depends on."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        _keep(fresh, log, swapped(fresh.fields, key, up=up)[0])


def remove_field(offering: Offering, *, by: Actor, key: str) -> None:
    """The draft does not have it any more; what depended on it is asked always."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        require(any(one.key == key for one in fresh.fields), _("That field is not there any more."))
        _keep(fresh, log, without(fresh.fields, key))


def set_tasks(offering: Offering, *, by: Actor, lines: Sequence[Line], in_order: bool = False) -> None:
    """These tasks come with what is asked for from now on; none where there are no lines."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        if not lines:
            fresh.task_set = None
        elif fresh.task_set is None:
            fresh.task_set = tasks.add_set(by=by, names=fresh.names, lines=lines, occasion=Occasion.BY_HAND, in_order=in_order)
        else:
            plan = {"names": fresh.names, "occasion": Occasion.BY_HAND, "kind": "", "category": "", "is_active": True}
            tasks.edit_set(fresh.task_set, by=by, lines=lines, in_order=in_order, **plan)  # type: ignore[arg-type]
        fresh.save(update_fields=["task_set"])
        log.record(verbs.TASKS_SET, fresh, count=len(lines))


def publish(offering: Offering, *, by: Actor) -> Edition:
    """It can be asked for, by the form as it stands; who fills in an earlier edition goes on with that. Refuses an empty form, and
    one that is published already."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        require(any(not one.is_silent for one in fresh.fields), _("Add a field first."))
        require(fresh.is_changed, _("This is what is published already."))
        number = fresh.editions.count() + 1
        edition = Edition.objects.create(offering=fresh, number=number, data=fresh.draft, published_at=log.at, published_by_id=by.person_id)
        fresh.current = edition
        fresh.save(update_fields=["current"])
        log.record(verbs.PUBLISHED, fresh, edition=number, fields=len(fresh.draft))
    return edition


def withdraw(offering: Offering, *, by: Actor) -> None:
    """Nobody can ask for it any more; what was asked for stays. Refuses one that is not published."""
    with act(by, may=permissions.ARRANGE, on=offering) as log:
        fresh = _locked(offering)
        require(fresh.current_id, _("It is not in the catalogue now."))
        fresh.current = None
        fresh.save(update_fields=["current"])
        log.record(verbs.WITHDRAWN, fresh)


def take_in(*, by: Actor, content: Any) -> Offering:
    """There is an offering as a file describes it (`files.described`), as a draft. Teams, categories and services are those of the
    house by that name or code, or none. Refuses, with nothing made, what does not hold together."""
    with act(by, may=permissions.ARRANGE):
        said: Described = described(content)
        offering = add_offering(
            by=by,
            names=said.names,
            code=_free_code(said.code) if said.code else "",
            about=said.about,
            found_by=said.found_by,
            icon=said.icon,
            shelf=_shelf(said.shelf, by),
            service=Service.objects.active().filter(code=said.service).first(),
            kind=said.kind,
            category=Category.objects.active().filter(code=said.category).first(),
            team=_team(said.team),
            price_cents=said.price_cents,
            per=said.per,
            takes_days=said.takes_days,
            one_at_a_time=said.one_at_a_time,
        )
        set_fields(offering, by=by, fields=said.fields)
        if said.tasks:
            lines = [
                Line(one.titles, team=_team(one.team), due_days=one.due_days, for_worker=one.for_worker, is_public=one.is_public)
                for one in said.tasks
            ]
            set_tasks(offering, by=by, lines=lines, in_order=said.in_order)
    return Offering.objects.get(pk=offering.pk)


def install(*, by: Actor, code: str) -> Offering:
    """There is an offering made from one of the ready templates, as a draft. Refuses a template there is not."""
    content = ready().get(code)
    require(content is not None, _("There is no such template."), field="template")
    return take_in(by=by, content=content)


def _say(offering: Offering, *, names: Mapping[str, str], askers: Askers | None = None, **said: Any) -> None:
    """Sets and keeps what it says of itself; what is not said keeps its default."""
    offering.names = cleaned_names(dict(names))
    texts = {"about": LONGEST_ABOUT, "found_by": LONGEST_FOUND_BY}
    for name, value in said.items():
        setattr(offering, name, words_of(dict(value), texts[name]) if name in texts else value)
    offering.kind, offering.per = TicketKind(offering.kind), Per(offering.per)
    offering.icon = _icon(offering.icon)
    price, days = offering.price_cents, offering.takes_days
    require(price is None or 0 <= price < 10**9, _("That is no price."), field="price")
    require(days is None or 0 <= days <= 365, _("At most a year."), field="takes_days")
    rows = askers.rows(offering) if askers else []
    require(askers is None or rows, _("Say who may ask, or let everybody ask."), field="for_everyone")
    offering.for_everyone = askers is None
    offering.save()
    offering.askers.all().delete()
    Asker.objects.bulk_create(rows)


def _keep(offering: Offering, log: Act, fields: Iterable[Field]) -> None:
    found = read([one.as_data() for one in fields])
    offering.draft = [one.as_data() for one in found]
    offering.last_key = max([offering.last_key, *(int(one.key[1:]) for one in found)])
    offering.save(update_fields=["draft", "last_key"])
    log.record(verbs.FORM_EDITED, offering, fields=len(found))


def _as_data(
    key: str, *, kind: str, words: Mapping[str, str], choices: Iterable[Mapping[str, str]], before: Iterable[Any], more: Mapping[str, Any]
) -> dict[str, Any]:
    listed = keyed(choices, before) if kind in CHOOSING else []
    return OPTIONAL | dict(more) | {"key": key, "kind": kind, "words": dict(words), "choices": listed}


def _locked(offering: Offering) -> Offering:
    return Offering.objects.select_for_update().get(pk=offering.pk)


def _icon(name: str) -> str:
    name = one_line(storable(name), at_most=40)
    require(
        name and all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in name) and exists(name),
        _("That is no icon."),
        field="icon",
    )
    return name


def _free_code(code: str) -> str:
    taken = set(Offering.objects.filter(code__startswith=code).values_list("code", flat=True))
    return next(one for one in (code, *(f"{code}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def _team(name: str) -> Team | None:
    return Team.objects.active().filter(name=name).first() if name else None


def _shelf(said: Mapping[str, Any] | None, by: Actor) -> Shelf | None:
    """The one by that English name, else a new one."""
    if not said:
        return None
    known = next((one for one in Shelf.objects.all() if one.names.get("en") == said["names"]["en"]), None)
    return known or add_shelf(by=by, names=said["names"], icon=said["icon"], position=Shelf.objects.count())
