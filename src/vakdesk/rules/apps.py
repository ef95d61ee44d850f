from vakdesk.kit.room import Room


class Rules(Room):
    name = "vakdesk.rules"
    route = "rules/"
