from vakdesk.kit.room import Room


class Administration(Room):
    name = "vakdesk.administration"
    route = "administration/"
