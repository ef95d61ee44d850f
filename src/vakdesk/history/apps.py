from vakdesk.kit.room import Room


class History(Room):
    name = "vakdesk.history"
    route = "history/"
