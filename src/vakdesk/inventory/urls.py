"""Addresses of devices, /devices/DEV-1042/retire/, and of what their register is made of."""

from django.urls import path

from vakdesk.inventory.views import arranging, items, moving
from vakdesk.ui import files

app_name = "inventory"
MOVES = ("receive", "restock", "put_in_use", "send_to_repair", "end_repair", "retire", "reinstate", "dispose", "note", "attach", "link")
urlpatterns = [
    path("", items.items, name="items"),
    path("register/", items.register, name="register"),
    path("lookup/", items.lookup, name="lookup"),
    path("models/lookup/", items.lookup_products, name="lookup_products"),
    path("files/<int:pk>/", files.download, name="download"),
    path("files/<int:pk>/picture/", files.picture, name="picture"),
    path("types/", arranging.types, name="types"),
    path("types/new/", arranging.add_type, name="add_type"),
    path("types/<int:pk>/edit/", arranging.edit_type, name="edit_type"),
    path("models/", arranging.products, name="products"),
    path("models/new/", arranging.add_product, name="add_product"),
    path("models/<int:pk>/", arranging.product, name="product"),
    path("models/<int:pk>/edit/", arranging.edit_product, name="edit_product"),
    path("locations/", arranging.locations, name="locations"),
    path("locations/new/", arranging.add_location, name="add_location"),
    path("locations/<int:pk>/", arranging.location, name="location"),
    path("locations/<int:pk>/edit/", arranging.edit_location, name="edit_location"),
    path("<slug:reference>/", items.item, name="item"),
    path("<slug:reference>/edit/", items.edit, name="edit"),
    path("<slug:reference>/links/<int:pk>/remove/", moving.unlink, name="unlink"),
    *(path(f"<slug:reference>/{verb.replace('_', '-')}/", getattr(moving, verb), name=verb) for verb in MOVES),
]
