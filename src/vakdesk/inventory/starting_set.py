"""What an empty register begins with: the types most houses have, in the three languages of the house."""

from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.inventory import actions
from vakdesk.inventory.models import ItemType


def _field(key: str, kind: str, en: str, nl: str, et: str, *choices: str) -> dict[str, Any]:
    return {"key": key, "kind": kind, "names": {"en": en, "nl": nl, "et": et}, "choices": list(choices)}


MEMORY = _field("memory_gb", "number", "Memory (GB)", "Geheugen (GB)", "Mälu (GB)")
STORAGE = _field("storage_gb", "number", "Storage (GB)", "Opslag (GB)", "Salvestusruum (GB)")
SCREEN = _field("screen_inches", "number", "Screen (inches)", "Scherm (inch)", "Ekraan (tolli)")
SYSTEM = _field("system", "text", "Operating system", "Besturingssysteem", "Operatsioonisüsteem")
ENCRYPTED = _field("encrypted", "truth", "Drive encrypted", "Schijf versleuteld", "Ketas krüptitud")
PORTS = _field("ports", "number", "Ports", "Poorten", "Porte")
NUMBER = _field("phone_number", "text", "Phone number", "Telefoonnummer", "Telefoninumber")

#: By code: names, icon, whether it needs preparation, whether it is a thing, own fields.
TYPES: dict[str, tuple[dict[str, str], str, bool, bool, list[dict[str, Any]]]] = {
    "computer": ({"en": "Computer", "nl": "Computer", "et": "Arvuti"}, "laptop", True, True, [MEMORY, STORAGE, SCREEN, SYSTEM, ENCRYPTED]),
    "phone": ({"en": "Phone or tablet", "nl": "Telefoon of tablet", "et": "Telefon või tahvel"}, "smartphone", True, True, [STORAGE, SYSTEM, NUMBER]),
    "printer": ({"en": "Printer", "nl": "Printer", "et": "Printer"}, "printer", False, True, []),
    "camera": ({"en": "Camera", "nl": "Camera", "et": "Kaamera"}, "camera", False, True, []),
    "network": ({"en": "Network device", "nl": "Netwerkapparaat", "et": "Võrguseade"}, "router", True, True, [PORTS]),
    "server": ({"en": "Server", "nl": "Server", "et": "Server"}, "server", True, True, [MEMORY, STORAGE, SYSTEM]),
    "virtual-machine": ({"en": "Virtual machine", "nl": "Virtuele machine", "et": "Virtuaalmasin"}, "boxes", True, False, [MEMORY, STORAGE, SYSTEM]),
    "application": ({"en": "Application", "nl": "Applicatie", "et": "Rakendus"}, "app-window", False, False, []),
    "service": ({"en": "Service", "nl": "Dienst", "et": "Teenus"}, "layers", False, False, []),
    "licence": ({"en": "Licence", "nl": "Licentie", "et": "Litsents"}, "file-badge", False, False, []),
    "screen": ({"en": "Screen", "nl": "Beeldscherm", "et": "Kuvar"}, "monitor", False, True, [SCREEN]),
    "accessory": ({"en": "Accessory", "nl": "Accessoire", "et": "Lisatarvik"}, "keyboard", False, True, []),
    "consumable": ({"en": "Consumable", "nl": "Verbruiksartikel", "et": "Kulumaterjal"}, "droplets", False, True, []),
}  # fmt: skip


def install(*, by: Actor) -> None:
    """Every type of the set is there; what is there already stays as it is."""
    known = set(ItemType.objects.filter(code__in=TYPES).values_list("code", flat=True))
    for code, (names, icon, needs_preparation, is_thing, fields) in TYPES.items():
        if code not in known:
            actions.add_type(
                by=by, names=names, icon=icon, needs_preparation=needs_preparation, is_thing=is_thing, own_fields=fields, code=code
            )
