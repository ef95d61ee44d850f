from vakdesk.kit.room import Room


class Catalogue(Room):
    name = "vakdesk.catalogue"
    route = "catalogue/"
