from vakdesk.kit.room import Room


class Search(Room):
    name = "vakdesk.search"
