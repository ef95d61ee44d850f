from vakdesk.kit.room import Room


class Scripts(Room):
    name = "vakdesk.scripts"
    route = "scripts/"
