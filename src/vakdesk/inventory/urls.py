"""Addresses of devices, /devices/DEV-1042/retire/, and of what their register is made of."""

from django.urls import include, path

from vakdesk.inventory.views import arranging, handing, items, moving, own, preparing
from vakdesk.ui import files

app_name = "inventory"
MOVES = (
    "receive",
    "restock",
    "put_in_use",
    "send_to_repair",
    "end_repair",
    "retire",
    "reinstate",
    "dispose",
    "take_back",
    "note",
    "attach",
    "link",
)
devices = [
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
    path("profiles/", preparing.profiles, name="profiles"),
    path("profiles/new/", preparing.add_profile, name="add_profile"),
    path("profiles/<int:pk>/", preparing.profile, name="profile"),
    path("profiles/<int:pk>/edit/", preparing.edit_profile, name="edit_profile"),
    path("hand-out/", handing.hand_out, name="hand_out"),
    path("take-in/", handing.take_in, name="take_in"),
    path("handovers/", handing.handovers, name="handovers"),
    path("handovers/<slug:sheet>/", handing.handover, name="handover"),
    path("handovers/<slug:sheet>/paper/", handing.paper, name="paper"),
    path("handovers/<slug:sheet>/call-off/", handing.call_off, name="call_off"),
    path("handovers/<slug:sheet>/scan/", handing.file_scan, name="file_scan"),
    path("handovers/<slug:sheet>/add/", handing.add_line, name="add_line"),
    path("handovers/<slug:sheet>/remove/<int:item>/", handing.remove_line, name="remove_line"),
    path("mine/", own.mine, name="mine"),
    path("mine/<slug:sheet>/", own.receipt, name="receipt"),
    path("<slug:reference>/", items.item, name="item"),
    path("<slug:reference>/prepare/", preparing.start_preparing, name="start_preparing"),
    path("<slug:reference>/check/", preparing.check, name="check"),
    path("<slug:reference>/make-ready/", preparing.make_ready, name="make_ready"),
    path("<slug:reference>/edit/", items.edit, name="edit"),
    path("<slug:reference>/links/<int:pk>/remove/", moving.unlink, name="unlink"),
    *(path(f"<slug:reference>/{verb.replace('_', '-')}/", getattr(moving, verb), name=verb) for verb in MOVES),
]
urlpatterns = [
    path("devices/", include(devices)),
    path("d/<path:code>", items.scanned, name="scanned"),
]
