from vakdesk.kit.room import Room


class Api(Room):
    name = "vakdesk.api"
    route = "api/"
