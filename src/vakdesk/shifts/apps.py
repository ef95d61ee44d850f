from vakdesk.kit.room import Room


class Shifts(Room):
    name = "vakdesk.shifts"
    route = "shifts/"
