from vakdesk.kit.room import Room


class Inventory(Room):
    name = "vakdesk.inventory"
    route = ""
