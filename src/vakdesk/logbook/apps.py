from django.db.models.signals import post_migrate

from vakdesk.kit.room import Room
from vakdesk.logbook import triggers


class Logbook(Room):
    name = "vakdesk.logbook"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(triggers.install, sender=self)
