from vakdesk.kit.room import Room


class Notices(Room):
    name = "vakdesk.notices"
    route = ""
