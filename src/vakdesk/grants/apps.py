from vakdesk.kit.room import Room


class Grants(Room):
    name = "vakdesk.grants"
    route = "access/"
