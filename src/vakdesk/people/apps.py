from vakdesk.kit.room import Room


class People(Room):
    name = "vakdesk.people"
    route = ""
