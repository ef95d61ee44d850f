from vakdesk.kit.room import Room


class Mailroom(Room):
    name = "vakdesk.mailroom"
    route = "mail/"
