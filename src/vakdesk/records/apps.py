from vakdesk.kit.room import Room


class Records(Room):
    name = "vakdesk.records"
