from vakdesk.kit.room import Room


class Knowledge(Room):
    name = "vakdesk.knowledge"
    route = "knowledge/"
