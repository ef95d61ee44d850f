from vakdesk.kit.room import Room


class Status(Room):
    """How the services are, and when somebody works on them: what everybody may know."""

    name = "vakdesk.status"
    route = "status/"
