from vakdesk.kit.room import Room


class Config(Room):
    name = "vakdesk.config"
