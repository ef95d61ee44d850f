from vakdesk.kit.room import Room


class Instructions(Room):
    name = "vakdesk.instructions"
    route = "instructions/"
