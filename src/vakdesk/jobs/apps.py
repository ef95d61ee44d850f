from vakdesk.kit.room import Room


class Jobs(Room):
    name = "vakdesk.jobs"
