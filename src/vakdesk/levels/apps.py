from vakdesk.kit.room import Room


class Levels(Room):
    name = "vakdesk.levels"
    route = "levels/"
