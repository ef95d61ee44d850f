from vakdesk.kit.room import Room


class Live(Room):
    name = "vakdesk.live"
