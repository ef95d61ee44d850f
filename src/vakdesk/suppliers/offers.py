"""What programs may read and do with suppliers."""

from vakdesk.suppliers import actions
from vakdesk.suppliers.forms import SupplierForm
from vakdesk.suppliers.models import Supplier
from vakdesk.suppliers.permissions import ARRANGE, SEE
from vakdesk.suppliers.views import Suppliers
from vakdesk.ui.offering import DAY, TRUTH, WHOLE, Deed, Part, Shape, Thing, maybe

SUPPLIERS = Thing(
    "suppliers",
    "Who delivers to us",
    Shape(
        "Supplier",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("contract"),
            Part("contract_starts_on", maybe(DAY)),
            Part("contract_ends_on", maybe(DAY)),
            Part("contact"),
            Part("is_active", TRUTH),
        ],
    ),
    Supplier.objects.visible_to,
    room="suppliers",
    may=SEE,
    page=lambda actor: Suppliers(),
)
Deed(SUPPLIERS, "", actions.add_supplier, ARRANGE, SupplierForm, begins=True, told="Add a supplier")
Deed(SUPPLIERS, "edit", actions.edit_supplier, ARRANGE, SupplierForm, form_takes="thing", keeps=True, told="Edit a supplier")
