from vakdesk.kit.room import Room


class Suppliers(Room):
    name = "vakdesk.suppliers"
    route = "suppliers/"
