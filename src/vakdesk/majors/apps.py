from vakdesk.kit.room import Room


class Majors(Room):
    name = "vakdesk.majors"
    route = "majors/"
