"""One folder, one capability: how a room joins the house. Its declaration modules are loaded when Django is ready."""

from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

from django.apps import AppConfig

DECLARATIONS = (
    "kinds",
    "permissions",
    "verbs",
    "reactions",
    "menu",
    "panels",
    "searching",
    "clocks",
    "notices",
    "jobs",
    "followers",
    "commands",
    "benches",
    "checks",
    "installing",
    "offers",
)


class Room(AppConfig):
    """`route` is the prefix of its URLs, or None when it has none. Declarations are imported in DECLARATIONS' order."""

    default = False  # Django takes the one AppConfig of an apps.py for which this is true: the room, not this class
    default_auto_field = "django.db.models.BigAutoField"
    route: ClassVar[str | None] = None

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        for module in DECLARATIONS:
            if find_spec(f"{self.name}.{module}"):
                import_module(f"{self.name}.{module}")
