"""The room of everything that is shown."""

from vakdesk.kit.room import Room


class Ui(Room):
    name = "vakdesk.ui"
    route = "ui/"
