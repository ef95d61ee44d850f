from vakdesk.kit.room import Room


class Standards(Room):
    name = "vakdesk.standards"
    route = "standards/"
