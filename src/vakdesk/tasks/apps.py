from vakdesk.kit.room import Room


class Tasks(Room):
    name = "vakdesk.tasks"
    route = "tasks/"
