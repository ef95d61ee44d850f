"""What can be done with what the register is made of: types, models, locations."""

from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.inventory import permissions, verbs
from vakdesk.inventory.models import ItemType, Location, Product
from vakdesk.inventory.own_fields import cleaned_fields
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import cleaned_names
from vakdesk.logbook.act import act
from vakdesk.people.models import Organisation

#: How many locations may lie within each other.
DEEPEST = 10


def add_type(
    *,
    by: Actor,
    names: dict[str, str],
    icon: str = "box",
    needs_preparation: bool = True,
    is_thing: bool = True,
    own_fields: list[dict[str, Any]] | None = None,
    code: str = "",
) -> ItemType:
    """There is a type with these names by language. Refuses one without an English name, and a code in use."""
    item_type = ItemType(icon=icon, needs_preparation=needs_preparation, is_thing=is_thing)
    with act(by, may=permissions.ARRANGE, on=item_type) as log:
        item_type.names, item_type.fields = cleaned_names(names), cleaned_fields(own_fields or [])
        item_type.code = slugify(code or item_type.names["en"])[:60]
        require(item_type.code, _("Give a name with letters in it."), field="name_en")
        require(not ItemType.objects.filter(code=item_type.code).exists(), _("There is one by that name already."), field="name_en")
        item_type.save()
        log.record(verbs.TYPE_ADDED, item_type)
    return item_type


def edit_type(
    item_type: ItemType,
    *,
    by: Actor,
    names: dict[str, str],
    icon: str,
    needs_preparation: bool,
    is_thing: bool,
    own_fields: list[dict[str, Any]],
    is_active: bool,
) -> None:
    """The type is as given. What items say in a field that is gone is kept, unread, and read again when the field comes back."""
    with act(by, may=permissions.ARRANGE, on=item_type) as log:
        item_type.names, item_type.fields = cleaned_names(names), cleaned_fields(own_fields)
        item_type.icon, item_type.needs_preparation = icon, needs_preparation
        item_type.is_thing, item_type.is_active = is_thing, is_active
        item_type.save()
        log.record(verbs.TYPE_EDITED, item_type)


def add_product(
    *,
    by: Actor,
    maker: str,
    name: str,
    type: ItemType,
    part_number: str = "",
    support_until: date | None = None,
    facts: dict[str, Any] | None = None,
    source: str = "",
) -> Product:
    """There is a model of that maker. Refuses one that is there already."""
    product = Product(type=type, support_until=support_until, facts=facts or {}, source=one_line(storable(source), at_most=120))
    with act(by, may=permissions.ARRANGE, on=product) as log:
        _name(product, maker, name, part_number)
        product.save()
        log.record(verbs.PRODUCT_ADDED, product)
    return product


def edit_product(
    product: Product,
    *,
    by: Actor,
    maker: str,
    name: str,
    type: ItemType,
    part_number: str,
    support_until: date | None,
    is_active: bool,
) -> None:
    """The model is as given, and so is what its items are called after."""
    with act(by, may=permissions.ARRANGE, on=product) as log:
        _name(product, maker, name, part_number)
        product.type, product.support_until, product.is_active = type, support_until, is_active
        product.save()
        log.record(verbs.PRODUCT_EDITED, product)


def _name(product: Product, maker: str, name: str, part_number: str) -> None:
    product.maker, product.name = one_line(storable(maker), at_most=80), one_line(storable(name), at_most=120)
    product.part_number = one_line(storable(part_number), at_most=80)
    require(product.maker, _("Say who makes it."), field="maker")
    require(product.name, _("Say what the maker calls it."), field="name")
    same = Product.objects.filter(maker=product.maker, name=product.name).exclude(pk=product.pk)
    require(not same.exists(), _("That model is there already."), field="name")


def add_location(*, by: Actor, name: str, parent: Location | None = None, organisation: Organisation | None = None) -> Location:
    """There is such a place within `parent`, or at the top. Without an organisation it is its parent's."""
    location = Location(organisation=organisation or (parent.organisation if parent else None))
    with act(by, may=permissions.ARRANGE, on=location) as log:
        _lock_tree()
        _place(location, name, parent)
        log.record(verbs.LOCATION_ADDED, location)
    return location


def edit_location(
    location: Location, *, by: Actor, name: str, parent: Location | None, organisation: Organisation | None, is_active: bool
) -> None:
    """The place is as given, and lies within `parent` with everything in it. Refuses to lie within itself."""
    with act(by, may=permissions.ARRANGE, on=Location(organisation=location.organisation)) as log:
        _lock_tree()
        location.refresh_from_db()
        location.organisation, location.is_active = organisation, is_active
        _place(location, name, parent)
        log.record(verbs.LOCATION_EDITED, location)


def _lock_tree() -> None:
    """Nobody else moves a place meanwhile: two moves at once could put two places each within the other."""
    list(Location.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def _place(location: Location, name: str, parent: Location | None) -> None:
    if parent is not None:
        parent.refresh_from_db()
        inside_itself = location.pk is not None and f"/{location.pk}/" in parent.trail
        require(not inside_itself, _("A place cannot lie within itself."), field="parent")
        require(parent.depth < DEEPEST - 1, _("At most %(count)d places within each other.") % {"count": DEEPEST}, field="parent")
    location.name, location.parent = one_line(storable(name), at_most=80), parent
    require(location.name, _("Give it a name."), field="name")
    same = Location.objects.filter(parent=parent, name=location.name, organisation=location.organisation).exclude(pk=location.pk)
    require(not same.exists(), _("There is one by that name already."), field="name")
    before = location.trail
    location.path = _path(parent, location.name)
    location.save()
    location.trail = f"{parent.trail if parent else '/'}{location.pk}/"
    location.save(update_fields=["trail"])
    if before:
        _move_along(location, before)


def _path(parent: Location | None, name: str) -> str:
    return f"{parent.path} / {name}"[:500] if parent else name


def _move_along(location: Location, before: str) -> None:
    """What lies within it is found under its new trail and path."""
    inside = list(Location.objects.filter(trail__startswith=before).exclude(pk=location.pk).order_by("trail"))
    deepest = max((one.trail.count("/") for one in inside), default=0) - before.count("/") + location.depth
    require(deepest < DEEPEST, _("At most %(count)d places within each other.") % {"count": DEEPEST}, field="parent")
    paths = {location.pk: location.path}
    for one in sorted(inside, key=lambda each: each.depth):
        one.trail = location.trail + one.trail.removeprefix(before)
        one.path = paths[one.pk] = f"{paths[one.parent_id]} / {one.name}"[:500]  # type: ignore[index]
    Location.objects.bulk_update(inside, ["trail", "path"])
