from vakdesk.kit.room import Room


class Approvals(Room):
    name = "vakdesk.approvals"
    route = "approvals/"
