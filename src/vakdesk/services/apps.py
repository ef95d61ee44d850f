from vakdesk.kit.room import Room


class Services(Room):
    name = "vakdesk.services"
    route = "services/"
