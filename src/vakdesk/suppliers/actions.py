"""What can be done with suppliers."""

from datetime import date

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.suppliers import permissions, verbs
from vakdesk.suppliers.models import Supplier


def add_supplier(
    *,
    by: Actor,
    name: str,
    contract: str = "",
    contract_starts_on: date | None = None,
    contract_ends_on: date | None = None,
    contact: str = "",
) -> Supplier:
    """There is a supplier of this name. Refuses a name in use, and a contract that ends before it starts."""
    supplier = Supplier()
    with act(by, may=permissions.ARRANGE, on=supplier) as log:
        _name(supplier, name)
        _contract(supplier, contract, contract_starts_on, contract_ends_on)
        supplier.contact = one_line(storable(contact))
        supplier.save()
        log.record(verbs.ADDED, supplier)
    return supplier


def edit_supplier(
    supplier: Supplier,
    *,
    by: Actor,
    name: str,
    contract: str,
    contract_starts_on: date | None,
    contract_ends_on: date | None,
    contact: str,
    is_active: bool,
) -> None:
    """The supplier is as given; one out of use cannot be chosen any more."""
    with act(by, may=permissions.ARRANGE, on=supplier) as log:
        _name(supplier, name)
        _contract(supplier, contract, contract_starts_on, contract_ends_on)
        supplier.contact = one_line(storable(contact))
        supplier.is_active = is_active
        supplier.save()
        log.record(verbs.EDITED, supplier)


def _name(supplier: Supplier, name: str) -> None:
    name = one_line(storable(name), at_most=120)
    require(name, _("Give the supplier a name."), field="name")
    taken = Supplier.objects.filter(name=name).exclude(pk=supplier.pk).exists()
    require(not taken, _("There is a supplier by that name already."), field="name")
    supplier.name = name


def _contract(supplier: Supplier, number: str, starts_on: date | None, ends_on: date | None) -> None:
    in_order = starts_on is None or ends_on is None or starts_on <= ends_on
    require(in_order, _("A contract cannot end before it starts."), field="contract_ends_on")
    supplier.contract, supplier.contract_starts_on, supplier.contract_ends_on = one_line(storable(number), at_most=80), starts_on, ends_on
