from vakdesk.kit.room import Room


class Webhooks(Room):
    name = "vakdesk.webhooks"
    route = "webhooks/"
