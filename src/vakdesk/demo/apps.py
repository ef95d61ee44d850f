from vakdesk.kit.room import Room


class Demo(Room):
    name = "vakdesk.demo"
    route = "demo/"
